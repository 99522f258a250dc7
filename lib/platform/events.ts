import { Prisma } from "#prisma";
import type { Actor, Ctx } from "./context.ts";
import { isAdmin } from "./context.ts";
import { onCommit, pool, type Tx, write } from "./db.ts";
import { log } from "./log.ts";
import { shared } from "./shared.ts";

/** Who may hear that something happened. Ids only travel; what they mean is refetched under one's own rights. */
export interface Audience {
  /** Every signed-in person. */
  all?: true;
  teams?: string[];
  users?: string[];
}

export interface DomainEvent {
  /** `incident.acknowledged`: noun and what happened to it. */
  name: string;
  subject: { kind: string; id: string };
  version: number;
  audience: Audience;
  /** Ids and facts for subscribers; never free text or personal data. */
  payload: Record<string, unknown>;
}

export const CHANNEL = "evenkeel_events";

/** Writes the event into the outbox, in the transaction that makes it true; the NOTIFY goes out after the commit. */
export async function emit(tx: Tx, ctx: Ctx, event: DomainEvent): Promise<void> {
  // Raw: every write does this, and the ORM's own work would cost more than the row.
  await write(
    tx,
    Prisma.sql`INSERT INTO outbox_events (name, subject_kind, subject_id, version, audience, payload, request_id, at)
    VALUES (${event.name}, ${event.subject.kind}, ${event.subject.id}, ${event.version}, ${JSON.stringify(event.audience)}::jsonb,
      ${JSON.stringify(event.payload)}::jsonb, ${ctx.requestId}, ${ctx.now})`,
  );
  onCommit(tx, notifySoon);
}

/** One NOTIFY for all commits of the next 20 ms: inside a transaction it would serialise every commit. */
export function notifySoon(): void {
  const held = shared();
  if (held.notifyTimer) return;
  held.notifyTimer = setTimeout(() => {
    held.notifyTimer = undefined;
    pool()
      .query(`NOTIFY ${CHANNEL}`)
      .catch((error) => log().warn({ err: error }, "the live hint could not be sent; polling covers it"));
  }, 20);
}

/** Whether this actor belongs to the audience of an event. */
export function mayHear(actor: Actor, audience: Audience): boolean {
  if (audience.all) return actor.kind === "user" || actor.kind === "token";
  if (actor.userId && audience.users?.includes(actor.userId)) return true;
  if (!audience.teams) return false;
  return isAdmin(actor) || audience.teams.some((team) => actor.teams.has(team));
}
