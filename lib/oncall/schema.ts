import { z } from "zod";
import { id, instant } from "#lib/platform/input.ts";

/** A stretch of time as it is given. */
export const span = { from: instant, to: instant };
/** Whether a span ends after it begins, for `refine`; `order` is what is said where it does not. */
export const ordered = <T extends { from: string; to: string }>(value: T) =>
  Date.parse(value.from) < Date.parse(value.to);
export const order = { path: ["to"], error: "The end comes after the beginning." };

export const SpanQuery = z.object({ from: instant, to: instant });
export type SpanQuery = z.infer<typeof SpanQuery>;

/** What stands in a path: the id of a schedule, and of whatever else has nothing but an id. */
export const ScheduleParams = z.object({ id });

export const NamedDto = z.object({ id: z.string(), name: z.string() });
/** Whether somebody may do it; where not, there may be a reason to tell. */
export const may = z.union([z.boolean(), z.object({ may: z.literal(false), because: z.string() })]);
