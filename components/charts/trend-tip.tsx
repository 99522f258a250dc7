import type { TrendChartProps } from "#components/charts/trend-chart.tsx";
import { breaches, type TrendPoint } from "#components/charts/trend-model.ts";
import { formatMeasure, formatWeekday } from "#lib/platform/format.ts";

type TipProps = {
  props: TrendChartProps;
  active?: boolean;
  payload?: ReadonlyArray<{ payload?: TrendPoint }>;
};

/** Under the pointer: the day, its value with verdict, the same day of the period before. */
export function TrendTip({ props, active, payload }: TipProps) {
  const point = payload?.[0]?.payload;
  if (!active || !point) return null;
  const { unit, zone, target, previous } = props;
  const bad = breaches(point.value, target);
  return (
    <div className="chart-tip">
      <span className="t2">{formatWeekday(point.at, zone)}</span>
      <span className="num">
        <span className="m">{point.value === null ? "No data" : formatMeasure(point.value, unit)}</span>
        {target && point.value !== null ? (
          <span className={bad ? "crit" : "ok"}>{bad ? " missed" : " on target"}</span>
        ) : null}
      </span>
      {previous ? <span className="t3 num">before {formatMeasure(point.previous, unit)}</span> : null}
    </div>
  );
}
