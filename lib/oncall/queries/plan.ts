import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import type { ScheduleOverride, ScheduleRules } from "#prisma";
import type { Layer, Override, OverrideKind, Plan, RuleVersion, TemporaryRules } from "../model.ts";
import { CAN_BE_ON_CALL, worksIn } from "./candidates.ts";

/** Layers as they are stored; written by our own commands only. */
export const layersOf = (stored: unknown): Layer[] => (Array.isArray(stored) ? (stored as Layer[]) : []);

const versionOf = (row: ScheduleRules): RuleVersion => ({
  number: row.number,
  validFrom: row.validFrom,
  zone: row.zone,
  layers: layersOf(row.layers),
});

const temporaryOf = (row: ScheduleRules): TemporaryRules => ({
  id: row.id,
  from: row.validFrom,
  to: row.validTo ?? row.validFrom,
  zone: row.zone,
  layers: layersOf(row.layers),
});

export const overrideOf = (row: ScheduleOverride): Override => ({
  id: row.id,
  userId: row.userId,
  from: row.fromAt,
  to: row.toAt,
  kind: row.kind as OverrideKind,
});

/** The rows that say what a schedule is from an instant on. */
export interface PlanRows {
  rules: ScheduleRules[];
  temporary: ScheduleRules[];
  overrides: ScheduleOverride[];
}

/** The rules that judge at `now` or later, the temporary ones and the overrides that are not over. */
export async function planRows(ctx: Ctx, scheduleId: string, now: Date): Promise<PlanRows> {
  const from = reader(ctx);
  const [judging] = await from.scheduleRules.findMany({
    where: { scheduleId, temporary: false, validFrom: { lte: now } },
    orderBy: { number: "desc" },
    take: 1,
  });
  const later = await from.scheduleRules.findMany({
    where: { scheduleId, temporary: false, validFrom: { gt: now }, number: { gt: judging?.number ?? 0 } },
    orderBy: { number: "asc" },
  });
  const temporary = await from.scheduleRules.findMany({
    where: { scheduleId, temporary: true, cancelledAt: null, validTo: { gt: now } },
    orderBy: { validFrom: "asc" },
  });
  const overrides = await from.scheduleOverride.findMany({
    where: { scheduleId, cancelledAt: null, toAt: { gt: now } },
    orderBy: { fromAt: "asc" },
  });
  return { rules: judging ? [judging, ...later] : later, temporary, overrides };
}

/** The plan of such rows, for the pure functions. */
export const planOf = (rows: PlanRows): Plan => ({
  versions: rows.rules.map(versionOf),
  temporaries: rows.temporary.map(temporaryOf),
  overrides: rows.overrides.map(overrideOf),
});

/** Everybody a plan names. */
export const peopleIn = (plan: Plan): string[] => {
  const layers = [...plan.versions, ...plan.temporaries].flatMap((rules) => rules.layers);
  const named = [...layers.flatMap((layer) => layer.members), ...plan.overrides.map((one) => one.userId)];
  return [...new Set(named.filter((id): id is string => id !== null))];
};

/**
 * Those of these people who cannot be on call for a team: gone, viewers (the table of rights), or no longer in it. An
 * administrator may act in every team.
 */
export async function absentAmong(
  ctx: Ctx,
  teamId: string,
  userIds: readonly string[],
): Promise<Set<string>> {
  const present = await reader(ctx).user.findMany({
    where: {
      id: { in: [...userIds] },
      ...CAN_BE_ON_CALL,
      OR: [{ role: "admin" }, worksIn(teamId)],
    },
    select: { id: true },
  });
  const here = new Set(present.map((person) => person.id));
  return new Set(userIds.filter((id) => !here.has(id)));
}
