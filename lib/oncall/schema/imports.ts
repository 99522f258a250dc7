import { z } from "zod";
import { id } from "#lib/platform/input.ts";
import { NamedDto } from "../schema.ts";

export const ImportCalendar = z.strictObject({
  /** The text of an iCalendar file. */
  ics: z
    .string({ error: "Choose an iCalendar file." })
    .min(1, "Choose an iCalendar file.")
    .max(1_000_000, { error: "The file may have at most 1 MB.", abort: true }),
  /** Says what would be made, and makes nothing. */
  dryRun: z.boolean().default(true),
  /** Who is meant, by the name or address in the calendar; null: left out. */
  people: z
    .record(z.string().max(300), id.nullable())
    .refine((people) => Object.keys(people).length <= 500, "At most 500 names.")
    .default({}),
  /** Without what cannot be read and what overlaps. */
  leaveOut: z.boolean().default(false),
});
export type ImportCalendar = z.infer<typeof ImportCalendar>;

export const ImportDto = z.object({
  dryRun: z.boolean(),
  /** How many overrides are (or would be) made. */
  count: z.number(),
  /** The first of them, by their beginning. */
  made: z.array(z.object({ from: z.string(), to: z.string(), user: NamedDto, who: z.string() })),
  /** Everybody the calendar names, and whom that means; null: nobody of the team, or left out. */
  people: z.array(
    z.object({ who: z.string(), user: NamedDto.nullable(), leftOut: z.boolean(), count: z.number() }),
  ),
  /** What lies over an override that is there, or over another stretch of the calendar itself. */
  overlaps: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      who: z.string(),
      with: z.object({ from: z.string(), to: z.string(), name: z.string(), inCalendar: z.boolean() }),
    }),
  ),
  problems: z.array(z.object({ what: z.string(), because: z.string() })),
  /** Occurrences that are over: what has passed stays as it was. */
  past: z.number(),
  /** Stretches of nobody in one of our own calendars: the rules say those by themselves. */
  nobody: z.number(),
});
export type ImportDto = z.infer<typeof ImportDto>;
