import { visibleTeams } from "#lib/people/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import type { Target } from "../model.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PLAIN: Partial<Record<Target["kind"], string>> = {
  schedule: "Whoever holds the pager",
  lead: "Team lead",
  team: "The team's pager",
  admins: "Administrators",
  owner: "The owner",
};

/** What targets are called on screen. Teams the reader may not see stay unnamed. */
export async function labelsOf(ctx: Ctx, targets: readonly Target[]): Promise<(target: Target) => string> {
  const ids = (kind: string) =>
    targets.flatMap((one) => (one.kind === kind && one.id && UUID.test(one.id) ? [one.id] : []));
  const keys = targets.flatMap((one) => (one.kind === "role" && one.id ? [one.id] : []));
  const teamIds = [...ids("team"), ...ids("lead")];
  const none = Promise.resolve([] as Array<{ id: string; name: string }>);
  const tx = reader(ctx);
  const name = { id: true, name: true } as const;
  // One after the other: inside a transaction there is one connection.
  const users = await (ids("user").length
    ? tx.user.findMany({ where: { id: { in: ids("user") } }, select: name })
    : none);
  const teams = await (teamIds.length
    ? tx.team.findMany({ where: { AND: [{ id: { in: teamIds } }, visibleTeams(ctx.actor)] }, select: name })
    : none);
  const channels = await (ids("channel").length
    ? tx.teamChannel.findMany({ where: { id: { in: ids("channel") } }, select: name })
    : none);
  const schedules = await (ids("schedule").length
    ? tx.schedule.findMany({
        where: { id: { in: ids("schedule") }, team: visibleTeams(ctx.actor) },
        select: name,
      })
    : none);
  const roles = keys.length ? await tx.dutyRole.findMany({ where: { key: { in: keys } } }) : [];
  const of = (rows: Array<{ id: string; name: string }>, id: string) =>
    rows.find((row) => row.id === id)?.name;
  return (target) => {
    if (!target.id) return PLAIN[target.kind] ?? target.kind;
    switch (target.kind) {
      case "user":
        return of(users, target.id) ?? "former member";
      case "schedule":
        return `On call: ${of(schedules, target.id) ?? "another team's schedule"}`;
      case "role":
        return roles.find((row) => row.key === target.id)?.name ?? target.id;
      case "team":
        return `Pager of ${of(teams, target.id) ?? "another team"}`;
      case "lead":
        return `Lead of ${of(teams, target.id) ?? "another team"}`;
      case "channel":
        return `Channel ${of(channels, target.id) ?? "that is gone"}`;
      default:
        return PLAIN[target.kind] ?? target.kind;
    }
  };
}
