import { batched } from "#lib/platform/batch.ts";
import {
  type Actor,
  anonymousCtx,
  type Ctx,
  type MembershipKind,
  personId,
  type Role,
} from "#lib/platform/context.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { translateDatabaseError } from "#lib/platform/database-errors.ts";
import { db, pool } from "#lib/platform/db.ts";
import { forbidden } from "#lib/platform/errors.ts";
import { SESSION_IDLE_DAYS } from "./model.ts";
import type { SessionDto, TokenDto } from "./schema.ts";

interface ActorRow {
  now: Date;
  session_id: string | null;
  password_at: Date | null;
  seen_at: Date | null;
  token_id: string | null;
  scopes: string[] | null;
  user_id: string | null;
  name: string;
  email: string;
  role: Role;
  zone: string;
  teams: Record<string, MembershipKind> | null;
}

const PERSON = `u.id::text AS user_id, u.name, u.email, u.role, u.zone,
  (SELECT json_object_agg(m.team_id, m.kind) FROM memberships m WHERE m.user_id = u.id) AS teams`;

/** Who asks, for all that came with one of these values: each with the database's clock, and with nobody if it is not good. */
function actorsBy(name: string, asked: string) {
  const text = `SELECT k.value, app_now() AS now, x.* FROM unnest($1::text[]) AS k(value) LEFT JOIN LATERAL (${asked}) x ON true`;
  return batched<string, ActorRow>(
    (value) => value,
    async (values) => {
      const { rows } = await pool().query<ActorRow & { value: string }>({ name, text, values: [values] });
      return new Map(rows.map((row) => [row.value, row]));
    },
  );
}

const bySession = actorsBy(
  "actors-by-session",
  `SELECT s.id::text AS session_id, s.password_at, s.seen_at, NULL AS token_id, NULL::text[] AS scopes, ${PERSON}
    FROM sessions s JOIN users u ON u.id = s.user_id
    WHERE s.id = k.value::uuid AND s.ended_at IS NULL AND s.expires_at > app_now()
      AND s.seen_at > app_now() - interval '${SESSION_IDLE_DAYS} days' AND u.deactivated_at IS NULL`,
);

const byToken = actorsBy(
  "actors-by-token",
  `SELECT NULL AS session_id, NULL::timestamptz AS password_at, t.last_used_at AS seen_at, t.id::text AS token_id, t.scopes, ${PERSON}
    FROM api_tokens t JOIN users u ON u.id = t.user_id
    WHERE t.token_hash = k.value AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > app_now())
      AND u.deactivated_at IS NULL`,
);

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TOUCH_MS = 5 * 60_000;

function actorOf(row: ActorRow, kind: "user" | "token"): Actor {
  return {
    kind,
    userId: row.user_id,
    name: row.name,
    email: row.email,
    role: row.role,
    zone: row.zone,
    teams: new Map(Object.entries(row.teams ?? {})),
    scopes: kind === "token" ? (row.scopes ?? []) : null,
    tokenId: row.token_id,
    sessionId: row.session_id,
    passwordAt: row.password_at,
  };
}

async function ask(rows: typeof bySession, value: string): Promise<ActorRow> {
  try {
    const row = await rows(value);
    if (!row) throw new Error("no row");
    return row;
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

function touch(
  table: "sessions" | "api_tokens",
  column: "seen_at" | "last_used_at",
  id: string,
  row: ActorRow,
): void {
  if (row.seen_at && row.now.getTime() - row.seen_at.getTime() < TOUCH_MS) return;
  // A lost touch costs nothing: the next request writes it.
  pool()
    .query(`UPDATE ${table} SET ${column} = app_now() WHERE id = $1`, [id])
    .catch(() => undefined);
}

/**
 * The context of a session: its row is read on each request, together with the database's clock.
 * @param sessionId what the cookie names, or null
 * @returns an anonymous context when the session is not (or no longer) good
 * @throws unavailable when the database is away: never "signed out"
 */
export async function requireCtx(sessionId: string | null, requestId: string): Promise<Ctx> {
  const row = await ask(
    bySession,
    sessionId && UUID.test(sessionId) ? sessionId : "00000000-0000-0000-0000-000000000000",
  );
  if (!row.user_id || !row.session_id) return anonymousCtx(row.now, requestId);
  touch("sessions", "seen_at", row.session_id, row);
  return { actor: actorOf(row, "user"), requestId, now: row.now };
}

/** The context of an API token: its person's rights, cut down to the token's scopes. */
export async function tokenCtx(token: string, requestId: string): Promise<Ctx> {
  const row = await ask(byToken, sha256(token));
  if (!row.user_id || !row.token_id) return anonymousCtx(row.now, requestId);
  touch("api_tokens", "last_used_at", row.token_id, row);
  return { actor: actorOf(row, "token"), requestId, now: row.now };
}

/** The actor's own open sessions, newest first. */
export async function listSessions(ctx: Ctx): Promise<SessionDto[]> {
  const rows = await db().session.findMany({
    where: { userId: personId(ctx), endedAt: null, expiresAt: { gt: ctx.now } },
    orderBy: { seenAt: "desc" },
    take: 100,
    select: { id: true, userAgent: true, address: true, createdAt: true, seenAt: true },
  });
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    seenAt: row.seenAt.toISOString(),
    current: row.id === ctx.actor.sessionId,
  }));
}

/** The actor's tokens; an administrator may ask for everybody's. */
export async function listTokens(ctx: Ctx, everybody: boolean): Promise<TokenDto[]> {
  if (everybody && ctx.actor.role !== "admin")
    throw forbidden("Only administrators see other people's tokens.");
  const rows = await db().apiToken.findMany({
    where: everybody ? {} : { userId: personId(ctx) },
    orderBy: { createdAt: "desc" },
    take: 500,
  });
  const owners = await db().user.findMany({
    where: { id: { in: rows.map((row) => row.userId) } },
    select: { id: true, name: true },
  });
  const name = new Map(owners.map((owner) => [owner.id, owner.name]));
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    owner: { id: row.userId, name: name.get(row.userId) ?? "former member" },
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }));
}

/** Whether there is a first administrator already. */
export async function setUpAlready(): Promise<boolean> {
  const row = await db().installation.findUnique({ where: { id: 1 }, select: { setupAt: true } });
  return row?.setupAt != null;
}
