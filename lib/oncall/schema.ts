import { z } from "zod";
import { id, instant, optionalText, text, version, zone } from "#lib/platform/input.ts";
import { cursor, limit } from "#lib/platform/pagination.ts";
import { FIRST_NOTICE, inOrder, LAST_NOTICE, NOTICE_ORDER } from "./model/notice.ts";
import { UNITS } from "./model.ts";

// --- What goes in --------------------------------------------------------------------------------------------------

const clock = z
  .string({ error: "Give a time as HH:MM." })
  .max(5, { error: "Give a time as HH:MM.", abort: true })
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, "Give a time as HH:MM.");
const wall = z
  .string({ error: "Give a local date and time, for example 2026-11-23T09:00." })
  .max(16, { error: "Give a local date and time, for example 2026-11-23T09:00.", abort: true })
  .regex(
    /^20\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/,
    "Give a local date and time, for example 2026-11-23T09:00.",
  );

export const RestrictionInput = z.strictObject({
  /** Weekdays on which it begins, 1 is Monday. */
  days: z.array(z.int("Weekdays are 1 (Monday) to 7.").min(1).max(7)).min(1, "Choose a weekday.").max(7),
  from: clock,
  /** At or before `from`: on the next day. */
  to: clock,
});
export const LayerInput = z.strictObject({
  name: text(80, "The layer's name"),
  members: z.array(id).min(1, "A rotation needs somebody.").max(100, "At most 100 turns."),
  every: z.strictObject({
    unit: z.enum(UNITS, "Choose hour, day or week."),
    count: z.int("Give a whole number.").min(1, "The least is 1.").max(1000, "The most is 1000."),
  }),
  /** Wall time of the first hand-over; its time and weekday are those of all others. */
  start: wall,
  /** Null: the schedule's. */
  zone: zone.nullable().default(null),
  restrictions: z.array(RestrictionInput).max(50, "At most 50 hours.").default([]),
});
export type LayerInput = z.infer<typeof LayerInput>;
const layers = z.array(LayerInput).max(20, "At most 20 layers.");

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

/** New rules, from now or from a later instant on. */
export const SetRules = z.strictObject({
  version,
  zone: zone.optional(),
  layers,
  validFrom: instant.optional(),
  reason: optionalText(500, "The reason").default(""),
});
export type SetRules = z.infer<typeof SetRules>;

const span = { from: instant, to: instant };
const ordered = <T extends { from: string; to: string }>(value: T) =>
  Date.parse(value.from) < Date.parse(value.to);
const order = { path: ["to"], error: "The end comes after the beginning." };

export const AddTemporary = z
  .strictObject({
    version: version.optional(),
    ...span,
    zone: zone.optional(),
    layers: layers.min(1, "A temporary schedule needs a layer."),
    reason: optionalText(500, "The reason").default(""),
  })
  .refine(ordered, order);
export type AddTemporary = z.infer<typeof AddTemporary>;

export const AddOverride = z
  .strictObject({
    /** Null: in words, nobody. */
    userId: id.nullable(),
    ...span,
    reason: optionalText(500, "The reason").default(""),
  })
  .refine(ordered, order);
export type AddOverride = z.infer<typeof AddOverride>;

export const EditOverride = z
  .strictObject({
    version,
    userId: id.nullable(),
    ...span,
    reason: optionalText(500, "The reason").default(""),
  })
  .refine(ordered, order);
export type EditOverride = z.infer<typeof EditOverride>;

/** Asks for a cover, or for a swap when a span to take in return is named. */
export const AskSwap = z
  .strictObject({
    ...span,
    /** Whose shift; absent: one's own. A lead may name another. */
    userId: id.optional(),
    /** Whom it asks; absent: anybody of the team. */
    toUserId: id.optional(),
    returns: z.strictObject(span).refine(ordered, order).optional(),
    reason: optionalText(500, "The reason").default(""),
  })
  .refine(ordered, order);
export type AskSwap = z.infer<typeof AskSwap>;

/** Whoever takes it; a lead may say it for another. */
export const TakeSwap = z.strictObject({ userId: id.optional() });
export type TakeSwap = z.infer<typeof TakeSwap>;

/** Whose it is, where a form asks for it. */
const whose = z.guid({ error: "Choose a person." }).transform((value) => value.toLowerCase());
export const AddTimeOff = z
  .strictObject({ ...span, userId: whose.optional(), reason: optionalText(500, "The reason").default("") })
  .refine(ordered, order);
export type AddTimeOff = z.infer<typeof AddTimeOff>;

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

export const ListSchedules = z.object({
  teamId: id.optional(),
  archived: z.enum(["true", "false"]).optional(),
  limit,
  cursor,
});
export type ListSchedules = z.infer<typeof ListSchedules>;
export const SpanQuery = z.object({ from: instant, to: instant });
export type SpanQuery = z.infer<typeof SpanQuery>;
export const TimelineQuery = z.object({
  ...SpanQuery.shape,
  teamId: id.optional(),
  /** The schedule whose layers are drawn too. */
  detail: id.optional(),
});
export type TimelineQuery = z.infer<typeof TimelineQuery>;
export const ListSwaps = z.object({ teamId: id.optional() });
export const AtQuery = z.object({ at: instant.optional() });
export const ScheduleParams = z.object({ id });
export const OverrideParams = z.object({ id, overrideId: id });
export const TemporaryParams = z.object({ id, rulesId: id });

// --- What comes out ------------------------------------------------------------------------------------------------

export const NamedDto = z.object({ id: z.string(), name: z.string() });
const may = z.union([z.boolean(), z.object({ may: z.literal(false), because: z.string() })]);

export const ShiftDto = z.object({
  id: z.string(),
  scheduleId: z.string(),
  /** Null: nobody. */
  user: NamedDto.nullable(),
  from: z.string(),
  to: z.string(),
  source: z.enum(["rotation", "override", "cover", "swap", "import", "temporary", "gap"]),
  /** The layer's name, or the id of the override. */
  origin: z.string().nullable(),
  /** When the pager is (or was) this person's; null: never. Later than `from`: held until accepted. */
  takesAt: z.string().nullable(),
  acceptedAt: z.string().nullable(),
});
export type ShiftDto = z.infer<typeof ShiftDto>;

/** A shift of one's own, with where it is. */
export const MyShiftDto = ShiftDto.extend({
  schedule: NamedDto,
  team: NamedDto,
  /** How long before it one is told, in minutes; null: not that time. */
  noticeFirstMinutes: z.number().nullable(),
  noticeLastMinutes: z.number().nullable(),
});
export type MyShiftDto = z.infer<typeof MyShiftDto>;

/** Who holds the pager, and why them. */
export const HolderDto = z.object({
  user: NamedDto,
  because: z.enum(["scheduled", "pending", "lead", "deputy", "admin"]),
});
export type HolderDto = z.infer<typeof HolderDto>;

export const OnCallDto = z.object({
  at: z.string(),
  /** Who holds the pager; null only where there is nobody at all. */
  holder: HolderDto.nullable(),
  scheduled: z.object({ user: NamedDto, from: z.string(), to: z.string(), source: z.string() }).nullable(),
  /** A change that nobody has accepted yet. */
  pendingHandoff: z
    .object({
      shiftId: z.string(),
      from: NamedDto.nullable(),
      to: NamedDto,
      since: z.string(),
      /** When the pager moves by itself; null: not before the shift ends. */
      graceEndsAt: z.string().nullable(),
      /** The grace time has ended: the pager moved, and the lead is rung too. */
      lapsed: z.boolean(),
    })
    .nullable(),
  /** Nobody is scheduled: whom it falls back to. */
  fallback: z.array(HolderDto),
  /** The next change, and to whom. */
  next: z.object({ user: NamedDto.nullable(), at: z.string() }).nullable(),
});
export type OnCallDto = z.infer<typeof OnCallDto>;

export const LayerDto = z.object({
  name: z.string(),
  members: z.array(NamedDto),
  every: z.object({ unit: z.enum(UNITS), count: z.number() }),
  start: z.string(),
  zone: z.string().nullable(),
  restrictions: z.array(z.object({ days: z.array(z.number()), from: z.string(), to: z.string() })),
});
export type LayerDto = z.infer<typeof LayerDto>;

export const OverrideDto = z.object({
  id: z.string(),
  user: NamedDto.nullable(),
  from: z.string(),
  to: z.string(),
  kind: z.enum(["override", "cover", "swap", "import"]),
  reason: z.string(),
  by: NamedDto.nullable(),
  version: z.number(),
});
export type OverrideDto = z.infer<typeof OverrideDto>;

export const RulesDto = z.object({
  id: z.string(),
  number: z.number(),
  validFrom: z.string(),
  /** Of a temporary schedule. */
  validTo: z.string().nullable(),
  zone: z.string(),
  layers: z.array(LayerDto),
  reason: z.string(),
  by: NamedDto.nullable(),
});
export type RulesDto = z.infer<typeof RulesDto>;

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

export const SwapDto = z.object({
  id: z.string(),
  schedule: NamedDto,
  kind: z.enum(["cover", "swap"]),
  user: NamedDto,
  askedBy: NamedDto.nullable(),
  from: z.string(),
  to: z.string(),
  toUser: NamedDto.nullable(),
  returns: z.object({ from: z.string(), to: z.string() }).nullable(),
  reason: z.string(),
  state: z.enum(["open", "offered", "agreed", "done", "declined", "withdrawn", "lapsed"]),
  offeredBy: NamedDto.nullable(),
  version: z.number(),
  abilities: z.object({
    offer: z.boolean(),
    accept: z.boolean(),
    approve: z.boolean(),
    decline: z.boolean(),
    withdraw: z.boolean(),
  }),
});
export type SwapDto = z.infer<typeof SwapDto>;

export const TimeOffDto = z.object({
  id: z.string(),
  user: NamedDto,
  from: z.string(),
  to: z.string(),
  reason: z.string(),
  /** The requests it raised. */
  requests: z.array(SwapDto),
});
export type TimeOffDto = z.infer<typeof TimeOffDto>;

/** One line of "on call now". */
export const NowDto = z.object({
  schedule: NamedDto,
  team: NamedDto,
  ordinal: z.number(),
  onCall: OnCallDto,
});
export type NowDto = z.infer<typeof NowDto>;

// --- Calendars -----------------------------------------------------------------------------------------------------

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

// --- Coverage and load ---------------------------------------------------------------------------------------------

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

// --- Import --------------------------------------------------------------------------------------------------------

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
