import { formatMeasure, formatNumber, unitSign } from "#lib/platform/format.ts";
import type { KpiStatus } from "./judgement.ts";

/** How the catalogue's units are said behind a figure; others are printed as they are. */
const UNITS: Record<string, string> = {
  percent_of_max: "% of max",
  percent_of_connections: "% of connections",
  percent_of_normal: "% of normal",
  requests_per_second: "req/s",
  mbps: "Mbit/s",
  breakdown: "count",
};

/** The unit as people read it; the formatting of figures knows the rest (seconds, bytes, percent). */
export const spokenUnit = (unit: string): string => UNITS[unit] ?? unit;

const TIMES = new Set(["seconds", "second", "minutes", "hours", "days"]);
const IN_SECONDS: Record<string, number> = { minutes: 60, hours: 3600, days: 86_400 };

function clockUnit(seconds: number): string {
  if (seconds < 60) return "s";
  if (seconds < 3600) return "min";
  return seconds < 86_400 ? "h" : "";
}

/** A figure and its unit apart, for a big number beside a small word: ("4:12", "min"). */
export function valueParts(value: number | null, unit: string): { figure: string; unit: string } {
  const spoken = spokenUnit(unit);
  if (value === null) return { figure: "–", unit: "" };
  if (TIMES.has(unit)) {
    const seconds = Math.abs(value) * (IN_SECONDS[unit] ?? 1);
    const text = formatMeasure(value, unit);
    return { figure: text.replace(/ s$/, ""), unit: clockUnit(seconds) };
  }
  if (unit === "bytes") {
    const [figure = "", sign = ""] = formatMeasure(value, unit).split(" ");
    return { figure, unit: sign };
  }
  return { figure: formatNumber(value), unit: unitSign(spoken) };
}

const SERIES: Record<string, string> = {
  avg: "mean",
  median: "median",
  p95: "p95",
  ratio: "share",
  sum: "sum",
  count: "count",
  max: "highest",
  last: "newest",
  "max-per-user-per-day": "highest of one user",
  "count-by-class": "count",
};
const EACH: Record<string, string> = { hour: "Hourly", day: "Daily", week: "Weekly", month: "Monthly" };

/** What a point of the chart is: "Daily p95". */
export const seriesName = (aggregation: string, bucket: string): string =>
  `${EACH[bucket] ?? ""} ${SERIES[aggregation] ?? aggregation}`.trim();

/** Behind a card's figure, where the statistic would otherwise be a guess: "median". */
export const statisticWord = (aggregation: string): string =>
  aggregation === "median" || aggregation === "p95" ? (SERIES[aggregation] ?? "") : "";

export const STATUS_WORDS: Record<KpiStatus, string> = {
  "on-target": "On target",
  near: "Near limit",
  missed: "Missed",
  "no-data": "No data",
  "track-only": "No target",
};

export const COMPARATOR_WORDS: Record<string, string> = {
  lt: "below",
  lte: "at most",
  gt: "above",
  gte: "at least",
  eq: "exactly",
  between: "between",
};
