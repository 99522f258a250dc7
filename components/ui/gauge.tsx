import type { CSSProperties } from "react";
import { cx } from "#components/ui/cx.ts";

export type GaugeTone = "accent" | "ok" | "warn" | "crit" | "neutral";

export type GaugeProps = {
  /** Where it stands, in the unit of `limit` and `max`. */
  value: number;
  /** Where the tick stands; past it the track is striped. Absent: no tick (plain progress towards `max`). */
  limit?: number | undefined;
  /** The end of the track. Absent: the limit, or, when over it, a little past the value. */
  max?: number | undefined;
  tone?: GaugeTone | undefined;
  /** The accessible name; null when words beside it already say all. */
  label: string | null;
  /** What a screen reader says instead of the number: "over by 3:12". */
  valueText?: string | undefined;
  className?: string | undefined;
};

const clamp = (share: number) => Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0));

/** Shares of the track, 0 to 1: `v` the bar's end, `lim` the tick (null without one). */
export function gaugeShares(value: number, limit?: number, max?: number): { v: number; lim: number | null } {
  const end = max ?? limit ?? 1;
  if (limit === undefined) return { v: clamp(value / end), lim: null };
  if (value <= limit || max !== undefined) return { v: clamp(value / end), lim: clamp(limit / end) };
  const over = value / 0.95;
  return { v: 0.95, lim: Math.max(0.3, clamp(limit / over)) };
}

/** The one drawing of every measure: a 4 px track, a tick at the limit, red stripes past it. */
export function Gauge({ value, limit, max, tone = "accent", label, valueText, className }: GaugeProps) {
  const { v, lim } = gaugeShares(value, limit, max);
  const over = lim !== null && limit !== undefined && value > limit;
  const style = { "--v": v, "--lim": lim ?? 1 } as CSSProperties;
  const spoken = label
    ? ({
        role: "meter",
        "aria-label": label,
        "aria-valuemin": 0,
        "aria-valuemax": Math.max(max ?? limit ?? 1, value),
        "aria-valuenow": value,
        "aria-valuetext": valueText,
      } as const)
    : ({ "aria-hidden": true } as const);
  const drawn = tone === "accent" ? undefined : tone === "neutral" ? "n" : tone;
  return (
    <div className={cx("gauge", drawn, over && "over", className)} style={style} {...spoken}>
      <i />
      {over ? <u /> : null}
      {lim === null ? null : <b />}
    </div>
  );
}
