import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db, inTransaction } from "#lib/platform/db.ts";
import { formatInstant, formatLimit, plural } from "#lib/platform/format.ts";
import { addMinutes, instantToWall, localDate } from "#lib/platform/time.ts";
import { earlier, later } from "../model/instants.ts";
import { isDigestTime, weekOf } from "../model/notice.ts";
import { sayOnce } from "./said.ts";

const WEEK = 7 * 1440;
const MOST_LINES = 6;

interface Person {
  id: string;
  zone: string;
}

/** Everybody who has a shift in the next seven days. */
function peopleAhead(ctx: Ctx): Promise<Person[]> {
  return db().$queryRaw<
    Person[]
  >`SELECT u.id::text, u.zone FROM users u WHERE u.deactivated_at IS NULL AND u.id IN (
    SELECT s.user_id FROM shifts s JOIN schedules c ON c.id = s.schedule_id AND c.archived_at IS NULL AND NOT c.is_demo
    WHERE s.from_at < ${addMinutes(ctx.now, WEEK)} AND s.to_at > ${ctx.now} AND s.user_id IS NOT NULL)`;
}

async function tellOne(ctx: Ctx, { id, zone }: Person): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    if (!(await sayOnce(tx, ctx, `digest:${weekOf(localDate(ctx.now, zone))}:${id}`))) return false;
    const until = addMinutes(ctx.now, WEEK);
    const shifts = await tx.shift.findMany({
      where: { userId: id, fromAt: { lt: until }, toAt: { gt: ctx.now }, schedule: { archivedAt: null } },
      orderBy: { fromAt: "asc" },
      include: { schedule: { select: { name: true } } },
    });
    const when = (at: Date) => formatInstant(at.toISOString(), zone);
    const lines = shifts.map((one) => `${when(one.fromAt)} to ${when(one.toAt)}: ${one.schedule.name}.`);
    const length = shifts.reduce(
      (sum, one) => sum + (earlier(one.toAt, until).getTime() - later(one.fromAt, ctx.now).getTime()),
      0,
    );
    const more = lines.length > MOST_LINES ? [`And ${lines.length - MOST_LINES} more.`] : [];
    await notifyPeople(tx, ctx, [id], {
      kind: "oncall.digest",
      urgency: "normal",
      title: `Your week on call: ${plural(shifts.length, "shift")}, ${formatLimit(Math.round(length / 3_600_000) * 3600)}`,
      body: [...lines.slice(0, MOST_LINES), ...more].join("\n"),
      url: "/on-call/mine",
      subject: { kind: "user", id },
    });
    return true;
  });
}

/**
 * On Monday at 08:00 of their own zone, everybody with a shift hears what the week brings; once, and not any more in
 * the evening. @returns how many were told
 */
export async function tellDigests(ctx: Ctx): Promise<number> {
  let told = 0;
  for (const person of await peopleAhead(ctx))
    if (isDigestTime(instantToWall(ctx.now, person.zone)) && (await tellOne(ctx, person))) told += 1;
  return told;
}
