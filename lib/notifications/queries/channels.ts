import { getTeam } from "#lib/people/queries/teams.ts";
import { visibleTeams } from "#lib/people/queries.ts";
import { type Ctx, isAdmin } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import type { Gateway, TeamChannel } from "#prisma";
import { type ChannelKind, masked } from "../model.ts";
import { canSetChannels } from "../policy.ts";
import type { GatewayDto, TeamChannelDto } from "../schema.ts";

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** A channel as it is shown: its address masked for everybody, its secret for nobody. */
export function presentChannel(ctx: Ctx, row: TeamChannel): TeamChannelDto {
  const kind = row.kind as ChannelKind;
  return {
    id: row.id,
    teamId: row.teamId,
    name: row.name,
    purpose: row.purpose,
    kind,
    address: masked(kind, row.address),
    severities: row.severities as TeamChannelDto["severities"],
    pausedAt: iso(row.pausedAt),
    lastOkAt: iso(row.lastOkAt),
    lastFailedAt: iso(row.lastFailedAt),
    lastAnswer: row.lastAnswer,
    version: row.version,
    abilities: { edit: canSetChannels(ctx.actor, row.teamId) === true },
  };
}

/** A team's channels, by name (S-121). @throws not_found when the team is not visible */
export async function listChannels(ctx: Ctx, teamId: string): Promise<TeamChannelDto[]> {
  await getTeam(ctx, teamId);
  const rows = await reader(ctx).teamChannel.findMany({
    where: { teamId, archivedAt: null },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 200,
  });
  return rows.map((row) => presentChannel(ctx, row));
}

/** @throws not_found when the channel is not there or its team not visible */
export async function getChannel(ctx: Ctx, id: string): Promise<TeamChannelDto> {
  const row = await reader(ctx).teamChannel.findFirst({ where: { id, archivedAt: null } });
  const team = row
    ? await reader(ctx).team.findFirst({
        where: { AND: [{ id: row.teamId }, visibleTeams(ctx.actor)] },
        select: { id: true },
      })
    : null;
  if (!row || !team) throw notFound("channel");
  return presentChannel(ctx, row);
}

/** That the actor still sees the team of a channel, also of one that has ended. @throws not_found */
export async function seesChannel(ctx: Ctx, id: string): Promise<true> {
  const row = await reader(ctx).teamChannel.findUnique({ where: { id }, select: { teamId: true } });
  const team = row
    ? await reader(ctx).team.findFirst({
        where: { AND: [{ id: row.teamId }, visibleTeams(ctx.actor)] },
        select: { id: true },
      })
    : null;
  if (!team) throw notFound("channel");
  return true;
}

const headerNames = (lines: string) =>
  lines.split("\n").flatMap((line) => (line.includes(":") ? [(line.split(":")[0] ?? "").trim()] : []));

export function presentGateway(row: Gateway): GatewayDto {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind as GatewayDto["kind"],
    method: row.method as GatewayDto["method"],
    url: masked("gateway", row.url),
    headerNames: headerNames(row.headers),
    body: row.body,
    active: row.active,
    lastOkAt: iso(row.lastOkAt),
    lastFailedAt: iso(row.lastFailedAt),
    lastAnswer: row.lastAnswer,
    version: row.version,
  };
}

/** The installation's gateways, those in use first; administrators only. */
export async function listGateways(ctx: Ctx): Promise<GatewayDto[]> {
  if (!isAdmin(ctx.actor)) return [];
  const rows = await reader(ctx).gateway.findMany({
    orderBy: [{ active: "desc" }, { createdAt: "asc" }],
    take: 50,
  });
  return rows.map(presentGateway);
}
