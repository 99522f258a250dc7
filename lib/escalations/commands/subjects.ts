import type { Ctx } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import type { EscalationFacts } from "../model.ts";

/** A level that fired, as its subject's room hears of it. */
export interface Call {
  escalationId: string;
  /** From 1; null for the last resort, when no level reached anybody. */
  level: number | null;
  round: number;
  levels: number;
  userIds: string[];
  late: boolean;
  /** By a person, who says so themselves. */
  byHand: boolean;
}

/** What a room above offers about the things that are escalated: this room knows them by kind and id only. */
export interface SubjectRoom {
  kind: string;
  /**
   * Holds the subject for this transaction without waiting, so that nobody changes it meanwhile.
   * `busy`: somebody does just now, try again; `gone`: it is no longer there.
   */
  hold(tx: Tx, id: string): Promise<"held" | "busy" | "gone">;
  /** Names the people called on it, writes its timeline and tells open screens. */
  called(tx: Tx, ctx: Ctx, id: string, call: Call): Promise<void>;
  /** The last entry by a person; null: none. */
  lastWordAt(tx: Tx, id: string): Promise<Date | null>;
  /** What messages may say of it now; null when it is no longer there. */
  factsOf(tx: Tx, id: string): Promise<EscalationFacts | null>;
  /** How these stand: nobody has it, somebody has, or it is over. Ids that are gone are left out. */
  standingOf(tx: Tx, ids: readonly string[]): Promise<Map<string, "open" | "had" | "over">>;
  /** The urgent ones that nobody has acknowledged, opened before an instant. */
  openUrgent(tx: Tx, before: Date): Promise<string[]>;
}

const rooms = new Map<string, SubjectRoom>();

/** Rooms above say what they offer, when they are loaded. */
export function registerSubject(room: SubjectRoom): void {
  rooms.set(room.kind, room);
}

/** @throws Error when no room of this kind is loaded in the process */
export function subjectRoom(kind: string): SubjectRoom {
  const room = rooms.get(kind);
  if (!room) throw new Error(`No room offers escalations of a ${kind} in this process.`);
  return room;
}

/** Every room that is loaded. */
export const subjectRooms = (): SubjectRoom[] => [...rooms.values()];
