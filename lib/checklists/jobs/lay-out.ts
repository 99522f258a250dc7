import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, systemCtx } from "#lib/platform/context.ts";
import { db, inTransaction, type Tx } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { endOfLocalDay, occurrences } from "#lib/platform/time.ts";
import { countItems, getTemplateForUpdate, type LockedTemplate } from "../commands/internal.ts";
import { runMissed, runOpened } from "../events.ts";
import { cadenceOf, dueTimes } from "../model/run.ts";

/** At most this many runs of one template in one pass: the next minute goes on where this one stopped. */
export const MAX_RUNS_A_PASS = 200;
const DAY_MS = 86_400_000;

/** How far ahead one look may reach: a rule of minutes yields thousands a week, a yearly one nothing for months. */
function stride(rrule: string): number {
  return /FREQ=(MINUTELY|HOURLY)/.test(rrule)
    ? DAY_MS / 8
    : /FREQ=DAILY/.test(rrule)
      ? 60 * DAY_MS
      : 400 * DAY_MS;
}

/** The moments of the rule in [from, now], at most `MAX_RUNS_A_PASS`, and up to where was looked. */
export function openings(
  rule: { rrule: string; time: string; zone: string },
  from: Date,
  now: Date,
): { at: Date[]; until: Date } {
  const end = now.getTime() + 1;
  const at: Date[] = [];
  let cursor = from.getTime();
  while (cursor < end && at.length < MAX_RUNS_A_PASS) {
    const next = Math.min(end, cursor + stride(rule.rrule));
    at.push(...occurrences(rule, new Date(cursor), new Date(next)));
    cursor = next;
  }
  if (at.length <= MAX_RUNS_A_PASS) return { at, until: new Date(cursor) };
  const cut = at.slice(0, MAX_RUNS_A_PASS);
  return { at: cut, until: new Date((cut.at(-1)?.getTime() ?? from.getTime()) + 1) };
}

/**
 * Opens the runs of one locked template whose moment has come, each once. An occurrence whose grace time has already
 * ended was passed while no worker ran: it is recorded as not measured, not as missed.
 * @returns how many runs were made
 */
export async function layOutTemplate(tx: Tx, ctx: Ctx, template: LockedTemplate): Promise<number> {
  const { rrule, zone, definition } = template;
  if (rrule === null || template.state !== "active") return 0;
  const rule = { rrule, time: template.time ?? "09:00", zone };
  const { at, until } = openings(rule, template.laidOutUntil ?? template.startsAt, ctx.now);
  const cadence = cadenceOf(rrule);
  const itemsTotal = countItems(definition);
  const rows = at.map((opensAt) => {
    const { dueAfterMinutes, graceMinutes, assign } = definition;
    const due = dueTimes({
      opensAt,
      cadence,
      endOfDay: endOfLocalDay(opensAt, zone),
      dueAfterMinutes,
      graceMinutes,
    });
    return {
      templateId: template.id,
      versionId: template.versionId,
      teamId: template.teamId,
      serviceId: template.serviceId,
      state: due.missedAt !== null && due.missedAt <= ctx.now ? "not-measured" : "open",
      startedBy: "schedule",
      opensAt,
      ...due,
      assignKind: assign.kind,
      assignId: assign.id ?? null,
      itemsTotal,
      isDemo: template.isDemo,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    };
  });
  // The unique index on (template, moment) makes a second worker's rows fall away.
  const made = await tx.checklistRun.createManyAndReturn({
    data: rows,
    skipDuplicates: true,
    select: { id: true, state: true, version: true, assignKind: true, assignId: true },
  });
  await tx.checklistTemplate.update({
    where: { id: template.id },
    data: { laidOutUntil: until },
    select: { id: true },
  });
  const system = ctx.actor.kind === "system" ? ctx : systemCtx("checklists.lay-out", ctx.now, ctx.requestId);
  const passed = made.filter((run) => run.state !== "open").length;
  if (passed > 0) {
    await recordAudit(tx, system, {
      action: "checklist.not-measured",
      subject: { kind: "checklist-template", id: template.id },
      teamId: template.teamId,
      detail: { occurrences: passed, from: at[0]?.toISOString(), until: until.toISOString() },
    });
  }
  for (const run of made.filter((one) => one.state === "open")) {
    await recordAudit(tx, system, {
      action: "checklist.open-run",
      subject: { kind: "checklist-run", id: run.id },
      teamId: template.teamId,
    });
    const hearers = {
      teamId: template.teamId,
      visibility: template.visibility,
      others: [run.assignKind === "person" ? run.assignId : null],
    };
    await emit(
      tx,
      system,
      runOpened({ ...run, templateId: template.id, serviceId: template.serviceId }, hearers),
    );
  }
  return made.length;
}

interface Candidate {
  id: string;
  rrule: string;
  time: string | null;
  zone: string;
  from: Date;
}

async function candidates(): Promise<Candidate[]> {
  return db().$queryRaw<Candidate[]>`
    SELECT c.id::text, v.rrule, v.time, v.zone, coalesce(c.laid_out_until, c.starts_at) AS "from"
    FROM checklist_templates c
    JOIN checklist_versions v ON v.template_id = c.id AND v.number = c.current_version
    JOIN teams t ON t.id = c.team_id
    WHERE c.state = 'active' AND v.rrule IS NOT NULL AND t.archived_at IS NULL
    ORDER BY c.id LIMIT 5000`;
}

/** After a day without an occurrence the mark moves on, so that a look never has to reach far back. */
function needsLook(one: Candidate, now: Date): boolean {
  if (now.getTime() - one.from.getTime() > DAY_MS) return true;
  return openings({ ...one, time: one.time ?? "09:00" }, one.from, now).at.length > 0;
}

/**
 * Opens every run whose moment has come. Safe to run twice and in several workers at once: each template is locked
 * while its runs are made.
 * @returns how many runs were made
 */
export async function layOutRuns(ctx: Ctx): Promise<number> {
  let made = 0;
  for (const one of await candidates()) {
    if (!needsLook(one, ctx.now)) continue;
    made += await inTransaction(ctx, async (tx) =>
      layOutTemplate(tx, ctx, await getTemplateForUpdate(tx, ctx, one.id)),
    );
  }
  return made;
}

interface MissedRow {
  id: string;
  version: number;
  templateId: string;
  serviceId: string | null;
  teamId: string;
  visibility: string;
  assignKind: string;
  assignId: string | null;
  ownerId: string | null;
}

/**
 * Says once of each run that its grace time has ended. The outbox itself remembers it (kept three days); runs missed
 * longer ago than a day, while no worker ran, are not announced late.
 */
export async function announceMissed(ctx: Ctx): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('checklists.missed', 7))`;
    const rows = await tx.$queryRaw<MissedRow[]>`
      SELECT r.id::text, r.version, r.template_id::text AS "templateId", r.service_id::text AS "serviceId",
        r.team_id::text AS "teamId", t.visibility, r.assign_kind AS "assignKind", r.assign_id::text AS "assignId",
        r.owner_id::text AS "ownerId"
      FROM checklist_runs r JOIN teams t ON t.id = r.team_id
      WHERE r.state = 'open' AND r.missed_at <= ${ctx.now} AND r.missed_at > ${new Date(ctx.now.getTime() - DAY_MS)}
        AND NOT EXISTS (SELECT 1 FROM outbox_events e WHERE e.name = 'checklist.run-missed'
          AND e.subject_id = r.id::text AND e.at > ${new Date(ctx.now.getTime() - 2 * DAY_MS)})
      LIMIT 500`;
    for (const row of rows) {
      const others = [row.ownerId, row.assignKind === "person" ? row.assignId : null];
      await emit(tx, ctx, runMissed(row, { teamId: row.teamId, visibility: row.visibility, others }));
    }
    return rows.length;
  });
}
