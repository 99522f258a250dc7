import { z } from "zod";
import { id, optionalText } from "#lib/platform/input.ts";
import { NamedDto } from "../schema.ts";
import { FairnessDto } from "./preview.ts";

const gap = z.object({ from: z.string(), to: z.string() });

/** When nobody is scheduled for a service, cut to the span asked for. */
export const ServiceGapsDto = z.object({
  service: NamedDto,
  team: NamedDto,
  /** Its own schedule, else the first line of its team; null: the team has none, and its leads are rung. */
  schedule: NamedDto.nullable(),
  gaps: z.array(gap),
  gapHours: z.number(),
});
export type ServiceGapsDto = z.infer<typeof ServiceGapsDto>;

export const CoverageQuery = z.object({
  /** "2026-12", of the asker's own zone; absent: the one that runs. */
  month: z
    .string()
    .max(7)
    .regex(/^20\d{2}-(0[1-9]|1[0-2])$/, "Give a month, for example 2026-12.")
    .optional(),
  teamId: id.optional(),
});
export type CoverageQuery = z.infer<typeof CoverageQuery>;

const grade = z.int("Choose 1 to 5.").min(1, "The least is 1.").max(5, "The most is 5.");
/** How a shift was: 1 is bad, 5 is good for sleep; for the load 1 is quiet, 5 is too much. */
export const AnswerSurvey = z.strictObject({
  sleep: grade,
  load: grade,
  words: optionalText(500, "What you add").default(""),
});
export type AnswerSurvey = z.infer<typeof AnswerSurvey>;
export const SurveyDto = z.object({ sleep: z.number(), load: z.number(), words: z.string() });
export type SurveyDto = z.infer<typeof SurveyDto>;

/** What came during a shift to its person. */
const figures = {
  pages: z.number(),
  /** Pages outside 08:00 to 18:00 on working days, in the person's zone. */
  outOfHoursPages: z.number(),
  /** Incidents that paged them. */
  incidents: z.number(),
};
export const ShiftLoadDto = z.object({
  id: z.string(),
  user: NamedDto,
  from: z.string(),
  to: z.string(),
  ...figures,
  /** Their own answer at its end; told to themselves and the team's leads alone. */
  survey: SurveyDto.nullable(),
});
export type ShiftLoadDto = z.infer<typeof ShiftLoadDto>;

export const PersonLoadDto = FairnessDto.extend(figures);
export type PersonLoadDto = z.infer<typeof PersonLoadDto>;

export const ScheduleLoadDto = z.object({
  schedule: NamedDto,
  team: NamedDto,
  gaps: z.array(gap),
  gapHours: z.number(),
  people: z.array(PersonLoadDto),
  /** Shifts of the month that have begun, the newest first. */
  shifts: z.array(ShiftLoadDto),
});
export type ScheduleLoadDto = z.infer<typeof ScheduleLoadDto>;

export const CoverageDto = z.object({
  month: z.string(),
  from: z.string(),
  to: z.string(),
  services: z.array(ServiceGapsDto),
  schedules: z.array(ScheduleLoadDto),
  /** Schedules that are left out; name a team to see them. */
  more: z.number(),
});
export type CoverageDto = z.infer<typeof CoverageDto>;
