import { useId } from "react";
import { spans } from "#components/charts/trend-model.ts";

const WIDTH = 150;
const HEIGHT = 30;
const EDGE = 3;

export type SparklineProps = {
  /** Oldest first; null where nothing was measured. */
  values: ReadonlyArray<number | null>;
  target?: number | undefined;
  /** What it shows; without it the figures beside it say all. */
  label?: string | undefined;
};

/** A small line without axes: target dashed, missing spans striped and never joined. */
export function Sparkline({ values, target, label }: SparklineProps) {
  const id = useId();
  const { x, y } = scales(values, target);
  const gaps = spans(values.length, (index) => values[index] === null);
  const spoken = label ? ({ role: "img", "aria-label": label } as const) : ({ "aria-hidden": true } as const);
  return (
    <span className="block" {...spoken}>
      <svg className="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <defs>
          <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(40)">
            <rect width="2.5" height="6" fill="var(--ek-chart-gap)" />
          </pattern>
        </defs>
        {gaps.map(({ first, last }) => {
          const from = x(Math.max(0, first - 1));
          return (
            <rect
              key={first}
              x={from}
              width={x(Math.min(values.length - 1, last + 1)) - from}
              height={HEIGHT}
              fill={`url(#${id})`}
            />
          );
        })}
        {target === undefined ? null : <path className="tg" d={`M0 ${y(target)}H${WIDTH}`} />}
        <path className="ln" d={line(values, x, y)} />
      </svg>
    </span>
  );
}

type Scale = (value: number) => number;

function scales(values: ReadonlyArray<number | null>, target: number | undefined): { x: Scale; y: Scale } {
  const known = values.filter((value) => value !== null);
  const all = target === undefined ? known : [...known, target];
  const max = Math.max(...all);
  const min = Math.min(...all);
  const last = Math.max(1, values.length - 1);
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    x: (index) => round((index / last) * WIDTH),
    y: (value) =>
      max > min ? round(HEIGHT - EDGE - ((value - min) / (max - min)) * (HEIGHT - 2 * EDGE)) : HEIGHT / 2,
  };
}

/** The path; a lone point becomes a dot by its round caps. */
function line(values: ReadonlyArray<number | null>, x: Scale, y: Scale): string {
  return spans(values.length, (index) => values[index] !== null)
    .map(({ first, last }) => {
      const points: string[] = [];
      for (let index = first; index <= last; index += 1) points.push(`${x(index)} ${y(values[index] ?? 0)}`);
      return `M${points.join("L")}${first === last ? "h.01" : ""}`;
    })
    .join("");
}
