"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { type Axis, dateAt, percentOf } from "#components/oncall/axis.ts";
import { moveInLanes } from "#components/oncall/lane-keys.ts";
import { cx } from "#components/ui/cx.ts";
import { useNow } from "#components/ui/time-context.tsx";
import { formatTime, formatWeekday, formatZone } from "#lib/platform/format.ts";
import "./rota.css";

export type RotaFrameProps = {
  axis: Axis;
  /** The name of the region: "Rota, 16 to 29 November 2026". */
  label: string;
  children: ReactNode;
  /** Left out where nothing is running yet: a preview. */
  still?: boolean | undefined;
};

/** Head of days, lanes, the line of the present; scrolls sideways where it is narrow, with the names standing. */
export function RotaFrame({ axis, label, children, still }: RotaFrameProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const today = useToday(axis.zone);
  useEffect(() => {
    const node = scroller.current;
    const first = node?.querySelector<HTMLElement>("[data-today]");
    // What has passed may be off to the left: a phone opens on today.
    if (node && first && node.scrollWidth > node.clientWidth) {
      node.scrollLeft = first.offsetLeft - (first.parentElement?.offsetLeft ?? 0) - first.offsetWidth * 0.6;
    }
  }, []);
  const columns = axis.days.map((day) => `${day.end - day.start}fr`).join(" ");
  return (
    // Where no shift takes the focus, the keyboard scrolls the picture itself.
    <div
      className="scroll-x rota-scroll"
      ref={scroller}
      {...(still ? { tabIndex: 0, role: "group", "aria-label": label } : {})}
    >
      <section className={cx("rota-in", (still || axis.days.length > 20) && "many")} aria-label={label}>
        <div className="hd">
          <div className="ln xs t3">Times in {zonesOf(axis)}</div>
          <div className="dd" style={{ gridTemplateColumns: columns }} aria-hidden="true">
            {axis.days.map((day) => (
              <DayHead key={day.date} day={day} zone={axis.zone} today={day.date === today && !still} />
            ))}
          </div>
        </div>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside take the keys; this only moves the focus */}
        <div className="lanes" data-lanes="" onKeyDown={moveInLanes}>
          <div className="days" style={{ gridTemplateColumns: columns }} aria-hidden="true">
            {axis.days.map((day) => (
              <i key={day.date} className={cx(day.weekend && "we")} />
            ))}
          </div>
          {children}
          {still ? null : (
            <>
              <div className="lane foot" aria-hidden="true">
                <div className="ln" />
              </div>
              <NowLine axis={axis} />
            </>
          )}
        </div>
      </section>
    </div>
  );
}

/** "CET"; where the clocks change on the way, "CET, then CEST". */
function zonesOf({ from, to, zone }: Axis): string {
  const [first, last] = [from, to - 1].map((ms) => formatZone(new Date(ms).toISOString(), zone));
  return first === last ? `${first}` : `${first}, then ${last}`;
}

function useToday(zone: string): string {
  return dateAt(Math.floor(useNow() / 60_000) * 60_000, zone);
}

function DayHead({ day, zone, today }: { day: Axis["days"][number]; zone: string; today: boolean }) {
  const [weekday = "", number = ""] = formatWeekday(new Date(day.start).toISOString(), zone).split(" ");
  const hours = (day.end - day.start) / 3_600_000;
  return (
    <div
      className={cx(day.weekend && "we", today && "td")}
      data-today={today ? "" : undefined}
      title={hours === 24 ? undefined : `The clocks change: this day has ${hours} h`}
    >
      <span>{weekday}</span> <b>{number}</b>
      {hours === 24 ? null : <em className="xs">{hours} h</em>}
    </div>
  );
}

/** The present, with its time. */
function NowLine({ axis }: { axis: Axis }) {
  const now = useNow();
  if (now < axis.from || now >= axis.to) return null;
  const at = percentOf(axis, now);
  return (
    <div
      className={cx("now", at > 94 && "flip")}
      style={{ left: `calc(var(--lnw) + (100% - var(--lnw)) * ${at / 100})` }}
      suppressHydrationWarning
    >
      <span className="num" suppressHydrationWarning>
        <span className="vh">Now </span>
        {formatTime(new Date(now).toISOString(), axis.zone)}
      </span>
    </div>
  );
}
