import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { conflict, invalid, invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { addMinutes } from "#lib/platform/time.ts";
import { scheduleEvent } from "../events.ts";
import { CalendarProblem, type ReadCalendar, readCalendar } from "../model/calendar.ts";
import { canOverride } from "../policy.ts";
import { findSchedule } from "../queries/schedules.ts";
import type { ImportCalendar, ImportDto } from "../schema/imports.ts";
import { type ImportPlan, planImport } from "./import-plan.ts";
import { getScheduleForUpdate, requireCandidates, requireInUse } from "./internal.ts";
import { layOutShifts } from "./lay-out.ts";
import { scheduledIn, tellPeople } from "./overrides.ts";

/** Repetitions are laid out so far ahead, in days. */
const AHEAD_DAYS = 366;

/** Before anything is locked: a large file takes its time. @throws invalid at the file */
function readFile(ctx: Ctx, ics: string, zone: string): ReadCalendar {
  try {
    return readCalendar(ics, { zone, from: ctx.now, to: addMinutes(ctx.now, AHEAD_DAYS * 1440) });
  } catch (error) {
    if (error instanceof CalendarProblem) throw invalidField("ics", error.message);
    throw error;
  }
}

/** All or nothing: what is not clear is asked about first. @throws invalid, conflict with what is in the way */
function requireClear(plan: ImportPlan, input: ImportCalendar): void {
  if (plan.unknown.length > 0)
    throw invalid(
      plan.unknown.slice(0, 50).map((who) => ({
        path: "people",
        message: `Say who "${who.slice(0, 120)}" is, or leave it out.`,
      })),
    );
  const { overlaps, problems } = plan.dto;
  if (!input.leaveOut && overlaps.length + problems.length > 0)
    throw conflict(
      "Some of the calendar overlaps or cannot be read. Leave that out, or change it first.",
      plan.dto,
    );
  if (plan.make.length === 0) throw invalidField("ics", "Nothing of this calendar lies ahead.");
}

async function write(tx: Tx, ctx: Ctx, scheduleId: string, make: ImportPlan["make"]): Promise<void> {
  await tx.scheduleOverride.createMany({
    data: make.map((one) => ({
      id: uuidv7(),
      scheduleId,
      userId: one.userId,
      fromAt: one.from,
      toAt: one.to,
      kind: "import",
      reason: one.summary.slice(0, 500),
      createdById: ctx.actor.userId,
      createdAt: ctx.now,
    })),
  });
}

/**
 * Takes a rota out of an iCalendar, as overrides of the schedule for the next twelve months. With `dryRun` it says what
 * would be made, which names mean nobody, what overlaps and what is past, and writes nothing; without, all of it is
 * made in one transaction, or nothing. Both who goes and who comes are told, each once.
 * @throws not_found, forbidden, invalid, conflict with what is in the way
 */
export async function importCalendar(ctx: Ctx, input: ImportCalendar & { id: string }): Promise<ImportDto> {
  const found = await findSchedule(ctx, input.id);
  permit(canOverride(ctx.actor, found.row.teamId));
  const read = readFile(ctx, input.ics, found.row.zone);
  return inTransaction(ctx, async (tx) => {
    const { row, audience } = await getScheduleForUpdate(tx, ctx, input.id);
    permit(canOverride(ctx.actor, row.teamId));
    requireInUse(row);
    const said = Object.entries(input.people).flatMap(([who, id]) =>
      id ? [{ id, path: `people.${who}` }] : [],
    );
    await requireCandidates(tx, row.teamId, said);
    const plan = await planImport(tx, within(ctx, tx), row, read, input);
    if (input.dryRun) return plan.dto;
    requireClear(plan, input);
    const [first, last] = [plan.make[0], plan.make.at(-1)];
    const replaced = first && last ? await scheduledIn(tx, row.id, { from: first.from, to: last.to }) : [];
    await write(tx, ctx, row.id, plan.make);
    await layOutShifts(tx, ctx, row);
    await recordAudit(tx, ctx, {
      action: "schedule.import",
      subject: { kind: "schedule", id: row.id },
      teamId: row.teamId,
      detail: { overrides: plan.make.length, from: first?.from.toISOString(), to: last?.to.toISOString() },
    });
    await tellPeople(tx, ctx, row, [...new Set([...replaced, ...plan.make.map((one) => one.userId)])], {
      kind: "oncall.override",
      title: `${row.name}: who is on call was taken over from a calendar`,
      body: "",
    });
    await emit(tx, ctx, scheduleEvent("override-added", row, audience));
    return plan.dto;
  });
}
