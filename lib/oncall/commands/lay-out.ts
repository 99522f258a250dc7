import { type Ctx, within } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { addMinutes } from "#lib/platform/time.ts";
import type { Schedule, Shift } from "#prisma";
import { differences } from "../model/differences.ts";
import { layOut } from "../model/layout.ts";
import { takings } from "../model/pager.ts";
import type { PlannedShift } from "../model.ts";
import { holderBefore } from "../queries/pager.ts";
import { absentAmong, peopleIn, planOf, planRows } from "../queries/plan.ts";

/** Shifts are laid out so far ahead, in days. */
export const HORIZON_DAYS = 400;

/** The version of the zone rules this process reckons with. */
export const zoneDataVersion = () => process.versions.tz ?? "";

const planned = (row: Shift): PlannedShift & { id: string } => ({
  id: row.id,
  userId: row.userId,
  from: row.fromAt,
  to: row.toAt,
  source: row.source as PlannedShift["source"],
  origin: row.origin,
  rules: row.rules,
});

async function insert(tx: Tx, scheduleId: string, shifts: readonly PlannedShift[]): Promise<void> {
  if (shifts.length === 0) return;
  const of = <T>(pick: (shift: PlannedShift) => T) => shifts.map(pick);
  await tx.$executeRaw`INSERT INTO shifts (id, schedule_id, user_id, from_at, to_at, source, origin, rules)
    SELECT id, ${scheduleId}::uuid, user_id, from_at, to_at, source, origin, rules FROM unnest(
      ${shifts.map(() => uuidv7())}::uuid[], ${of((shift) => shift.userId)}::uuid[],
      ${of((shift) => shift.from.toISOString())}::timestamptz[], ${of((shift) => shift.to.toISOString())}::timestamptz[],
      ${of((shift) => shift.source)}::text[], ${of((shift) => shift.origin)}::text[], ${of((shift) => shift.rules)}::int[])
      AS made (id, user_id, from_at, to_at, source, origin, rules)`;
}

/** When the pager comes to whom, from the shift that runs on. What has been taken stays a fact. */
async function passPager(tx: Tx, ctx: Ctx, schedule: Schedule, absent: ReadonlySet<string>): Promise<void> {
  const rows = await tx.shift.findMany({
    where: { scheduleId: schedule.id, toAt: { gt: ctx.now } },
    orderBy: { fromAt: "asc" },
    select: { id: true, userId: true, fromAt: true, toAt: true, takesAt: true, acceptedAt: true },
  });
  const [running] = rows;
  if (!running) return;
  const done = running.takesAt !== null && running.takesAt <= ctx.now;
  const here = (id: string | null) => (id !== null && !absent.has(id) ? id : null);
  const holder = done
    ? here(running.userId)
    : here(await holderBefore(within(ctx, tx), schedule.id, ctx.now));
  const ahead = done ? rows.slice(1) : rows;
  const takes = takings(
    ahead.map((row) => ({
      userId: here(row.userId),
      from: row.fromAt,
      to: row.toAt,
      acceptedAt: row.acceptedAt,
      takesAt: row.takesAt,
    })),
    holder,
    schedule.graceMinutes,
  );
  const changed = ahead.flatMap((row, index) => {
    const at = takes[index];
    return at && at.getTime() !== row.takesAt?.getTime() ? [{ id: row.id, at }] : [];
  });
  if (changed.length === 0) return;
  await tx.$executeRaw`UPDATE shifts SET takes_at = made.at FROM unnest(
      ${changed.map((one) => one.id)}::uuid[], ${changed.map((one) => one.at.toISOString())}::timestamptz[]) AS made (id, at)
    WHERE shifts.id = made.id`;
}

/**
 * Lays the shifts of a schedule out from now on, in the transaction of what changed them. What has passed stays; a
 * shift that runs is cut at now where it is no longer so; what is as it was keeps its id. The schedule's row is locked.
 */
export async function layOutShifts(tx: Tx, ctx: Ctx, schedule: Schedule): Promise<void> {
  const reading = within(ctx, tx);
  const plan = planOf(await planRows(reading, schedule.id, ctx.now));
  const absent = await absentAmong(reading, schedule.teamId, peopleIn(plan));
  const horizon = addMinutes(ctx.now, HORIZON_DAYS * 1440);
  const rows = await tx.shift.findMany({
    where: { scheduleId: schedule.id, toAt: { gt: ctx.now } },
    orderBy: { fromAt: "asc" },
  });
  const change = differences(rows.map(planned), layOut(plan, ctx.now, horizon, absent), ctx.now);
  if (change.remove.length > 0) await tx.shift.deleteMany({ where: { id: { in: change.remove } } });
  for (const one of change.change)
    await tx.$executeRaw`UPDATE shifts SET to_at = ${one.to},
        takes_at = CASE WHEN takes_at < ${one.to} THEN takes_at END WHERE id = ${one.id}::uuid`;
  await insert(tx, schedule.id, change.make);
  await passPager(tx, ctx, schedule, absent);
  await tx.schedule.update({
    where: { id: schedule.id },
    data: { laidUntil: horizon, zoneData: zoneDataVersion(), dirty: false },
  });
}
