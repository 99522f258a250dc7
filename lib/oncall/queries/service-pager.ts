import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { type PagerHolder, pagerHolders } from "../queries.ts";
import type { OnCallDto } from "../schema/on-call.ts";
import type { Named } from "./names.ts";
import { onCallOf } from "./on-call.ts";

/** Whose pager a service has, and who holds it now. */
export interface ServicePager {
  /** Whom a P0 would ring now, first the one to ask. */
  rung: PagerHolder[];
  /** The schedule that decides; null: the team has none. */
  schedule: Named | null;
  /** The service named it; else it is its team's first line. */
  own: boolean;
  onCall: OnCallDto | null;
  /** The team's lines, to choose from. */
  choices: Named[];
}

/** The pager of a service one may see (the caller has checked that). */
export async function pagerOfService(
  ctx: Ctx,
  service: { id: string; teamId: string; scheduleId: string | null },
): Promise<ServicePager> {
  const lines = await reader(ctx).schedule.findMany({
    where: { teamId: service.teamId, archivedAt: null },
    orderBy: [{ ordinal: "asc" }, { createdAt: "asc" }, { id: "asc" }],
    select: { id: true, name: true },
  });
  const named = lines.find((line) => line.id === service.scheduleId);
  const schedule = named ?? lines[0] ?? null;
  const onCall = schedule ? await onCallOf(ctx, [schedule.id], ctx.now) : null;
  return {
    rung: await pagerHolders(ctx, service.teamId, { serviceId: service.id, urgent: true }),
    schedule,
    own: named !== undefined,
    onCall: schedule ? (onCall?.get(schedule.id) ?? null) : null,
    choices: lines,
  };
}
