"use client";

import { type Axis, placeOf } from "#components/oncall/axis.ts";
import type { Bar } from "#components/oncall/bars.ts";
import { type Span, useSpanDrag } from "#components/oncall/use-span-drag.ts";
import { NOBODY, spanWords } from "#components/oncall/words.ts";
import { cx } from "#components/ui/cx.ts";
import { initials } from "#components/ui/marks.tsx";

const LOOK: Record<Bar["look"], string> = {
  plain: "",
  me: "me",
  override: "ov",
  temporary: "tmp",
  gap: "gap",
  layer: "ly",
  asked: "ask",
  away: "off",
};
const percent = (value: number) => `${value}%`;

export type TrackProps = {
  axis: Axis;
  bars: readonly Bar[];
  /** Read before the list: "Shifts of Payments, First line". */
  label: string;
  /** Lower bars of a layer or of the overrides. */
  sub?: boolean | undefined;
  /** Which bar is chosen. */
  chosen?: string | undefined;
  /** Which bar Tab leads to; the first one that is left of it is taken otherwise. */
  nowMs?: number | undefined;
  onBar?: ((bar: Bar) => void) | undefined;
  onSpan?: ((span: Span) => void) | undefined;
};

/** One line of the rota: a list of stretches, each at its place; with `onBar` every one is a button. */
export function Track({ axis, bars, label, sub, chosen, nowMs, onBar, onSpan }: TrackProps) {
  const { span, track } = useSpanDrag(axis, onSpan);
  const shown = bars.filter((bar) => bar.to > axis.from && bar.from < axis.to);
  const stop = shown.find((bar) => nowMs !== undefined && bar.to > nowMs) ?? shown[0];
  return (
    <div className={cx("tr", onSpan && "drag")} data-lane={onBar ? "" : undefined} {...track}>
      <ol aria-label={label}>
        {shown.map((bar) => (
          <BarItem
            key={bar.key}
            axis={axis}
            bar={bar}
            sub={sub}
            chosen={chosen === bar.key}
            stop={bar === stop}
            onBar={onBar}
          />
        ))}
      </ol>
      {span ? <Chosen axis={axis} span={span} /> : null}
    </div>
  );
}

type BarItemProps = {
  axis: Axis;
  bar: Bar;
  sub: boolean | undefined;
  chosen: boolean;
  stop: boolean;
  onBar: ((bar: Bar) => void) | undefined;
};

function BarItem({ axis, bar, sub, chosen, stop, onBar }: BarItemProps) {
  const place = placeOf(axis, bar.from, bar.to);
  if (!place) return null;
  const held = bar.heldUntil === null ? null : placeOf(axis, bar.from, Math.min(bar.heldUntil, bar.to));
  const className = cx(
    "sh",
    LOOK[bar.look],
    bar.mine && bar.look !== "gap" && "mine",
    sub && "low",
    place.before && "cb",
    place.after && "ca",
    bar.pending && "st",
    chosen && "sel",
  );
  const face = (
    <>
      <span className="full" aria-hidden="true">
        {bar.face ?? bar.name ?? NOBODY}
      </span>
      <span className="ini" aria-hidden="true">
        {bar.face ? "" : bar.name ? initials(bar.name) : "!"}
      </span>
      <span className="vh">{bar.words}</span>
    </>
  );
  return (
    <li>
      {onBar ? (
        <button
          type="button"
          data-bar=""
          data-shift={bar.key}
          className={className}
          style={{ left: percent(place.left), width: percent(place.width) }}
          title={bar.words}
          tabIndex={stop ? 0 : -1}
          aria-pressed={chosen}
          onClick={() => onBar(bar)}
        >
          {face}
        </button>
      ) : (
        <span
          className={className}
          style={{ left: percent(place.left), width: percent(place.width) }}
          title={bar.words}
        >
          {face}
        </span>
      )}
      {held ? (
        <span
          className={cx("held", bar.pending && "wide-held")}
          style={{ left: percent(held.left), width: percent(held.width) }}
        />
      ) : null}
    </li>
  );
}

/** What the drag has chosen so far, with its times. */
function Chosen({ axis, span }: { axis: Axis; span: Span }) {
  const place = placeOf(axis, span.from, span.to);
  if (!place) return null;
  return (
    <span
      className={cx("pick", place.left > 50 && "right")}
      style={{ left: percent(place.left), width: percent(place.width) }}
    >
      <span className="num">
        {spanWords(new Date(span.from).toISOString(), new Date(span.to).toISOString(), axis.zone)}
      </span>
    </span>
  );
}
