import type { Tx } from "./db.ts";
import { forbidden } from "./errors.ts";

export const ROLES = ["viewer", "responder", "manager", "admin"] as const;
export type Role = (typeof ROLES)[number];

export type MembershipKind = "member" | "lead" | "deputy" | "reader";

/** Who is asking, with everything a policy may want to know of them. */
export interface Actor {
  kind: "user" | "token" | "system" | "anonymous";
  /** The person, also behind a token; null for system and anonymous. */
  userId: string | null;
  name: string;
  role: Role | null;
  /** Team id → what they are in it. */
  teams: ReadonlyMap<string, MembershipKind>;
  /** Null: everything the person may; a token is cut down to these. */
  scopes: readonly string[] | null;
  tokenId: string | null;
  sessionId: string | null;
  /** When the password was last given in this session. */
  passwordAt: Date | null;
  /** IANA zone of the person. */
  zone: string;
  email: string | null;
}

/** A repeated write with the same key answers the first answer again (see `db.ts`). */
export interface Idempotency {
  id: string;
  bodyHash: string;
  status: number;
  used: boolean;
}

/** Comes first everywhere. Minted only by `requireCtx`, `tokenCtx` and `systemCtx`. */
export interface Ctx {
  actor: Actor;
  requestId: string;
  /** The database's clock, read together with the session. */
  now: Date;
  tx?: Tx;
  idempotency?: Idempotency;
}

/** The same context, inside a transaction that is already open. */
export const within = (ctx: Ctx, tx: Tx): Ctx => ({ ...ctx, tx });

/** A policy's answer: yes, or the sentence that says why not. */
export type Decision = true | { because: string };

/** @throws forbidden with the policy's own sentence. */
export function permit(decision: Decision): void {
  if (decision !== true) throw forbidden(decision.because);
}

const rank: Record<Role, number> = { viewer: 0, responder: 1, manager: 2, admin: 3 };

/** Whether the actor's role is at least `role`; the system may everything. */
export function atLeast(actor: Actor, role: Role): boolean {
  if (actor.kind === "system") return true;
  return actor.role !== null && rank[actor.role] >= rank[role];
}

export const isAdmin = (actor: Actor) => atLeast(actor, "admin");

/** Member, lead or deputy (a reader of a closed team is not one). */
export function isMember(actor: Actor, teamId: string): boolean {
  const kind = actor.teams.get(teamId);
  return kind === "member" || kind === "lead" || kind === "deputy";
}

/** Lead or deputy of the team. */
export function isLead(actor: Actor, teamId: string): boolean {
  const kind = actor.teams.get(teamId);
  return kind === "lead" || kind === "deputy";
}

/** The person behind the actor. @throws forbidden for system and anonymous. */
export function personId(ctx: Ctx): string {
  if (!ctx.actor.userId) throw forbidden("Only a person can do this.");
  return ctx.actor.userId;
}

/** The context of a job or a subscriber: the system, at the database's `now`. */
export function systemCtx(job: string, now: Date, requestId = `job-${job}`): Ctx {
  return {
    actor: {
      kind: "system",
      userId: null,
      name: job,
      role: null,
      teams: new Map(),
      scopes: null,
      tokenId: null,
      sessionId: null,
      passwordAt: null,
      zone: "UTC",
      email: null,
    },
    requestId,
    now,
  };
}

/** Nobody yet: before sign-in, or behind a secret in the request. */
export function anonymousCtx(now: Date, requestId: string): Ctx {
  const ctx = systemCtx("anonymous", now, requestId);
  return { ...ctx, actor: { ...ctx.actor, kind: "anonymous", name: "anonymous" } };
}
