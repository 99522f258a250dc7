import { batched } from "#lib/platform/batch.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { readRows } from "#lib/platform/db.ts";
import { Prisma } from "#prisma";
import type { StoredClocks } from "../model/stored-clocks.ts";
import type { Severity, Status } from "../model.ts";

/** The id of whoever is no person. */
export const NOBODY = "00000000-0000-0000-0000-000000000000";

/** An incident as it is read for one page or one answer. */
export interface OneRow {
  id: string;
  number: number;
  title: string;
  summary: string;
  severity: Severity;
  status: Status;
  type: string;
  source: string;
  is_private: boolean;
  team_id: string;
  team_name: string;
  visibility: string;
  service_id: string | null;
  service_name: string | null;
  commander_id: string | null;
  commander_name: string | null;
  assignee_id: string | null;
  assignee_name: string | null;
  declared_by_id: string | null;
  declared_by_name: string | null;
  acknowledged_by_id: string | null;
  acknowledged_by_name: string | null;
  opened_at: Date;
  acknowledged_at: Date | null;
  investigating_at: Date | null;
  mitigated_at: Date | null;
  resolved_at: Date | null;
  closed_at: Date | null;
  cancelled_at: Date | null;
  watch_until: Date | null;
  merged_into_id: string | null;
  merged_number: number | null;
  clocks: StoredClocks;
  impact: Record<string, unknown>;
  report_happened: string | null;
  report_cause: string | null;
  report_resolution: string | null;
  dedup_key: string | null;
  external_url: string | null;
  version: number;
  /** Why each of the askers is named on it: who is, may see it whatever its team or privacy. */
  people: Record<string, string> | null;
}

async function readRowsOf(ctx: Ctx, ids: string[], askers: string[]): Promise<OneRow[]> {
  return readRows<OneRow>(
    ctx,
    Prisma.sql`
    SELECT i.id::text, i.number, i.title, i.summary, i.severity, i.status, i.type, i.source, i.is_private, i.team_id::text, t.name AS team_name,
      t.visibility, i.service_id::text, s.name AS service_name, i.commander_id::text, c.name AS commander_name, i.assignee_id::text,
      a.name AS assignee_name, i.declared_by_id::text, d.name AS declared_by_name, i.acknowledged_by_id::text, k.name AS acknowledged_by_name,
      i.opened_at, i.acknowledged_at, i.investigating_at, i.mitigated_at, i.resolved_at, i.closed_at, i.cancelled_at, i.watch_until,
      i.merged_into_id::text, m.number AS merged_number, i.clocks, i.impact, i.report_happened, i.report_cause, i.report_resolution,
      i.dedup_key, i.external_url, i.version,
      (SELECT json_object_agg(p.user_id, p.because) FROM incident_people p
        WHERE p.incident_id = i.id AND p.user_id = ANY(${askers}::uuid[])) AS people
    FROM incidents i JOIN teams t ON t.id = i.team_id LEFT JOIN services s ON s.id = i.service_id
      LEFT JOIN users c ON c.id = i.commander_id LEFT JOIN users a ON a.id = i.assignee_id LEFT JOIN users d ON d.id = i.declared_by_id
      LEFT JOIN users k ON k.id = i.acknowledged_by_id LEFT JOIN incidents m ON m.id = i.merged_into_id
    WHERE i.id = ANY(${ids}::uuid[])`,
  );
}

const each = (values: string[]) => [...new Set(values)];

/** What is asked by many at the same time is read in one statement, with why each of them is named on it. */
const rowFor = batched<{ ctx: Ctx; id: string; me: string }, OneRow>(
  ({ id, me }) => `${id} ${me}`,
  async (asked) => {
    const [first] = asked;
    if (!first) return new Map();
    const ids = each(asked.map(({ id }) => id));
    const rows = await readRowsOf(first.ctx, ids, each(asked.map(({ me }) => me)));
    const byId = new Map(rows.map((row) => [row.id, row]));
    return new Map(
      asked.flatMap(({ id, me }) => {
        const row = byId.get(id.toLowerCase());
        return row ? [[`${id} ${me}`, row] as const] : [];
      }),
    );
  },
);

/** One incident, whoever asks: rights are asked of what comes. Undefined: it is not there. */
export async function readRow(ctx: Ctx, id: string): Promise<OneRow | undefined> {
  const me = ctx.actor.userId ?? NOBODY;
  // A transaction reads what it has written itself, on its own connection.
  return ctx.tx ? (await readRowsOf(ctx, [id], [me]))[0] : rowFor({ ctx, id, me });
}

/** Why the asker is named on it; undefined: not at all. */
export const namedFor = (ctx: Ctx, row: OneRow): string | undefined =>
  row.people?.[ctx.actor.userId ?? NOBODY];
