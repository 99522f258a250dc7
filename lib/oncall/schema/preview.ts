import { z } from "zod";
import { id, instant, zone } from "#lib/platform/input.ts";
import { NamedDto } from "../schema.ts";
import { ShiftDto } from "./on-call.ts";
import { layers } from "./rules.ts";

export const PreviewRules = z.strictObject({
  teamId: id,
  /** What it is compared with, whose overrides stay. */
  scheduleId: id.optional(),
  zone,
  layers,
  from: instant.optional(),
  months: z.int().min(1).max(12).default(12),
});
export type PreviewRules = z.infer<typeof PreviewRules>;

export const FairnessDto = z.object({
  user: NamedDto,
  shifts: z.number(),
  hours: z.number(),
  /** Hours between 22:00 and 06:00 of the person's own zone. */
  nightHours: z.number(),
  weekendHours: z.number(),
  outOfHours: z.number(),
});

export const PreviewDto = z.object({
  from: z.string(),
  to: z.string(),
  shifts: z.array(ShiftDto.pick({ user: true, from: true, to: true, source: true, origin: true })),
  gaps: z.array(z.object({ from: z.string(), to: z.string() })),
  gapHours: z.number(),
  /** Instants at which the clocks of one of the zones change, and the shift that is shorter or longer for it. */
  clockChanges: z.array(
    z.object({
      zone: z.string(),
      at: z.string(),
      minutes: z.number(),
      user: NamedDto.nullable(),
      hours: z.number(),
    }),
  ),
  fairness: z.array(FairnessDto),
});
export type PreviewDto = z.infer<typeof PreviewDto>;
