"use client";

import { cx } from "#components/ui/cx.ts";
import { Gauge, type GaugeTone } from "#components/ui/gauge.tsx";
import { useNow, useZone } from "#components/ui/time-context.tsx";
import {
  formatClock,
  formatInstant,
  formatMoment,
  formatRelative,
  formatRemaining,
} from "#lib/platform/format.ts";

export type RelativeTimeProps = {
  iso: string;
  /** "relative" (default) "3 min ago"; "moment" "14:05" or "20 Nov, 14:05"; "absolute" with year and zone. */
  show?: "relative" | "moment" | "absolute" | undefined;
  /** The viewer's zone by default. */
  zone?: string | undefined;
  /** Reachable by Tab, showing the instant under it: for places where the exact time matters. */
  focusable?: boolean | undefined;
  className?: string | undefined;
};

/** A moment; the absolute instant with its zone on hover, for screen readers, and on focus if `focusable`. */
export function RelativeTime({ iso, show = "relative", zone, focusable, className }: RelativeTimeProps) {
  const now = useNow();
  const mine = useZone();
  const inZone = zone ?? mine;
  const absolute = formatInstant(iso, inZone);
  const text =
    show === "absolute"
      ? absolute
      : show === "moment"
        ? formatMoment(iso, now, inZone)
        : formatRelative(iso, now, inZone);
  const focus = focusable ? { tabIndex: 0, "data-abs": absolute } : {};
  return (
    <time dateTime={iso} title={absolute} className={className} suppressHydrationWarning {...focus}>
      {text}
      {text === absolute ? null : <span className="vh">, {absolute}</span>}
    </time>
  );
}

export type ClockProps = {
  /** Counts up from here. */
  from: string;
  /** Stopped here; absent: still running. */
  until?: string | null | undefined;
  /** "Running for": said before the figure to a screen reader. */
  label?: string | undefined;
  className?: string | undefined;
};

const secondsBetween = (from: string, to: number) => Math.max(0, (to - Date.parse(from)) / 1000);

/** A running clock, "33:12" or "2:51:07", on the server's time. Not announced every second. */
export function Clock({ from, until, label, className }: ClockProps) {
  const now = useNow();
  const text = formatClock(secondsBetween(from, until ? Date.parse(until) : now));
  return (
    <span className={cx("clk num", className)} role="timer" aria-live="off" suppressHydrationWarning>
      {label ? <span className="vh">{label} </span> : null}
      {text}
    </span>
  );
}

export type CountdownProps = {
  to: string;
  /** Words after the moment has passed; default "over by 3:12". */
  after?: string | undefined;
  /** "plain" is "15:42"; "words" is "in 15:42" and then "over by 3:12". */
  show?: "plain" | "words" | undefined;
  className?: string | undefined;
};

/** The time left to a moment; past it, red words say by how much. */
export function Countdown({ to, after, show = "words", className }: CountdownProps) {
  const left = Math.floor((Date.parse(to) - useNow()) / 1000);
  const over = left < 0;
  const text = over && after ? after : show === "plain" && !over ? formatClock(left) : formatRemaining(left);
  return (
    <span
      className={cx("clk num", over && "crit", className)}
      role="timer"
      aria-live="off"
      suppressHydrationWarning
    >
      {text}
    </span>
  );
}

export type LiveGaugeProps = {
  from: string;
  due: string;
  /** Stopped here; absent: still running. */
  until?: string | null | undefined;
  /** Tone while in time; late is drawn by itself. From `warnFrom` of the time on it turns amber. */
  tone?: GaugeTone | undefined;
  warnFrom?: number | undefined;
  label: string | null;
  className?: string | undefined;
};

/** A gauge that fills with time: from, due, and stripes once it is over. */
export function LiveGauge({ from, due, until, tone, warnFrom, label, className }: LiveGaugeProps) {
  const now = useNow();
  const limit = secondsBetween(from, Date.parse(due));
  const value = secondsBetween(from, until ? Date.parse(until) : now);
  const near = !until && warnFrom !== undefined && value >= limit * warnFrom && value <= limit;
  const valueText =
    value > limit ? `over by ${formatClock(value - limit)}` : `${formatClock(limit - value)} left`;
  return (
    <Gauge
      value={value}
      limit={limit}
      tone={near ? "warn" : tone}
      label={label}
      valueText={valueText}
      className={className}
    />
  );
}
