import { visibleTeams } from "#lib/people/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { canEditPolicy } from "../policy.ts";

interface Named {
  id: string;
  name: string;
}

/** What a policy can be made of. */
export interface PolicyChoices {
  /** Teams whose policies the actor may write. */
  homes: Named[];
  /** Teams it may call. */
  teams: Named[];
  people: Named[];
  roles: Named[];
  schedules: Named[];
  channels: Array<Named & { teamId: string }>;
  services: Array<Named & { teamId: string }>;
}

/** People, teams, roles, channels and services to choose from; of teams only those one may see. */
export async function policyChoices(ctx: Ctx): Promise<PolicyChoices> {
  const tx = reader(ctx);
  const name = { id: true, name: true } as const;
  const teams = await tx.team.findMany({
    where: { AND: [{ archivedAt: null }, visibleTeams(ctx.actor)] },
    orderBy: { name: "asc" },
    select: name,
  });
  const homes = teams.filter((team) => canEditPolicy(ctx.actor, team.id) === true);
  const own = { teamId: { in: homes.map((team) => team.id) }, archivedAt: null };
  const ofTeam = { ...name, teamId: true } as const;
  const people = await tx.user.findMany({
    where: { deactivatedAt: null },
    orderBy: { name: "asc" },
    take: 2000,
    select: name,
  });
  const roles = await tx.dutyRole.findMany({ orderBy: [{ ordinal: "asc" }, { name: "asc" }] });
  const schedules = await tx.schedule.findMany({
    where: { archivedAt: null, team: { AND: [{ archivedAt: null }, visibleTeams(ctx.actor)] } },
    orderBy: [{ team: { name: "asc" } }, { ordinal: "asc" }],
    select: { ...name, team: { select: name } },
  });
  const channels = await tx.teamChannel.findMany({ where: own, orderBy: { name: "asc" }, select: ofTeam });
  const services = await tx.service.findMany({ where: own, orderBy: { name: "asc" }, select: ofTeam });
  return {
    homes,
    teams,
    people,
    roles: roles.map((role) => ({ id: role.key, name: role.name })),
    schedules: schedules.map((one) => ({ id: one.id, name: `${one.team.name}, ${one.name}` })),
    channels,
    services,
  };
}
