/**
 * How figures and instants are written, on the server and in the browser alike. Pure: the moment called "now" and
 * the reader's IANA zone are passed in. Instants are ISO 8601 strings, spans are seconds.
 */

/** "en" words, 24 hours, no ambiguity between day and month. */
const LOCALE = "en-US";
const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;
const NO_VALUE = "–";

const two = (value: number) => String(value).padStart(2, "0");

/** A running clock: "0:07", "33:12", "2:51:07", from a day on "3 d 02 h". Negative counts as zero. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole >= DAY) return `${Math.floor(whole / DAY)} d ${two(Math.floor((whole % DAY) / HOUR))} h`;
  const minutes = Math.floor((whole % HOUR) / MINUTE);
  if (whole >= HOUR) return `${Math.floor(whole / HOUR)}:${two(minutes)}:${two(whole % MINUTE)}`;
  return `${minutes}:${two(whole % MINUTE)}`;
}

/** A span in words: "40 s", "22 min", "2 h 51 min", "24 h", "3 d 02 h". Cut, never rounded up. */
export function formatSpan(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < MINUTE) return `${whole} s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)} min`;
  const minutes = Math.floor((whole % HOUR) / MINUTE);
  if (whole <= DAY) return `${Math.floor(whole / HOUR)} h${minutes ? ` ${minutes} min` : ""}`;
  const hours = Math.floor((whole % DAY) / HOUR);
  return `${Math.floor(whole / DAY)} d${hours ? ` ${two(hours)} h` : ""}`;
}

/** A limit as people say it: "5:00" below an hour becomes "5 min"; "4 h", "1 day", "1 week". */
export function formatLimit(seconds: number): string {
  const week = 7 * DAY;
  if (seconds >= week && seconds % week === 0) return plural(seconds / week, "week");
  if (seconds >= DAY && seconds % DAY === 0) return plural(seconds / DAY, "day");
  return formatSpan(seconds);
}

/** Where a clock stands against its limit: "in 2:20" before it, "over by 3:12" after it. */
export function formatRemaining(secondsLeft: number): string {
  return secondsLeft >= 0 ? `in ${formatClock(secondsLeft)}` : `over by ${formatClock(-secondsLeft)}`;
}

/** "1 day", "3 days", "0 items". The plural is `many`, or the word with an s. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** "just now", "3 min ago", "in 2 h", "yesterday" is never used: beyond a week the date says it, "14 Aug 2026". */
export function formatRelative(iso: string, now: number, zone: string): string {
  const seconds = (now - Date.parse(iso)) / 1000;
  const size = Math.abs(seconds);
  if (size < 45) return "just now";
  if (size >= 7 * DAY) return formatDate(iso, zone);
  const span = roundedSpan(size);
  return seconds > 0 ? `${span} ago` : `in ${span}`;
}

function roundedSpan(size: number): string {
  if (size < HOUR) return `${Math.max(1, Math.round(size / MINUTE))} min`;
  if (size < DAY) return `${Math.floor(size / HOUR)} h`;
  return `${Math.floor(size / DAY)} d`;
}

type Parts = Record<"weekday" | "day" | "month" | "year" | "hour" | "minute", string>;
const formats = new Map<string, Intl.DateTimeFormat>();

function cached(key: string, make: () => Intl.DateTimeFormat): Intl.DateTimeFormat {
  const found = formats.get(key);
  if (found) return found;
  const made = make();
  formats.set(key, made);
  return made;
}

/** The zone itself, or UTC where the runtime does not know it: a page must not fail over a name. */
export function knownZone(zone: string): string {
  try {
    return cached(`zone ${zone}`, () => new Intl.DateTimeFormat(LOCALE, { timeZone: zone })).resolvedOptions()
      .timeZone;
  } catch {
    return "UTC";
  }
}

function parts(iso: string, zone: string, long: boolean): Parts {
  const width = long ? "long" : "short";
  const timeZone = knownZone(zone);
  const format = cached(`${width} ${timeZone}`, () => {
    const date = { weekday: width, day: "numeric", month: width, year: "numeric" } as const;
    return new Intl.DateTimeFormat(LOCALE, {
      ...date,
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone,
    });
  });
  const out: Parts = { weekday: "", day: "", month: "", year: "", hour: "", minute: "" };
  for (const part of format.formatToParts(new Date(iso))) {
    if (part.type in out) out[part.type as keyof Parts] = part.value;
  }
  return out;
}

/** The zone's short name at that instant: "CET", "EST", "GMT+5:45". */
export function formatZone(iso: string, zone: string): string {
  const timeZone = knownZone(zone);
  if (timeZone === "UTC") return "UTC";
  const name = (locale: string) =>
    cached(
      `${locale} name ${timeZone}`,
      () => new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "short" }),
    )
      .formatToParts(new Date(iso))
      .find((part) => part.type === "timeZoneName")?.value ?? timeZone;
  const british = name("en-GB");
  return /[+-]/u.test(british) ? name(LOCALE) : british;
}

/** "14:05" */
export function formatTime(iso: string, zone: string): string {
  const { hour, minute } = parts(iso, zone, false);
  return `${hour}:${minute}`;
}

/** "14:05 CET" */
export function formatTimeZoned(iso: string, zone: string): string {
  return `${formatTime(iso, zone)} ${formatZone(iso, zone)}`;
}

/** "21 Nov" */
export function formatDay(iso: string, zone: string): string {
  const { day, month } = parts(iso, zone, false);
  return `${day} ${month}`;
}

/** "Wed 25 Nov" */
export function formatWeekday(iso: string, zone: string): string {
  return `${parts(iso, zone, false).weekday} ${formatDay(iso, zone)}`;
}

/** "Monday 23 November" */
export function formatLongDay(iso: string, zone: string): string {
  const { weekday, day, month } = parts(iso, zone, true);
  return `${weekday} ${day} ${month}`;
}

/** "21 Nov 2026" */
export function formatDate(iso: string, zone: string): string {
  return `${formatDay(iso, zone)} ${parts(iso, zone, false).year}`;
}

/** "21 Nov 2026, 14:05 CET": the form without any doubt. */
export function formatInstant(iso: string, zone: string): string {
  return `${formatDate(iso, zone)}, ${formatTimeZoned(iso, zone)}`;
}

/** The short form of a moment near now: "14:05" on the same local day, else "21 Nov, 14:05", else with the year. */
export function formatMoment(iso: string, now: number, zone: string): string {
  const today = formatDate(new Date(now).toISOString(), zone);
  const date = formatDate(iso, zone);
  if (date === today) return formatTime(iso, zone);
  const sameYear = date.slice(-4) === today.slice(-4);
  return `${sameYear ? formatDay(iso, zone) : date}, ${formatTime(iso, zone)}`;
}

/** The ISO 8601 week of that local day, 1 to 53. */
export function isoWeek(iso: string, zone: string): number {
  const { year, month, day } = numericDay(iso, zone);
  const date = new Date(Date.UTC(year, month - 1, day));
  const thursday = new Date(date);
  thursday.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.ceil(((thursday.getTime() - first) / (DAY * 1000) + 1) / 7);
}

function numericDay(iso: string, zone: string): { year: number; month: number; day: number } {
  const timeZone = knownZone(zone);
  const format = cached(`day ${timeZone}`, () => new Intl.DateTimeFormat("en-CA", { timeZone }));
  const [year = 1970, month = 1, day = 1] = format.format(new Date(iso)).split("-").map(Number);
  return { year, month, day };
}

/** "2,340", "99.95": at most `digits` decimals (default 2), never an exponent. Not a number gives a dash. */
export function formatNumber(value: number | null | undefined, digits = 2): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NO_VALUE;
  const text = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: digits }).format(Math.abs(value));
  return value < 0 && text !== "0" ? `−${text}` : text;
}

/** "41 GB", "812 kB": decimal units, at most one decimal below ten. */
export function formatBytes(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined || !Number.isFinite(bytes)) return NO_VALUE;
  const units = ["B", "kB", "MB", "GB", "TB", "PB"] as const;
  let size = Math.abs(bytes);
  let step = 0;
  while (size >= 999.5 && step < units.length - 1) {
    size /= 1000;
    step += 1;
  }
  return `${formatNumber(Math.sign(bytes) * size, size < 10 ? 1 : 0)} ${units[step] ?? "B"}`;
}

/** Units that are written behind a figure as they are; anything else is printed as given. */
const SPOKEN: Record<string, string> = { percent: "%", "%": "%", count: "", number: "", none: "", "": "" };
const IN_SECONDS: Record<string, number> = { seconds: 1, second: 1, minutes: MINUTE, hours: HOUR, days: DAY };

/** The unit's sign: "percent" → "%", "count" → "". */
export function unitSign(unit: string | null | undefined): string {
  const key = unit ?? "";
  return SPOKEN[key] ?? key;
}

/** A figure with its unit: "642 ms", "99.95 %", "41 GB", "4:12" for a time in seconds or minutes, "7" for a count. */
export function formatMeasure(value: number | null | undefined, unit?: string | null, digits = 2): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NO_VALUE;
  if (unit === "bytes") return formatBytes(value);
  const factor = IN_SECONDS[unit ?? ""];
  if (factor !== undefined) return `${value < 0 ? "−" : ""}${formatSeconds(Math.abs(value) * factor)}`;
  const sign = unitSign(unit);
  return sign ? `${formatNumber(value, digits)} ${sign}` : formatNumber(value, digits);
}

/** Below a minute "2.61 s", below a day a clock ("4:12"), then days. */
function formatSeconds(seconds: number): string {
  return seconds < MINUTE ? `${formatNumber(seconds)} s` : formatClock(seconds);
}

/** A change: "+231 ms", "−0.09 s", "±0". */
export function formatChange(value: number | null | undefined, unit?: string | null, digits = 2): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NO_VALUE;
  if (formatNumber(value, digits) === "0") return "±0";
  return value > 0 ? `+${formatMeasure(value, unit, digits)}` : formatMeasure(value, unit, digits);
}

const COMPARATOR: Record<string, string> = { lt: "<", lte: "≤", gt: ">", gte: "≥", eq: "=" };

/** A target: ("lt", 500, "ms") → "< 500 ms". */
export function formatTarget(comparator: string, value: number, unit?: string | null): string {
  return `${COMPARATOR[comparator] ?? comparator} ${formatMeasure(value, unit)}`;
}
