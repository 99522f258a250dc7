import { z } from "zod";
import { id } from "#lib/platform/input.ts";
import { may, NamedDto, SpanQuery } from "../schema.ts";
import { OnCallDto, ShiftDto } from "./on-call.ts";
import { OverrideDto } from "./overrides.ts";

export const TimelineQuery = z.object({
  ...SpanQuery.shape,
  teamId: id.optional(),
  /** The schedule whose layers are drawn too. */
  detail: id.optional(),
});
export type TimelineQuery = z.infer<typeof TimelineQuery>;

/** One lane of the picture: a schedule with its shifts, and beneath what each layer alone would say. */
export const LaneDto = z.object({
  schedule: z.object({
    id: z.string(),
    name: z.string(),
    team: NamedDto,
    zone: z.string(),
    ordinal: z.number(),
  }),
  shifts: z.array(ShiftDto),
  /** Each layer by itself, of the rules that judge now. */
  layers: z.array(
    z.object({
      name: z.string(),
      stretches: z.array(z.object({ user: NamedDto, from: z.string(), to: z.string() })),
    }),
  ),
  overrides: z.array(OverrideDto),
  onCall: OnCallDto,
  abilities: z.object({ edit: may, override: may, take: may, swap: may }),
});
export type LaneDto = z.infer<typeof LaneDto>;

export const TimelineDto = z.object({
  from: z.string(),
  to: z.string(),
  now: z.string(),
  lanes: z.array(LaneDto),
  /** Schedules that are left out; name a team to see them. */
  more: z.number(),
});
export type TimelineDto = z.infer<typeof TimelineDto>;
