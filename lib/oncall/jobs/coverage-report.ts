import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import { type Ctx, within } from "#lib/platform/context.ts";
import { db, inTransaction } from "#lib/platform/db.ts";
import { formatInstant, plural } from "#lib/platform/format.ts";
import { instantToWall } from "#lib/platform/time.ts";
import { monthName, monthOf, monthSpan } from "../model/month.ts";
import { isReportTime } from "../model/notice.ts";
import { serviceGaps } from "../queries/service-gaps.ts";
import type { ServiceGapsDto } from "../schema/coverage.ts";
import { sayOnce } from "./said.ts";

const MOST_LINES = 8;

interface Team {
  id: string;
  name: string;
  zone: string;
}

/** One line of a service: how long, and from when on for the first time. */
function lineOf({ service, gaps, gapHours }: ServiceGapsDto, zone: string): string {
  const first = gaps[0] ? `, first ${formatInstant(gaps[0].from, zone)}` : "";
  return `${service.name}: nobody for ${gapHours} h in ${plural(gaps.length, "gap")}${first}.`;
}

async function reportOne(ctx: Ctx, team: Team): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const month = monthOf(ctx.now, team.zone);
    if (!(await sayOnce(tx, ctx, `coverage:${month}:${team.id}`))) return false;
    const leads = await tx.membership.findMany({
      where: { teamId: team.id, kind: { in: ["lead", "deputy"] } },
      select: { userId: true },
    });
    const services = await serviceGaps(within(ctx, tx), [team.id], monthSpan(month, team.zone));
    if (services.length === 0) return false;
    const open = services.filter((one) => one.gaps.length > 0).sort((a, b) => b.gapHours - a.gapHours);
    const name = monthName(month);
    const more = open.length > MOST_LINES ? [`And ${plural(open.length - MOST_LINES, "service")} more.`] : [];
    const told = await notifyPeople(
      tx,
      ctx,
      leads.map((one) => one.userId),
      {
        kind: "oncall.coverage",
        urgency: open.length > 0 ? "high" : "normal",
        title:
          open.length > 0
            ? `${team.name}: ${plural(open.length, "service")} with gaps on call in ${name}`
            : `${team.name}: every service has somebody on call in ${name}`,
        body: [...open.slice(0, MOST_LINES).map((one) => lineOf(one, team.zone)), ...more].join("\n"),
        url: `/on-call/coverage?month=${month}&team=${team.id}`,
        subject: { kind: "team", id: team.id },
      },
    );
    return told.size > 0;
  });
}

/**
 * On the first of a month, each team that has schedules tells its leads which services have nobody on call in it, and
 * for how long; once, and not any more after the third. @returns how many teams reported
 */
export async function reportCoverage(ctx: Ctx): Promise<number> {
  const teams = await db().team.findMany({
    where: { archivedAt: null, isDemo: false, schedules: { some: { archivedAt: null } } },
    select: { id: true, name: true, zone: true },
  });
  let told = 0;
  for (const team of teams)
    if (isReportTime(instantToWall(ctx.now, team.zone)) && (await reportOne(ctx, team))) told += 1;
  return told;
}
