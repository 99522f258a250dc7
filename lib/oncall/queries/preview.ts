import { visibleTeams } from "#lib/people/queries.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { invalid, invalidField } from "#lib/platform/errors.ts";
import { clockChangesIn } from "#lib/platform/time.ts";
import { fairness, gapsIn } from "../model/fairness.ts";
import { layOut } from "../model/layout.ts";
import { rulesProblems } from "../model/problems.ts";
import type { Plan, PlannedShift } from "../model.ts";
import { canEditSchedule } from "../policy.ts";
import type { PreviewDto, PreviewRules } from "../schema/preview.ts";
import { type Named, namesOf, orNobody } from "./names.ts";
import { absentAmong, peopleIn, planOf, planRows } from "./plan.ts";

const HOUR_MS = 3_600_000;
const MONTH_DAYS = 30.5;
const round = (hours: number) => Math.round(hours * 100) / 100;
const hoursOf = (span: { from: Date; to: Date }) =>
  round((span.to.getTime() - span.from.getTime()) / HOUR_MS);

/** Each change of a clock the rules go by, with the shift that is shorter or longer for it. */
function changesOf(
  input: PreviewRules,
  shifts: readonly PlannedShift[],
  span: { from: Date; to: Date },
  name: (id: string | null) => Named | null,
): PreviewDto["clockChanges"] {
  const zones = new Set([input.zone, ...input.layers.flatMap((layer) => (layer.zone ? [layer.zone] : []))]);
  return [...zones].flatMap((zone) =>
    clockChangesIn(zone, span.from, span.to).map((change) => {
      const shift = shifts.find((one) => one.from <= change.at && change.at < one.to);
      return {
        zone,
        at: change.at.toISOString(),
        minutes: change.minutes,
        user: name(shift?.userId ?? null),
        hours: shift ? hoursOf(shift) : 0,
      };
    }),
  );
}

async function planFor(ctx: Ctx, input: PreviewRules, from: Date): Promise<Plan> {
  const kept = input.scheduleId
    ? planOf(await planRows(ctx, input.scheduleId, ctx.now))
    : { versions: [], temporaries: [], overrides: [] };
  return { ...kept, versions: [{ number: 1, validFrom: from, zone: input.zone, layers: input.layers }] };
}

/**
 * What rules would mean, before they are saved (S-052): the shifts of the next months, their gaps, the clock changes
 * and how the load falls on people. Nothing is written.
 * @throws forbidden, invalid
 */
export async function previewRules(ctx: Ctx, input: PreviewRules): Promise<PreviewDto> {
  const team = await reader(ctx).team.findFirst({
    where: { AND: [{ id: input.teamId, archivedAt: null }, visibleTeams(ctx.actor)] },
    select: { id: true },
  });
  if (!team) throw invalidField("teamId", "There is no such team, or you may not see it.");
  permit(canEditSchedule(ctx.actor, team.id));
  if (input.scheduleId) {
    const own = await reader(ctx).schedule.count({ where: { id: input.scheduleId, teamId: team.id } });
    if (own === 0) throw invalidField("scheduleId", "This team has no such schedule.");
  }
  const problems = input.layers.length === 0 ? [] : rulesProblems(input);
  if (problems.length > 0) throw invalid(problems);
  const from = input.from ? new Date(input.from) : ctx.now;
  const to = new Date(from.getTime() + input.months * MONTH_DAYS * 24 * HOUR_MS);
  const plan = await planFor(ctx, input, from);
  const people = peopleIn(plan);
  const absent = await absentAmong(ctx, team.id, people);
  const shifts = layOut(plan, from, to, absent);
  const name = orNobody(await namesOf(ctx, people));
  const zones = await reader(ctx).user.findMany({
    where: { id: { in: people } },
    select: { id: true, zone: true },
  });
  const gaps = gapsIn(shifts);
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    shifts: shifts.map((one) => ({
      user: name(one.userId),
      from: one.from.toISOString(),
      to: one.to.toISOString(),
      source: one.source,
      origin: one.origin,
    })),
    gaps: gaps.map((gap) => ({ from: gap.from.toISOString(), to: gap.to.toISOString() })),
    gapHours: round(gaps.reduce((sum, gap) => sum + hoursOf(gap), 0)),
    clockChanges: changesOf(input, shifts, { from, to }, name),
    fairness: fairness(shifts, zones, { from, to }).flatMap((load) => {
      const user = name(load.userId);
      if (!user) return [];
      return [
        {
          user,
          shifts: load.shifts,
          hours: round(load.hours),
          nightHours: round(load.nights),
          weekendHours: round(load.weekends),
          outOfHours: round(load.outOfHours),
        },
      ];
    }),
  };
}
