import type { Ctx } from "#lib/platform/context.ts";
import { db, pool } from "#lib/platform/db.ts";
import { plural } from "#lib/platform/format.ts";
import type { JobDefinition, Subscription } from "#lib/platform/jobs.ts";
import { addMinutes } from "#lib/platform/time.ts";
import { type ZoneDifference, zoneDifferences } from "#lib/platform/zone-rules.ts";
import type { Prisma } from "#prisma";

/** How far ahead shifts are laid out, in days: so far rules are compared. */
const DAYS = 400;
/** Zones asked about in one statement: some 20 ms each. */
const AT_ONCE = 40;
const KEY = "zones";

/** A zone in use, and what goes by it. */
interface ZoneUse {
  zone: string;
  kind: "schedule" | "team" | "checklist" | "person";
  id: string;
  name: string;
}

/** A difference with the schedules it touches; instants as ISO texts, offsets in minutes, null: not known there. */
export interface KeptDifference {
  zone: string;
  at: string;
  until: string;
  runtime: number | null;
  database: number | null;
  schedules: { id: string; name: string }[];
  /** Teams, checklists and people on schedules that go by the zone too. */
  others: number;
}

interface Kept {
  /** When it was compared. */
  at: string;
  zones: number;
  differences: KeptDifference[];
}

/** Every zone by which something is reckoned that lies ahead. */
async function zonesInUse(ctx: Ctx): Promise<ZoneUse[]> {
  const { rows } = await pool().query<ZoneUse>(
    `WITH rules AS (
      SELECT r.zone, r.layers, s.id, s.name FROM schedule_rules r
      JOIN schedules s ON s.id = r.schedule_id AND s.archived_at IS NULL
      WHERE r.cancelled_at IS NULL AND (r.valid_to IS NULL OR r.valid_to > $1) AND (r.temporary OR r.number >= coalesce(
        (SELECT max(number) FROM schedule_rules x
          WHERE x.schedule_id = r.schedule_id AND NOT x.temporary AND x.valid_from <= $1), 0)))
    SELECT zone, 'schedule' AS kind, id::text, name FROM schedules WHERE archived_at IS NULL
    UNION SELECT zone, 'schedule', id::text, name FROM rules
    UNION SELECT layer->>'zone', 'schedule', id::text, name FROM rules, jsonb_array_elements(layers) layer
      WHERE layer->>'zone' IS NOT NULL
    UNION SELECT zone, 'team', id::text, name FROM teams WHERE archived_at IS NULL
    UNION SELECT v.zone, 'checklist', c.id::text, '' FROM checklist_templates c
      JOIN checklist_versions v ON v.template_id = c.id AND v.number = c.current_version
      WHERE c.state = 'active' AND v.rrule IS NOT NULL
    UNION SELECT zone, 'person', id::text, '' FROM users WHERE deactivated_at IS NULL
      AND id IN (SELECT user_id FROM shifts WHERE to_at > $1 AND user_id IS NOT NULL)`,
    [ctx.now],
  );
  return rows;
}

function withUses(one: ZoneDifference, uses: readonly ZoneUse[]): KeptDifference {
  const own = uses.filter((use) => use.zone === one.zone);
  const schedules = own.filter((use) => use.kind === "schedule").map(({ id, name }) => ({ id, name }));
  return {
    ...one,
    at: one.at.toISOString(),
    until: one.until.toISOString(),
    schedules: schedules.sort((a, b) => a.name.localeCompare(b.name)),
    others: own.length - schedules.length,
  };
}

/**
 * Compares the runtime's and the database's rules of every zone in use for the next 400 days, and keeps where they part
 * for the health answer. @returns the differences
 */
export async function compareZones(ctx: Ctx): Promise<KeptDifference[]> {
  const uses = await zonesInUse(ctx);
  const zones = [...new Set(uses.map((use) => use.zone))].sort();
  // Rules change on whole minutes: the hours that are compared begin on one.
  const from = new Date(ctx.now);
  from.setUTCMinutes(0, 0, 0);
  const to = addMinutes(from, DAYS * 1440);
  const found: ZoneDifference[] = [];
  for (let at = 0; at < zones.length; at += AT_ONCE)
    found.push(...(await zoneDifferences(ctx, zones.slice(at, at + AT_ONCE), from, to)));
  const differences = found.map((one) => withUses(one, uses));
  const facts: Kept = { at: ctx.now.toISOString(), zones: zones.length, differences };
  const data = { at: ctx.now, facts: facts as unknown as Prisma.InputJsonValue };
  await db().oncallNotice.upsert({ where: { key: KEY }, create: { key: KEY, ...data }, update: data });
  return differences;
}

/** What was found when they were last compared; null: not yet. */
export async function keptZones(): Promise<Kept | null> {
  const { rows } = await pool().query<{ facts: Kept }>("SELECT facts FROM oncall_notices WHERE key = $1", [
    KEY,
  ]);
  return rows[0]?.facts ?? null;
}

const offset = (minutes: number | null) => {
  if (minutes === null) return "unknown";
  const size = Math.abs(minutes);
  const clock = `${Math.floor(size / 60)}:${String(size % 60).padStart(2, "0")}`;
  return `UTC${minutes < 0 ? "-" : "+"}${clock}`;
};

/** One sentence of the health answer. @param named whether the asker may read the names of all schedules */
export function zoneWords(kept: Kept | null, named: boolean): string {
  if (!kept) return "not compared yet";
  if (kept.differences.length === 0)
    return `runtime and database agree on ${kept.zones} zones for ${DAYS} days`;
  const each = kept.differences.map((one) => {
    const count = one.schedules.length;
    const names = one.schedules.map((schedule) => schedule.name).join(", ");
    const schedules = count === 0 ? "no schedule" : named ? `schedules: ${names}` : plural(count, "schedule");
    return `${one.zone} from ${one.at} until ${one.until}: runtime ${offset(one.runtime)}, database ${offset(one.database)} (${schedules}; ${plural(one.others, "other")})`;
  });
  const zones = new Set(kept.differences.map((one) => one.zone)).size;
  return `rules of ${plural(zones, "zone")} differ. ${each.join(". ")}`;
}

/** When a worker starts, and each hour: zone data changes with the software, and zones come into use. */
export const zoneJobs: JobDefinition[] = [
  {
    name: "platform.zones",
    everySeconds: 3600,
    async run(ctx) {
      await compareZones(ctx);
    },
  },
];

/** A rota may bring a zone that nothing went by before: it is compared at once. */
export const zoneSubscriptions: Subscription[] = [
  "schedule.created",
  "schedule.rules-set",
  "schedule.temporary-added",
].map((on) => ({ on, job: "platform.zones" }));
