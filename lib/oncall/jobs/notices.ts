import { notifyPeople, postToChannel } from "#lib/notifications/commands/internal.ts";
import { readinessOfPeople } from "#lib/notifications/queries/readiness.ts";
import { teamAudience } from "#lib/people/events.ts";
import { type Ctx, within } from "#lib/platform/context.ts";
import { db, inTransaction, reader, type Tx } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { formatInstant, formatSpan } from "#lib/platform/format.ts";
import { reportError } from "#lib/platform/log.ts";
import { addMinutes } from "#lib/platform/time.ts";
import type { Schedule, Shift } from "#prisma";
import { scheduleEvent } from "../events.ts";
import { dueNotice, FIRST_NOTICE, LATEST_MINUTES, type NoticeKind } from "../model/notice.ts";
import { isPending } from "../model/pager.ts";
import { holderBefore } from "../queries/pager.ts";

/** Shifts that may have something to be said of, by the times of their schedules; `dueNotice` decides. */
function candidates(ctx: Ctx): Promise<Array<{ id: string }>> {
  const farthest = addMinutes(ctx.now, FIRST_NOTICE.most);
  const old = addMinutes(ctx.now, -LATEST_MINUTES);
  return db().$queryRaw<Array<{ id: string }>>`
    SELECT s.id::text FROM shifts s JOIN schedules c ON c.id = s.schedule_id AND c.archived_at IS NULL AND NOT c.is_demo
    WHERE s.user_id IS NOT NULL AND s.from_at > ${old} AND s.from_at <= ${farthest} AND s.to_at > ${ctx.now} AND (
      (s.from_at > ${ctx.now} AND s.noticed_at IS NULL AND s.from_at <= ${ctx.now}::timestamptz + make_interval(mins => c.notice_first_minutes))
      OR (s.from_at > ${ctx.now} AND s.neared_at IS NULL AND s.from_at <= ${ctx.now}::timestamptz + make_interval(mins => c.notice_last_minutes))
      OR (s.from_at <= ${ctx.now} AND s.begun_at IS NULL))
    ORDER BY s.from_at LIMIT 1000`;
}

interface Telling {
  schedule: Schedule;
  shift: Shift & { userId: string };
  person: { id: string; name: string; zone: string };
  kind: NoticeKind;
}

/** What the person ought to know of their own reach: nothing when a page wakes them. */
async function reachWords(ctx: Ctx, { person }: Telling): Promise<string> {
  const [ready] = await readinessOfPeople(ctx, [{ ...person, kind: "member" }]);
  if (!ready || ready.level === "wakes") return "";
  return `${ready.words.replace("this person", "you")} Set it right under Profile, Notifications.`;
}

/** Who has the pager meanwhile, while the handoff waits. */
async function pagerWords(ctx: Ctx, { shift, person }: Telling): Promise<string> {
  if (!isPending(shift, ctx.now)) return "You have the pager.";
  const holderId = await holderBefore(ctx, shift.scheduleId, ctx.now);
  const holder = holderId
    ? await reader(ctx).user.findUnique({ where: { id: holderId }, select: { name: true } })
    : null;
  const latest = shift.takesAt
    ? `; without a word it comes to you at ${formatInstant(shift.takesAt.toISOString(), person.zone)}`
    : "";
  return `${holder?.name ?? "Whoever went before"} holds the pager until you accept${latest}.`;
}

async function tellPerson(tx: Tx, ctx: Ctx, telling: Telling): Promise<void> {
  const { schedule, shift, person, kind } = telling;
  const inTx = within(ctx, tx);
  const when = (at: Date) => formatInstant(at.toISOString(), person.zone);
  const begun = kind === "begun";
  const ahead = formatSpan(Math.max(60, (shift.fromAt.getTime() - ctx.now.getTime()) / 1000));
  const words = [
    begun ? await pagerWords(inTx, telling) : `It begins in ${ahead} and goes until ${when(shift.toAt)}.`,
    await reachWords(inTx, telling),
  ];
  await notifyPeople(tx, ctx, [person.id], {
    kind: begun ? "oncall.shift-begun" : "oncall.shift-ahead",
    urgency: begun ? "high" : "normal",
    title: begun
      ? `${schedule.name}: you are on call until ${when(shift.toAt)}`
      : `${schedule.name}: you are on call from ${when(shift.fromAt)}`,
    body: words.filter(Boolean).join(" "),
    url: `/on-call/schedules/${schedule.id}`,
    subject: { kind: "schedule", id: schedule.id },
    // By its time, not by its row: laid out anew it is still the same shift.
    dedupKey: `oncall.shift:${schedule.id}:${shift.fromAt.toISOString()}:${kind}`,
    late: begun && ctx.now.getTime() - shift.fromAt.getTime() > 10 * 60_000,
  });
}

/** The channel hears it once before, and when it begins. */
async function tellChannel(tx: Tx, ctx: Ctx, { schedule, shift, person, kind }: Telling): Promise<void> {
  const told = kind === "begun" || shift.noticedAt === null;
  if (!schedule.channelId || !told) return;
  const when = (at: Date) => formatInstant(at.toISOString(), schedule.zone);
  await postToChannel(tx, ctx, schedule.channelId, {
    kind: "oncall.shift",
    urgency: "normal",
    title:
      kind === "begun"
        ? `${schedule.name}: ${person.name} is on call now, until ${when(shift.toAt)}`
        : `${schedule.name}: ${person.name} is on call from ${when(shift.fromAt)}`,
    url: `/on-call/schedules/${schedule.id}`,
    subject: { kind: "schedule", id: schedule.id },
    dedupKey: `oncall.shift:${schedule.id}:${shift.fromAt.toISOString()}:${kind === "begun" ? "begun" : "ahead"}`,
  });
}

/** Whether the same person has the shift right before: then nothing begins for them. */
async function goesOn(tx: Tx, shift: Shift): Promise<boolean> {
  const before = await tx.shift.count({
    where: { scheduleId: shift.scheduleId, toAt: shift.fromAt, userId: shift.userId },
  });
  return before > 0;
}

/** One shift, locked: says what is due and writes down that it was said. @returns whether anything was */
async function tellOf(ctx: Ctx, id: string): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const [free] = await tx.$queryRaw<
      unknown[]
    >`SELECT id FROM shifts WHERE id = ${id}::uuid FOR UPDATE SKIP LOCKED`;
    if (!free) return false;
    const row = await tx.shift.findUniqueOrThrow({
      where: { id },
      include: { schedule: { include: { team: { select: { id: true, visibility: true } } } } },
    });
    const { schedule: whole, ...shift } = row;
    const { team, ...schedule } = whole;
    const kind = dueNotice(shift, schedule, ctx.now);
    const { userId } = shift;
    if (!kind || !userId) return false;
    const ahead = {
      noticedAt: shift.noticedAt ?? ctx.now,
      ...(kind === "last" ? { nearedAt: ctx.now } : {}),
    };
    const done = kind === "begun" ? { begunAt: ctx.now } : ahead;
    await tx.shift.update({ where: { id }, data: done, select: { id: true } });
    if (await goesOn(tx, shift)) return false;
    const person = await tx.user.findUnique({
      where: { id: userId },
      select: { id: true, name: true, zone: true },
    });
    if (!person) return false;
    const telling = { schedule, shift: { ...shift, userId }, person, kind };
    await tellPerson(tx, ctx, telling);
    await tellChannel(tx, ctx, telling);
    if (kind === "begun")
      await emit(tx, ctx, scheduleEvent("shift-begun", schedule, teamAudience(team), { shiftId: id }));
    return true;
  });
}

/**
 * Tells people of their shifts: twice before, at the times of the schedule, and when one begins; each once, whatever number of workers
 * there are. After a standstill only what still helps is said.
 * @returns how many shifts were told of
 */
export async function tellShifts(ctx: Ctx): Promise<number> {
  let told = 0;
  for (const { id } of await candidates(ctx)) {
    try {
      if (await tellOf(ctx, id)) told += 1;
    } catch (error) {
      reportError(error, { job: "oncall.notices", shift: id });
    }
  }
  return told;
}
