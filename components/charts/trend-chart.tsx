"use client";

import Table2 from "lucide-react/icons/table-2";
import { useEffect, useRef, useState } from "react";
import { TrendLegend } from "#components/charts/trend-legend.tsx";
import {
  breaches,
  type TrendIncident,
  type TrendPoint,
  type TrendTarget,
  trendSentence,
} from "#components/charts/trend-model.ts";
import { Button } from "#components/ui/button.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";
import { Table } from "#components/ui/table.tsx";
import { formatInstant, formatMeasure } from "#lib/platform/format.ts";

export type TrendChartProps = {
  /** "API response time, p95" */
  title: string;
  /** What a point is: "Daily p95". */
  series: string;
  /** Oldest first, evenly spaced. */
  points: ReadonlyArray<TrendPoint>;
  unit?: string | null | undefined;
  zone: string;
  target?: TrendTarget | undefined;
  incidents?: ReadonlyArray<TrendIncident> | undefined;
  /** "25 Sep to 24 Oct": draws the period before, dashed. */
  previous?: string | undefined;
  /** The axis need not start at 0 (uptime); the chart says so. */
  cutAxis?: boolean | undefined;
  /** Load at once, also below the fold: for a page that is made to be printed. */
  eager?: boolean | undefined;
  /** px, default 312. */
  height?: number | undefined;
};

const TrendPlot = onDemand(async () => (await import("#components/charts/trend-plot.tsx")).TrendPlot);

/** Narrower than this (px), labels move into the plot. */
const NARROW = 480;

/** The element's width once it has come near the visible part of the page or is to be printed; null before. */
function useSeenWidth(eager: boolean) {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState<number | null>(null);
  useEffect(() => {
    const element = ref.current;
    if (!element || width !== null) return;
    const measure = () => setWidth(element.getBoundingClientRect().width);
    if (eager) return measure();
    const watch = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) measure();
      },
      { rootMargin: "120px" },
    );
    watch.observe(element);
    window.addEventListener("beforeprint", measure);
    return () => {
      watch.disconnect();
      window.removeEventListener("beforeprint", measure);
    };
  }, [width, eager]);
  return { ref, width };
}

/** A trend with its target, breaches, gaps, incidents and the period before; also as a table. Loads when in view. */
export function TrendChart(props: TrendChartProps) {
  const { title, points, unit, zone, target, height = 312 } = props;
  const { ref, width } = useSeenWidth(Boolean(props.eager));
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className="trend">
      {asTable ? (
        <TrendTable {...props} />
      ) : (
        <div
          className="plot"
          ref={ref}
          role="img"
          aria-label={trendSentence(points, { title, unit: unit ?? null, zone, target })}
          style={{ height }}
        >
          {width === null ? null : <TrendPlot {...props} height={height} narrow={width < NARROW} />}
        </div>
      )}
      <figcaption className="leg">
        {asTable ? null : <TrendLegend {...props} />}
        <Button
          className="end noprint"
          size="sm"
          variant="quiet"
          icon={<Table2 />}
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? "Show as chart" : "Show as table"}
        </Button>
      </figcaption>
    </figure>
  );
}

function TrendTable({ title, series, points, unit, zone, target, previous }: TrendChartProps) {
  return (
    <div className="max-h-96 overflow-auto">
      <Table caption={title}>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col" className="r">
              {series}
            </th>
            {previous ? (
              <th scope="col" className="r">
                Before, {previous}
              </th>
            ) : null}
            <th scope="col">Target</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.at}>
              <td className="num">{formatInstant(point.at, zone)}</td>
              <td className="r num">{point.value === null ? "No data" : formatMeasure(point.value, unit)}</td>
              {previous ? <td className="r num t2">{formatMeasure(point.previous, unit)}</td> : null}
              <td className={breaches(point.value, target) ? "crit" : "t3"}>
                {point.value === null || !target ? "" : breaches(point.value, target) ? "missed" : "met"}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
