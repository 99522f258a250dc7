import { teamAudience } from "#lib/people/events.ts";
import { visibleTeams } from "#lib/people/queries.ts";
import { type Ctx, within } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { conflict, invalid, invalidField, notFound, stale } from "#lib/platform/errors.ts";
import type { Audience } from "#lib/platform/events.ts";
import type { Schedule } from "#prisma";
import { rulesProblems } from "../model/problems.ts";
import type { Layer } from "../model.ts";
import { candidatesWhere } from "../queries/candidates.ts";
import { getSchedule } from "../queries/schedules.ts";
import type { LayerInput } from "../schema/rules.ts";
import type { ScheduleDto } from "../schema/schedules.ts";

export interface LockedSchedule {
  row: Schedule;
  audience: Audience;
}

export const presentSchedule = (tx: Tx, ctx: Ctx, id: string): Promise<ScheduleDto> =>
  getSchedule(within(ctx, tx), id);

/** The row, locked, if the actor may see it: whoever changes its shifts comes one after another. @throws not_found, stale */
export async function getScheduleForUpdate(
  tx: Tx,
  ctx: Ctx,
  id: string,
  version?: number,
): Promise<LockedSchedule> {
  await tx.$queryRaw`SELECT id FROM schedules WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.schedule.findUnique({ where: { id } });
  const team = row
    ? await tx.team.findFirst({
        where: { AND: [{ id: row.teamId }, visibleTeams(ctx.actor)] },
        select: { id: true, visibility: true },
      })
    : null;
  if (!row || !team) throw notFound("schedule");
  if (version !== undefined && row.version !== version)
    throw stale("schedule", await presentSchedule(tx, ctx, id));
  return { row, audience: teamAudience(team) };
}

/** An archived schedule stays as it was. @throws conflict */
export function requireInUse(row: Schedule): void {
  if (row.archivedAt) throw conflict("This schedule is archived. Restore it first.");
}

/** @throws invalid at the first of these people who cannot be put on call for the team */
export async function requireCandidates(
  tx: Tx,
  teamId: string,
  people: ReadonlyArray<{ id: string; path: string }>,
): Promise<void> {
  if (people.length === 0) return;
  const found = await tx.user.findMany({
    where: { id: { in: people.map((person) => person.id) }, ...candidatesWhere(teamId) },
    select: { id: true },
  });
  const known = new Set(found.map((person) => person.id));
  const missing = people.filter((person) => !known.has(person.id));
  if (missing.length > 0)
    throw invalid(
      missing.map((person) => ({
        path: person.path,
        message:
          "Choose somebody of the team who works here; viewers and people who have left cannot be on call.",
      })),
    );
}

/** Checked layers with people of the team. @throws invalid at each field that is wrong */
export async function requireLayers(
  tx: Tx,
  teamId: string,
  rules: { zone: string; layers: LayerInput[] },
): Promise<Layer[]> {
  const problems = rules.layers.length === 0 ? [] : rulesProblems(rules);
  if (problems.length > 0) throw invalid(problems);
  const people = rules.layers.flatMap((layer, index) =>
    layer.members.map((id, place) => ({ id, path: `layers.${index}.members.${place}` })),
  );
  await requireCandidates(tx, teamId, people);
  return rules.layers;
}

/** The past is a fact. @throws invalid */
export function requireAhead(ctx: Ctx, span: { from: string; to: string }): { from: Date; to: Date } {
  const from = new Date(span.from);
  const to = new Date(span.to);
  if (to <= ctx.now) throw invalidField("to", "This is over already; what has passed stays as it was.");
  const latest = ctx.now.getTime() + 2 * 365 * 86_400_000;
  if (to.getTime() > latest) throw invalidField("to", "Plan at most two years ahead.");
  return { from: from < ctx.now ? ctx.now : from, to };
}

/** From when something judges: now, or later. @throws invalid for the past */
export function requireAheadInstant(ctx: Ctx, at: string | undefined): Date {
  if (at === undefined) return ctx.now;
  const instant = new Date(at);
  const latest = ctx.now.getTime() + 2 * 365 * 86_400_000;
  if (instant.getTime() > latest) throw invalidField("validFrom", "Plan at most two years ahead.");
  // A form that was filled in over some minutes means now.
  if (instant.getTime() < ctx.now.getTime() - 3_600_000)
    throw invalidField("validFrom", "What has passed stays as it was; choose now or a later time.");
  return instant < ctx.now ? ctx.now : instant;
}

/** The channel of the team that is told. @throws invalid */
export async function requireChannel(tx: Tx, teamId: string, channelId: string | null): Promise<void> {
  if (channelId === null) return;
  const channel = await tx.teamChannel.count({ where: { id: channelId, teamId, archivedAt: null } });
  if (channel === 0) throw invalidField("channelId", "This team has no such channel.");
}

/** Two lines of one team with one name could not be told apart. @throws invalid */
export async function requireName(tx: Tx, teamId: string, name: string, but: string | null): Promise<void> {
  const rivals = await tx.$queryRaw<unknown[]>`SELECT 1 FROM schedules WHERE team_id = ${teamId}::uuid
    AND archived_at IS NULL AND lower(name) = lower(${name}) AND id IS DISTINCT FROM ${but}::uuid`;
  if (rivals.length > 0) throw invalidField("name", "The team has a schedule of this name already.");
}

/** The teams a person works in. */
export async function teamsOf(tx: Tx, userId: string): Promise<string[]> {
  const rows = await tx.membership.findMany({
    where: { userId, kind: { not: "reader" } },
    select: { teamId: true },
  });
  return rows.map((row) => row.teamId);
}
