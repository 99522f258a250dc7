import { type Ctx, permit } from "#lib/platform/context.ts";
import { pool, reader, together } from "#lib/platform/db.ts";
import { olderThan, type Page, pageOf, placeOf } from "#lib/platform/pagination.ts";
import type { Prisma } from "#prisma";
import type { Outcome } from "./model.ts";
import { canReadAudit } from "./policy.ts";
import type { AuditDto, FailedSignInsDto, ListAudit, RefusalsDto } from "./schema.ts";

const LIST = "audit";
const DAY_MS = 86_400_000;

/** `%` and `_` mean themselves: a filter is literal text. */
const literal = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

function whereOf(filter: Omit<ListAudit, "limit" | "cursor">): Prisma.AuditEntryWhereInput {
  const [kind, ...rest] = (filter.subject ?? "").split(":");
  return {
    ...(filter.person ? { actorId: filter.person } : {}),
    ...(filter.action ? { action: { startsWith: literal(filter.action) } } : {}),
    ...(kind ? { subjectKind: kind } : {}),
    ...(rest.length > 0 ? { subjectId: rest.join(":") } : {}),
    ...(filter.team ? { teamId: filter.team } : {}),
    ...(filter.outcome ? { outcome: filter.outcome } : {}),
    ...(filter.asAdmin === "true" ? { asAdmin: true } : {}),
    ...(filter.from || filter.to
      ? {
          at: {
            ...(filter.from ? { gte: new Date(filter.from) } : {}),
            ...(filter.to ? { lt: new Date(filter.to) } : {}),
          },
        }
      : {}),
  };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

interface Named {
  people: Map<string, string>;
  teams: Map<string, string>;
  services: Map<string, string>;
}

async function namesOf(
  ctx: Ctx,
  rows: Array<{
    actorId: string | null;
    subjectKind: string;
    subjectId: string | null;
    teamId: string | null;
  }>,
): Promise<Named> {
  const subjects = (kind: string) =>
    rows.flatMap((row) =>
      row.subjectKind === kind && UUID.test(row.subjectId ?? "") ? [row.subjectId ?? ""] : [],
    );
  const people = [...rows.flatMap((row) => (row.actorId ? [row.actorId] : [])), ...subjects("user")];
  const teams = [...rows.flatMap((row) => (row.teamId ? [row.teamId] : [])), ...subjects("team")];
  const select = { id: true, name: true };
  const [users, found, services] = await together(ctx, [
    () => reader(ctx).user.findMany({ where: { id: { in: people } }, select }),
    () => reader(ctx).team.findMany({ where: { id: { in: teams } }, select }),
    () => reader(ctx).service.findMany({ where: { id: { in: subjects("service") } }, select }),
  ]);
  const map = (items: Array<{ id: string; name: string }>) => new Map(items.map((one) => [one.id, one.name]));
  return { people: map(users), teams: map(found), services: map(services) };
}

function actorName(kind: string, id: string | null, named: Named): string {
  if (id) return named.people.get(id) ?? "former member";
  return kind === "system" ? "The portal" : "Somebody not signed in";
}

function subjectName(kind: string, id: string | null, named: Named): string | null {
  if (!id) return null;
  if (kind === "user") return named.people.get(id) ?? null;
  if (kind === "team") return named.teams.get(id) ?? null;
  if (kind === "service") return named.services.get(id) ?? null;
  return null;
}

/**
 * The record, newest first, with what was asked for.
 * @throws forbidden for all but administrators; bad_cursor
 */
export async function listAudit(ctx: Ctx, filter: ListAudit): Promise<Page<AuditDto>> {
  permit(canReadAudit(ctx.actor));
  const place = placeOf(LIST, filter.cursor);
  const rows = await reader(ctx).auditEntry.findMany({
    where: { AND: [whereOf(filter), olderThan("at", place)] },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: filter.limit + 1,
  });
  const details = await reader(ctx).auditDetail.findMany({
    where: { auditId: { in: rows.map((row) => row.id) } },
  });
  const detailOf = new Map(details.map((one) => [one.auditId, one]));
  const named = await namesOf(ctx, rows);
  return pageOf(
    LIST,
    rows,
    filter.limit,
    (row) => ({ at: row.at, id: row.id }),
    (row): AuditDto => {
      const detail = detailOf.get(row.id);
      return {
        id: row.id,
        at: row.at.toISOString(),
        actor: { kind: row.actorKind, id: row.actorId, name: actorName(row.actorKind, row.actorId, named) },
        byToken: row.tokenId !== null,
        asAdmin: row.asAdmin,
        action: row.action,
        outcome: row.outcome as Outcome,
        subject: {
          kind: row.subjectKind,
          id: row.subjectId,
          name: subjectName(row.subjectKind, row.subjectId, named),
        },
        team: row.teamId ? { id: row.teamId, name: named.teams.get(row.teamId) ?? "former team" } : null,
        requestId: row.requestId,
        detail: detail && !detail.redactedAt ? (detail.detail as Record<string, unknown>) : null,
        redactedAt: detail?.redactedAt?.toISOString() ?? null,
      };
    },
  );
}

interface SignInRow {
  user_id: string | null;
  name: string | null;
  email: string | null;
  failures: number;
  last_at: Date;
  addresses: string[] | null;
  locked_until: Date | null;
}

/** S-220: failed sign-ins of the last `hours`, grouped per person or unknown address, most first. */
export async function failedSignIns(ctx: Ctx, hours = 24): Promise<FailedSignInsDto[]> {
  permit(canReadAudit(ctx.actor));
  const since = new Date(ctx.now.getTime() - hours * (DAY_MS / 24));
  const { rows } = await pool().query<SignInRow>(
    `SELECT e.actor_id::text AS user_id, u.name, coalesce(u.email, d.detail->>'email') AS email,
        count(*)::int AS failures, max(e.at) AS last_at,
        (array_agg(DISTINCT d.detail->>'address') FILTER (WHERE d.detail ? 'address'))[1:5] AS addresses,
        max(g.locked_until) AS locked_until
      FROM audit_entries e
      LEFT JOIN audit_details d ON d.audit_id = e.id
      LEFT JOIN users u ON u.id = e.actor_id
      LEFT JOIN sign_in_guards g
        ON g.email_hash = encode(sha256(convert_to(coalesce(u.email, d.detail->>'email', ''), 'UTF8')), 'hex')
      WHERE e.at > $1 AND e.outcome <> 'done' AND e.outcome = 'failed' AND e.action = 'auth.sign-in'
      GROUP BY e.actor_id, u.name, coalesce(u.email, d.detail->>'email')
      ORDER BY failures DESC, last_at DESC LIMIT 200`,
    [since],
  );
  return rows.map((row) => ({
    person: row.user_id ? { id: row.user_id, name: row.name ?? "former member" } : null,
    email: row.email,
    failures: row.failures,
    lastAt: row.last_at.toISOString(),
    addresses: row.addresses ?? [],
    lockedUntil: row.locked_until && row.locked_until > ctx.now ? row.locked_until.toISOString() : null,
  }));
}

interface RefusalRow {
  user_id: string | null;
  name: string | null;
  resource: string;
  refusals: number;
  last_at: Date;
}

/** S-221: refusals of the last `hours`, per person and resource, most first. */
export async function listRefusals(ctx: Ctx, hours = 24): Promise<RefusalsDto[]> {
  permit(canReadAudit(ctx.actor));
  const since = new Date(ctx.now.getTime() - hours * (DAY_MS / 24));
  const { rows } = await pool().query<RefusalRow>(
    `SELECT e.actor_id::text AS user_id, u.name, coalesce(e.subject_id, e.subject_kind) AS resource,
        count(*)::int AS refusals, max(e.at) AS last_at
      FROM audit_entries e LEFT JOIN users u ON u.id = e.actor_id
      WHERE e.at > $1 AND e.outcome <> 'done' AND e.outcome = 'refused'
      GROUP BY e.actor_id, u.name, coalesce(e.subject_id, e.subject_kind)
      ORDER BY refusals DESC, last_at DESC LIMIT 200`,
    [since],
  );
  return rows.map((row) => ({
    person: row.user_id ? { id: row.user_id, name: row.name ?? "former member" } : null,
    resource: row.resource,
    refusals: row.refusals,
    lastAt: row.last_at.toISOString(),
  }));
}

/** Failed sign-ins and refusals of one person in the last `hours`; for the person's page. */
export async function troubleOf(
  ctx: Ctx,
  userId: string,
  hours = 24,
): Promise<{ failedSignIns: number; refusals: number }> {
  permit(canReadAudit(ctx.actor));
  const since = new Date(ctx.now.getTime() - hours * (DAY_MS / 24));
  const of = { actorId: userId, at: { gt: since } };
  const failed = await reader(ctx).auditEntry.count({
    where: { ...of, outcome: "failed", action: "auth.sign-in" },
  });
  const refusals = await reader(ctx).auditEntry.count({ where: { ...of, outcome: "refused" } });
  return { failedSignIns: failed, refusals };
}

/** How far the chain reaches; null before the first seal. */
export async function chainHead(
  ctx: Ctx,
): Promise<{ position: number; hash: string; sealedAt: string } | null> {
  permit(canReadAudit(ctx.actor));
  const head = await reader(ctx).auditSeal.findFirst({ orderBy: { position: "desc" } });
  return head && { position: Number(head.position), hash: head.hash, sealedAt: head.sealedAt.toISOString() };
}

/** The most failed sign-ins that fell into one minute of the last `hours`, over all people (C-09). */
export async function busiestMinute(ctx: Ctx, hours = 24): Promise<number> {
  permit(canReadAudit(ctx.actor));
  const { rows } = await pool().query<{ peak: number | null }>(
    `SELECT max(n)::int AS peak FROM (
       SELECT count(*) AS n FROM audit_entries
       WHERE at > $1 AND outcome <> 'done' AND outcome = 'failed' AND action = 'auth.sign-in'
       GROUP BY date_trunc('minute', at)) minutes`,
    [new Date(ctx.now.getTime() - hours * (DAY_MS / 24))],
  );
  return rows[0]?.peak ?? 0;
}
