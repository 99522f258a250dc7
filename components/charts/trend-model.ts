import type { Severity } from "#components/ui/marks.tsx";
import { formatDay, formatMeasure, formatTarget, plural } from "#lib/platform/format.ts";

/** One bucket: its start (ISO), its value, and the value of the same bucket in the period before. */
export type TrendPoint = { at: string; value: number | null; previous?: number | null | undefined };
export type TrendTarget = { comparator: "lt" | "lte" | "gt" | "gte" | "eq"; value: number };
export type TrendIncident = { at: string; number: string; severity: Severity; title?: string | undefined };

/** Buckets `first` to `last`, both included, as indexes. */
export type Span = { first: number; last: number };

/** Runs of consecutive indexes for which `test` holds. */
export function spans(length: number, test: (index: number) => boolean): Span[] {
  const found: Span[] = [];
  for (let index = 0; index < length; index += 1) {
    if (!test(index)) continue;
    const open = found.at(-1);
    if (open && open.last === index - 1) open.last = index;
    else found.push({ first: index, last: index });
  }
  return found;
}

/** Whether the value misses the target. A missing value misses nothing. */
export function breaches(value: number | null | undefined, target: TrendTarget | undefined): boolean {
  if (value === null || value === undefined || !target) return false;
  if (target.comparator === "lt") return value >= target.value;
  if (target.comparator === "lte") return value > target.value;
  if (target.comparator === "gt") return value <= target.value;
  if (target.comparator === "gte") return value < target.value;
  return value !== target.value;
}

/** Half the distance between buckets, ms: bands reach that far beyond their first and last point. */
export function halfStep(points: ReadonlyArray<TrendPoint>): number {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last || points.length < 2) return 12 * 3_600_000;
  return (Date.parse(last.at) - Date.parse(first.at)) / (points.length - 1) / 2;
}

/** Round figures for the y axis, 3 to 6 of them, enclosing all values; from 0 unless `cut`. */
export function niceTicks(values: ReadonlyArray<number>, cut: boolean): number[] {
  const max = Math.max(...values, cut ? Number.NEGATIVE_INFINITY : 0);
  const min = cut ? Math.min(...values) : Math.min(0, ...values);
  if (!Number.isFinite(max) || !Number.isFinite(min)) return [0, 1];
  const range = max - min || Math.abs(max) || 1;
  const step = niceStep(range / 4);
  const from = Math.floor(min / step) * step;
  const to = Math.ceil((max + range * 0.02) / step) * step;
  const count = Math.round((to - from) / step);
  return Array.from({ length: count + 1 }, (_, index) => Number((from + index * step).toPrecision(12)));
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const share = rough / power;
  return (share <= 1 ? 1 : share <= 2 ? 2 : share <= 2.5 ? 2.5 : share <= 5 ? 5 : 10) * power;
}

/** At most `most` evenly spread indexes, the first included. */
export function spread(length: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(length / most));
  return Array.from({ length: Math.ceil(length / step) }, (_, index) => index * step);
}

export type TrendWords = {
  title: string;
  unit?: string | null;
  zone: string;
  target?: TrendTarget | undefined;
};

/** The chart in one sentence: what, from when to when, how often it missed, where nothing was measured. */
export function trendSentence(points: ReadonlyArray<TrendPoint>, words: TrendWords): string {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return `${words.title}: no data.`;
  const measured = points.filter((point) => point.value !== null);
  const missed = measured.filter((point) => breaches(point.value, words.target)).length;
  const empty = points.length - measured.length;
  const said = [`${words.title}, ${formatDay(first.at, words.zone)} to ${formatDay(last.at, words.zone)}.`];
  if (words.target) {
    const { comparator, value } = words.target;
    said.push(`Target ${formatTarget(comparator, value, words.unit)}.`);
    said.push(`Missed ${missed} of ${plural(measured.length, "time")} it was measured.`);
  }
  const latest = measured.at(-1);
  if (latest)
    said.push(`Latest ${formatMeasure(latest.value, words.unit)} on ${formatDay(latest.at, words.zone)}.`);
  if (empty > 0) said.push(`No data ${plural(empty, "time")}.`);
  return said.join(" ");
}

/** A mark above the plot: where it stands and how wide its label is, in px, and whose label goes first (lower first). */
export type Mark = { x: number; label: number; rank: number };

/** Half a triangle, and the space between a triangle and its label. */
export const MARK_HALF = 6.5;
export const MARK_GAP = 10;

/**
 * On which side of its triangle each mark's label stands; null where there is no room for it. No label lies on another
 * one, on another mark's triangle, or outside the plot. The worst incidents are labelled first.
 * @param spare px behind the plot's right end where a label may stand, too
 */
export function labelSides(
  marks: ReadonlyArray<Mark>,
  width: number,
  spare = 0,
): Array<"right" | "left" | null> {
  const sides = marks.map((): "right" | "left" | null => null);
  const taken: Array<{ from: number; to: number; of: number }> = marks.map((mark, of) => ({
    from: mark.x - MARK_HALF,
    to: mark.x + MARK_HALF,
    of,
  }));
  const order = marks.map((_, index) => index);
  order.sort((a, b) => (marks[a]?.rank ?? 0) - (marks[b]?.rank ?? 0) || a - b);
  for (const index of order) {
    const mark = marks[index];
    if (!mark) continue;
    const places = {
      right: { from: mark.x + MARK_GAP, to: mark.x + MARK_GAP + mark.label },
      left: { from: mark.x - MARK_GAP - mark.label, to: mark.x - MARK_GAP },
    };
    const side = (["right", "left"] as const).find((one) => {
      const { from, to } = places[one];
      if (from < 0 || to > width + spare) return false;
      return taken.every((other) => other.of === index || other.to + 2 <= from || other.from >= to + 2);
    });
    if (!side) continue;
    sides[index] = side;
    taken.push({ ...places[side], of: -1 });
  }
  return sides;
}
