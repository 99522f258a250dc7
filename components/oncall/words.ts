import type { NoticeTimes } from "#lib/oncall/model/notice.ts";
import type { ShiftDto } from "#lib/oncall/schema/on-call.ts";
import type { LayerDto } from "#lib/oncall/schema/rules.ts";
import { formatDay, formatTime, formatWeekday, plural } from "#lib/platform/format.ts";

export const NOBODY = "Nobody";

/** Names of the ISO weekdays, Monday first. */
export const WEEKDAYS = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;
export const dayName = (day: number): string => WEEKDAYS[day - 1] ?? "";

/** "23 Nov 09:00" with its weekday: "Mon 23 Nov 09:00". */
export const momentWords = (iso: string, zone: string): string =>
  `${formatWeekday(iso, zone)} ${formatTime(iso, zone)}`;

/** The length of a stretch: "45 min", "19 h", "19 h 30 min", beyond two days "7 d", "6 d 23 h". */
export function lengthWords(from: string, to: string): string {
  const minutes = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 60_000));
  const days = Math.floor(minutes / 1440);
  const long = minutes > 2 * 1440;
  const hours = Math.floor((long ? minutes % 1440 : minutes) / 60);
  const rest = minutes % 60;
  const parts = [
    long ? `${days} d` : "",
    hours > 0 ? `${hours} h` : "",
    rest > 0 ? `${rest} min` : "",
  ].filter(Boolean);
  return parts.join(" ") || "0 min";
}

/** What is wrong with a moment, for a field in which it is chosen and not typed as the API has it. */
export const momentProblem = (said: string | undefined): string | undefined =>
  said?.startsWith("Give a date and time") ? "Choose a date and a time." : said;

/** How long before something: "30 min", "1 h", "24 h", "1 h 30 min", from two days on "2 days". */
export function leadWords(minutes: number): string {
  if (minutes >= 2880 && minutes % 1440 === 0) return plural(minutes / 1440, "day");
  const parts = [
    minutes >= 60 ? `${Math.floor(minutes / 60)} h` : "",
    minutes % 60 ? `${minutes % 60} min` : "",
  ];
  return parts.filter(Boolean).join(" ");
}

/** When one is told of a shift: "24 h and 1 h before, and when it begins". */
export function noticeWords(times: NoticeTimes): string {
  const before = [times.noticeFirstMinutes, times.noticeLastMinutes].filter((one) => one !== null);
  return before.length > 0
    ? `${before.map(leadWords).join(" and ")} before, and when it begins`
    : "when it begins";
}

/** "Sat 28 Nov 12:00 – Sun 29 Nov 12:00"; the day only once where it is the same. */
export function spanWords(from: string, to: string, zone: string): string {
  const same = formatDay(from, zone) === formatDay(to, zone);
  return `${momentWords(from, zone)} – ${same ? formatTime(to, zone) : momentWords(to, zone)}`;
}

/** The same for narrow places, the month said once: "Sat 28 12:00 – Sun 29 Nov 12:00". */
export function shortSpanWords(from: string, to: string, zone: string): string {
  const [weekday = "", day = "", month = ""] = formatWeekday(from, zone).split(" ");
  const sameMonth =
    formatWeekday(to, zone).endsWith(` ${month}`) && Date.parse(to) - Date.parse(from) < 28 * 86_400_000;
  if (!sameMonth || formatDay(from, zone) === formatDay(to, zone)) return spanWords(from, to, zone);
  return `${weekday} ${day} ${formatTime(from, zone)} – ${momentWords(to, zone)}`;
}

/** The same for the next weeks, without a month: "Sat 28 12:00 – Sun 29 12:00". */
export function nearSpanWords(from: string, to: string, zone: string): string {
  if (formatDay(from, zone) === formatDay(to, zone)) return spanWords(from, to, zone);
  const near = (iso: string) => {
    const [weekday = "", day = ""] = formatWeekday(iso, zone).split(" ");
    return `${weekday} ${day} ${formatTime(iso, zone)}`;
  };
  return `${near(from)} – ${near(to)}`;
}

const SOURCE: Record<ShiftDto["source"], string> = {
  rotation: "",
  override: "override",
  cover: "cover",
  swap: "swap",
  import: "imported",
  temporary: "temporary schedule",
  gap: "",
};

/** What kind of shift it is where that needs saying; empty for a turn of the rotation. */
export const sourceWords = (source: ShiftDto["source"]): string => SOURCE[source];

/** A shift as it is read aloud: "Ines Albrecht, Mon 23 Nov 09:00 – Mon 30 Nov 09:00, 7 d, override". */
export function shiftWords(shift: Pick<ShiftDto, "user" | "from" | "to" | "source">, zone: string): string {
  const what = sourceWords(shift.source);
  const words = [
    shift.user?.name ?? NOBODY,
    spanWords(shift.from, shift.to, zone),
    lengthWords(shift.from, shift.to),
  ];
  return [...words, ...(what ? [what] : [])].join(", ");
}

/** A shift of one's own, read aloud: "Mon 23 Nov 09:00 – Mon 30 Nov 09:00, 7 d, cover". */
export const ownWords = (shift: Pick<ShiftDto, "from" | "to" | "source">, zone: string): string =>
  [spanWords(shift.from, shift.to, zone), lengthWords(shift.from, shift.to), sourceWords(shift.source)]
    .filter(Boolean)
    .join(", ");

/** Until when, as short as it stays clear: "today 17:00", "Mon 30, 09:00", beyond three weeks "14 Dec, 09:00". */
export function untilWords(iso: string, nowMs: number, zone: string): string {
  const time = formatTime(iso, zone);
  if (formatDay(iso, zone) === formatDay(new Date(nowMs).toISOString(), zone)) return `today ${time}`;
  if (Date.parse(iso) - nowMs > 21 * 86_400_000) return `${formatDay(iso, zone)}, ${time}`;
  const [weekday = "", day = ""] = formatWeekday(iso, zone).split(" ");
  return `${weekday} ${day}, ${time}`;
}

/** What a gap or a call is said to be of: the team for its first line, "Payments, Second line" for others. */
export const lineName = (schedule: { team: { name: string }; name: string; ordinal: number }): string =>
  schedule.ordinal === 0 ? schedule.team.name : laneName(schedule);

/** "Payments, first line" is said as the team with the schedule's own name. */
export const laneName = (schedule: { team: { name: string }; name: string }): string =>
  `${schedule.team.name}, ${schedule.name}`;

const EVERY: Record<LayerDto["every"]["unit"], [one: string, many: string]> = {
  hour: ["Hourly", "hours"],
  day: ["Daily", "days"],
  week: ["Weekly", "weeks"],
};

/** How a layer turns: "Weekly on Monday 09:00", "Every 12 hours from 08:00", "Every 3 days at 09:00". */
export function rhythmWords(layer: Pick<LayerDto, "every" | "start">): string {
  const { unit, count } = layer.every;
  const [one, many] = EVERY[unit];
  const often = count === 1 ? one : `Every ${count} ${many}`;
  const [date = "", time = ""] = layer.start.split("T");
  if (unit === "hour") return `${often} from ${time}`;
  if (unit === "day") return `${often} at ${time}`;
  const weekday = new Date(`${date}T12:00:00Z`).getUTCDay() || 7;
  return `${often} on ${dayName(weekday)} ${time}`;
}

/** "Mon–Fri 09:00–17:00", "Sat, Sun 00:00–24:00". */
export function hoursWords(one: LayerDto["restrictions"][number]): string {
  const days = [...one.days].sort((a, b) => a - b);
  const short = (day: number) => dayName(day).slice(0, 3);
  const first = days[0] ?? 1;
  const last = days.at(-1) ?? first;
  const run = days.length > 2 && last - first === days.length - 1;
  const named = run ? `${short(first)}–${short(last)}` : days.map(short).join(", ");
  return `${named} ${one.from}–${one.to}`;
}

/** A layer in one sentence: "Weekly on Monday 09:00, Europe/Berlin: Ines Albrecht, Marek Lindqvist". */
export function layerWords(layer: LayerDto, zone: string): string {
  const where = (layer.zone ?? zone).replaceAll("_", " ");
  const only =
    layer.restrictions.length > 0 ? `, only ${layer.restrictions.map(hoursWords).join(" and ")}` : "";
  const who = layer.members.map((member) => member.name).join(", ") || NOBODY;
  return `${rhythmWords(layer)}, ${where}${only}: ${who}`;
}
