import { createSchedule } from "#lib/oncall/commands/create-schedule.ts";
import { listShifts, onCallAt } from "#lib/oncall/queries/schedules.ts";
import type { LayerInput } from "#lib/oncall/schema/rules.ts";
import { CreateSchedule, type ScheduleDto } from "#lib/oncall/schema/schedules.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { addMinutes } from "#lib/platform/time.ts";

/** The same person, so many hours later. */
export const hoursLater = (ctx: Ctx, hours: number): Ctx => ({
  ...ctx,
  now: addMinutes(ctx.now, hours * 60),
});

/** A rotation of these people, weekly from Monday 09:00 unless said otherwise. */
export const aLayer = (
  members: ReadonlyArray<{ id: string }>,
  facts: Partial<LayerInput> = {},
): LayerInput => ({
  name: "Rotation",
  members: members.map((one) => one.id),
  every: { unit: "week", count: 1 },
  start: "2026-01-05T09:00",
  zone: null,
  restrictions: [],
  ...facts,
});

let counter = 0;

/** A schedule of the team, made by the real command. */
export async function aSchedule(
  ctx: Ctx,
  teamId: string,
  layers: LayerInput[],
  facts: Record<string, unknown> = {},
): Promise<ScheduleDto> {
  counter += 1;
  return createSchedule(
    ctx,
    CreateSchedule.parse({ name: `Line ${counter}`, teamId, zone: "UTC", layers, ...facts }),
  );
}

/** "Ines 09:00–17:00 rotation" of each shift in the next hours, by the names. */
export async function shiftsOf(ctx: Ctx, id: string, hours: number): Promise<string[]> {
  const { items } = await listShifts(ctx, id, {
    from: ctx.now.toISOString(),
    to: addMinutes(ctx.now, hours * 60).toISOString(),
  });
  return items.map((one) => `${one.user?.name ?? "Nobody"} ${one.source}`);
}

/** Who holds the pager and who is scheduled at an instant, by name. */
export async function heldBy(ctx: Ctx, id: string, at?: Date): Promise<string> {
  const now = await onCallAt(ctx, id, (at ?? ctx.now).toISOString());
  const holder = now.holder ? `${now.holder.user.name} ${now.holder.because}` : "nobody";
  return `${holder} / ${now.scheduled?.user.name ?? "nobody"}`;
}
