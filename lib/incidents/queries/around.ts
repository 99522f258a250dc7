import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import type { AroundDto } from "../schema/links.ts";
import type { FollowingDto } from "../schema/people.ts";

/** Whether the asker follows it, and how many do. */
export async function followingOf(ctx: Ctx, incidentId: string): Promise<FollowingDto> {
  const rows = await reader(ctx).incidentWatcher.findMany({
    where: { incidentId },
    select: { userId: true },
  });
  return { mine: rows.some((one) => one.userId === ctx.actor.userId), count: rows.length };
}

/** What one opens first when a service is in trouble: its own links, and the vendors of its profile (S-030, S-043). */
export async function aroundService(ctx: Ctx, serviceId: string | null): Promise<AroundDto> {
  if (!serviceId) return { links: [], vendors: [] };
  const service = await reader(ctx).service.findUnique({
    where: { id: serviceId },
    select: { links: true, profileKey: true },
  });
  const vendors = await reader(ctx).vendor.findMany({
    where: { profileKey: service?.profileKey ?? "" },
    orderBy: { name: "asc" },
    take: 30,
    select: { key: true, name: true, status: true, dashboard: true, statusPage: true },
  });
  const worst = (status: string) => (status === "failing" ? 0 : 1);
  return {
    links: (service?.links ?? []) as Array<{ title: string; url: string }>,
    vendors: vendors
      .filter((one) => one.dashboard !== null || one.statusPage !== null || one.status === "failing")
      .sort((a, b) => worst(a.status) - worst(b.status)),
  };
}
