import type { TrendChartProps } from "#components/charts/trend-chart.tsx";
import { breaches } from "#components/charts/trend-model.ts";

/** What the shapes mean; only those that occur. */
export function TrendLegend({ series, points, target, incidents, previous, cutAxis }: TrendChartProps) {
  const breached = points.some((point) => breaches(point.value, target));
  const upper = target && (target.comparator === "lt" || target.comparator === "lte");
  return (
    <>
      <span className="k">
        <i className="kl" />
        {series}
      </span>
      {previous ? (
        <span className="k">
          <i className="kp" />
          {previous}
        </span>
      ) : null}
      {target ? (
        <span className="k">
          <i className="kt" />
          Target
        </span>
      ) : null}
      {breached ? (
        <span className="k">
          <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
            <path
              d="M6 1l5 5-5 5-5-5z"
              fill="var(--ek-panel)"
              stroke="var(--ek-chart-breach)"
              strokeWidth="1.8"
            />
          </svg>
          {upper ? "Over target" : "Off target"}
        </span>
      ) : null}
      {points.some((point) => point.value === null) ? (
        <span className="k">
          <i className="kg stripes" />
          No data
        </span>
      ) : null}
      {incidents && incidents.length > 0 ? (
        <span className="k">
          <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
            <path d="M6 1l6 10H0z" fill="var(--ek-p1-solid)" />
          </svg>
          Incident
        </span>
      ) : null}
      {cutAxis ? <span className="t3">The axis does not start at 0</span> : null}
    </>
  );
}
