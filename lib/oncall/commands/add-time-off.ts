import { recordAudit } from "#lib/audit/commands/record.ts";
import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import { type Ctx, permit, personId, within } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { formatInstant, plural } from "#lib/platform/format.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import type { CoverRequest, TimeOff } from "#prisma";
import { earlier, later } from "../model/instants.ts";
import { canPlanTimeOff } from "../policy.ts";
import { candidatesWhere } from "../queries/candidates.ts";
import { presentTimeOff } from "../queries/time-off.ts";
import type { AddTimeOff, TimeOffDto } from "../schema/swaps.ts";
import { getScheduleForUpdate, requireAhead, teamsOf } from "./internal.ts";
import { announceSwap } from "./swaps.ts";

/** Each shift that lies in it asks for a cover, for as much of it as is away. */
async function askForCovers(tx: Tx, ctx: Ctx, off: TimeOff): Promise<CoverRequest[]> {
  const shifts = await tx.shift.findMany({
    where: {
      userId: off.userId,
      fromAt: { lt: off.toAt },
      toAt: { gt: off.fromAt },
      schedule: { archivedAt: null },
    },
    orderBy: [{ scheduleId: "asc" }, { fromAt: "asc" }],
    take: 200,
  });
  const made: CoverRequest[] = [];
  for (const shift of shifts) {
    const locked = await getScheduleForUpdate(tx, ctx, shift.scheduleId);
    const swap = await tx.coverRequest.create({
      data: {
        id: uuidv7(),
        scheduleId: shift.scheduleId,
        kind: "cover",
        userId: off.userId,
        askedById: ctx.actor.userId,
        fromAt: later(shift.fromAt, off.fromAt),
        toAt: earlier(shift.toAt, off.toAt),
        reason: off.reason,
        timeOffId: off.id,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      },
    });
    const people = await tx.user.findMany({
      where: { ...candidatesWhere(locked.row.teamId), id: { not: off.userId } },
      select: { id: true },
    });
    await announceSwap(tx, ctx, locked, swap, {
      people: people.map((person) => person.id),
      title: `${locked.row.name}: a cover is asked for`,
    });
    made.push(swap);
  }
  return made;
}

/** Whoever is away hears it when somebody else has written it down. */
async function tellWhose(tx: Tx, ctx: Ctx, off: TimeOff, zone: string, covers: number): Promise<void> {
  if (off.userId === ctx.actor.userId) return;
  const when = (at: Date) => formatInstant(at.toISOString(), zone);
  await notifyPeople(tx, ctx, [off.userId], {
    kind: "oncall.time-off",
    urgency: "normal",
    title: `${ctx.actor.name} planned time off for you`,
    body: `From ${when(off.fromAt)} to ${when(off.toAt)}${covers > 0 ? `; ${plural(covers, "cover")} asked for` : ""}.`,
    url: "/on-call/mine",
    subject: { kind: "user", id: off.userId },
  });
}

/**
 * Writes down that somebody is away, and asks for a cover of each shift that lies in it.
 * @throws forbidden, invalid
 */
export async function addTimeOff(ctx: Ctx, input: AddTimeOff): Promise<TimeOffDto> {
  return inTransaction(ctx, async (tx) => {
    const userId = input.userId ?? personId(ctx);
    permit(canPlanTimeOff(ctx.actor, userId, await teamsOf(tx, userId)));
    const person = await tx.user.findFirst({
      where: { id: userId, deactivatedAt: null },
      select: { zone: true },
    });
    if (!person) throw invalidField("userId", "There is no such person.");
    const span = requireAhead(ctx, input);
    const off = await tx.timeOff.create({
      data: {
        id: uuidv7(),
        userId,
        fromAt: span.from,
        toAt: span.to,
        reason: input.reason,
        createdById: ctx.actor.userId,
        createdAt: ctx.now,
      },
    });
    const covers = await askForCovers(tx, ctx, off);
    await tellWhose(tx, ctx, off, person.zone, covers.length);
    await recordAudit(tx, ctx, {
      action: "time-off.add",
      subject: { kind: "user", id: userId },
      after: off,
    });
    return presentTimeOff(within(ctx, tx), off);
  });
}
