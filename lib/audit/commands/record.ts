import type { Ctx } from "#lib/platform/context.ts";
import { isAdmin } from "#lib/platform/context.ts";
import { canonicalJson, sha256 } from "#lib/platform/crypto.ts";
import { type Tx, write } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { Prisma } from "#prisma";

export interface AuditInput {
  /** `incident.acknowledge`: noun and verb. */
  action: string;
  subject: { kind: string; id?: string | null };
  teamId?: string | null;
  outcome?: "done" | "refused" | "failed";
  /** The rows before and after, cut down to what changed. */
  before?: object | null;
  after?: object | null;
  /** Free text and personal data go here: it stands beside the chained entry and can be redacted. */
  detail?: Record<string, unknown>;
  /** Overrides who is said to have done it (a sign-in knows the person before there is a session). */
  actorId?: string | null;
}

const HIDDEN = new Set(["passwordHash", "tokenHash", "setupTokenHash", "updatedAt", "version"]);

/** The members that differ, without secrets. */
export function difference(before: object | null | undefined, after: object | null | undefined) {
  const old = (before ?? {}) as Record<string, unknown>;
  const fresh = (after ?? {}) as Record<string, unknown>;
  const changes: Record<string, { from: unknown; to: unknown }> = {};
  for (const key of new Set([...Object.keys(old), ...Object.keys(fresh)])) {
    if (HIDDEN.has(key) || typeof old[key] === "bigint" || typeof fresh[key] === "bigint") continue;
    if (before && after && !(key in fresh)) continue;
    if (canonicalJson(old[key]) !== canonicalJson(fresh[key]))
      changes[key] = { from: old[key] ?? null, to: fresh[key] ?? null };
  }
  return changes;
}

/** Writes the one audit entry of a change, in the change's own transaction. */
export async function recordAudit(tx: Tx, ctx: Ctx, input: AuditInput): Promise<void> {
  const { actor } = ctx;
  const id = uuidv7();
  const changes = input.before || input.after ? difference(input.before, input.after) : undefined;
  const detail = { ...(changes ? { changes } : {}), ...(input.detail ?? {}) };
  const foreign = Boolean(
    input.teamId && isAdmin(actor) && actor.kind !== "system" && !actor.teams.has(input.teamId),
  );
  const text = canonicalJson(detail);
  const { kind, id: subjectId = null } = input.subject;
  const actorId = input.actorId === undefined ? actor.userId : input.actorId;
  await write(
    tx,
    Prisma.sql`WITH entry AS (
      INSERT INTO audit_entries (id, at, actor_kind, actor_id, token_id, as_admin, action, outcome, subject_kind, subject_id, team_id, request_id, detail_hash)
      VALUES (${id}::uuid, ${ctx.now}, ${actor.kind}, ${actorId}::uuid, ${actor.tokenId}::uuid, ${foreign}, ${input.action}, ${input.outcome ?? "done"},
        ${kind}, ${subjectId}, ${input.teamId ?? null}::uuid, ${ctx.requestId}, ${sha256(text)}))
    INSERT INTO audit_details (audit_id, detail) VALUES (${id}::uuid, ${text}::jsonb)`,
  );
}
