import { z } from "zod";
import { id } from "#lib/platform/input.ts";
import { NamedDto } from "../schema.ts";

/** Of a schedule, or of all one's own shifts. */
export const MakeFeed = z
  .strictObject({ kind: z.enum(["person", "schedule"]), scheduleId: id.optional() })
  .refine((feed) => (feed.kind === "schedule") === (feed.scheduleId !== undefined), {
    path: ["scheduleId"],
    error: "Name the schedule for a schedule's calendar, and for that one only.",
  });
export type MakeFeed = z.infer<typeof MakeFeed>;

const key = z.string({ error: "The key is missing." }).max(200, "This is not a key.");
export const CalendarKey = z.object({ key });
/** "<id>.ics": the name of the file is the feed's id. */
export const CalendarFile = z.object({
  file: z
    .string()
    .max(60)
    .regex(/^[0-9a-fA-F-]{36}\.ics$/, "This is not a calendar.")
    .transform((file) => file.slice(0, -".ics".length).toLowerCase()),
});
export const ListFeeds = z.object({
  kind: z.enum(["schedule", "person"]).optional(),
  scheduleId: id.optional(),
});

export const CalendarFeedDto = z.object({
  id: z.string(),
  kind: z.enum(["schedule", "person"]),
  /** Null: all my own shifts. */
  schedule: NamedDto.nullable(),
  createdAt: z.string(),
  lastReadAt: z.string().nullable(),
});
export type CalendarFeedDto = z.infer<typeof CalendarFeedDto>;

/** The secret address, told this once. */
export const CalendarAddressDto = z.object({ feed: CalendarFeedDto, url: z.string() });
export type CalendarAddressDto = z.infer<typeof CalendarAddressDto>;
