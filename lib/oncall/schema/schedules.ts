import { z } from "zod";
import { id, optionalText, text, version, zone } from "#lib/platform/input.ts";
import { cursor, limit } from "#lib/platform/pagination.ts";
import { FIRST_NOTICE, inOrder, LAST_NOTICE, NOTICE_ORDER } from "../model/notice.ts";
import { may, NamedDto } from "../schema.ts";
import { OnCallDto } from "./on-call.ts";
import { OverrideDto } from "./overrides.ts";
import { layers, RulesDto } from "./rules.ts";

const noticeTime = (bounds: { least: number; most: number }, least: string, most: string) =>
  z.int("Give whole minutes.").min(bounds.least, least).max(bounds.most, most).nullable();

const fields = {
  name: text(120, "The schedule's name"),
  about: optionalText(2000, "The description"),
  zone,
  ordinal: z.int("Give a whole number.").min(0).max(99),
  needsApproval: z.boolean(),
  graceMinutes: z
    .int("Give whole minutes.")
    .min(5, "The least is 5 minutes.")
    .max(240, "The most is 240 minutes."),
  channelId: id.nullable(),
  /** How long before a shift its person is told, and told again, in minutes; null: not that time. */
  noticeFirstMinutes: noticeTime(FIRST_NOTICE, "The least is an hour.", "The most is 14 days."),
  noticeLastMinutes: noticeTime(LAST_NOTICE, "The least is 5 minutes.", "The most is a day."),
};

export const CreateSchedule = z
  .strictObject({
    ...fields,
    teamId: id,
    about: fields.about.default(""),
    /** Absent: the team's. */
    zone: zone.optional(),
    /** Absent: after the lines the team has. */
    ordinal: fields.ordinal.optional(),
    needsApproval: fields.needsApproval.default(false),
    graceMinutes: fields.graceMinutes.default(30),
    channelId: fields.channelId.default(null),
    noticeFirstMinutes: fields.noticeFirstMinutes.default(FIRST_NOTICE.default),
    noticeLastMinutes: fields.noticeLastMinutes.default(LAST_NOTICE.default),
    layers: layers.default([]),
  })
  .refine(inOrder, { path: ["noticeLastMinutes"], error: NOTICE_ORDER });
export type CreateSchedule = z.infer<typeof CreateSchedule>;

export const EditSchedule = z.strictObject({
  version,
  name: fields.name.optional(),
  about: fields.about.optional(),
  ordinal: fields.ordinal.optional(),
  needsApproval: fields.needsApproval.optional(),
  graceMinutes: fields.graceMinutes.optional(),
  channelId: fields.channelId.optional(),
  noticeFirstMinutes: fields.noticeFirstMinutes.optional(),
  noticeLastMinutes: fields.noticeLastMinutes.optional(),
});
export type EditSchedule = z.infer<typeof EditSchedule>;

export const ListSchedules = z.object({
  teamId: id.optional(),
  archived: z.enum(["true", "false"]).optional(),
  limit,
  cursor,
});
export type ListSchedules = z.infer<typeof ListSchedules>;

export const ScheduleDto = z.object({
  id: z.string(),
  name: z.string(),
  about: z.string(),
  team: NamedDto,
  zone: z.string(),
  ordinal: z.number(),
  needsApproval: z.boolean(),
  graceMinutes: z.number(),
  channelId: z.string().nullable(),
  noticeFirstMinutes: z.number().nullable(),
  noticeLastMinutes: z.number().nullable(),
  startsAt: z.string(),
  archivedAt: z.string().nullable(),
  version: z.number(),
  /** The rules that judge now; null before the first. */
  rules: RulesDto.nullable(),
  /** Rules that begin later, earliest first. */
  planned: z.array(RulesDto),
  /** Temporary schedules that are not over. */
  temporary: z.array(RulesDto),
  /** Overrides that are not over, by their beginning. */
  overrides: z.array(OverrideDto),
  onCall: OnCallDto,
  /** Who may be put on call here. */
  candidates: z.array(NamedDto),
  abilities: z.object({ edit: may, override: may, take: may, swap: may }),
});
export type ScheduleDto = z.infer<typeof ScheduleDto>;
