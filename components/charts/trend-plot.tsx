"use client";

import { useId } from "react";
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { TrendChartProps } from "#components/charts/trend-chart.tsx";
import { IncidentFlag, LatestLabel, TargetLabel, TrendDot } from "#components/charts/trend-marks.tsx";
import { breaches, halfStep, niceTicks, type Span, spans, spread } from "#components/charts/trend-model.ts";
import { TrendTip } from "#components/charts/trend-tip.tsx";
import { formatDay, formatMeasure, formatNumber, formatTarget } from "#lib/platform/format.ts";

/** What the drawing needs, computed once from the points. */
function layout(props: TrendChartProps) {
  const { points, target, previous, cutAxis } = props;
  const rows = points.map((point) => ({ ...point, x: Date.parse(point.at) }));
  const half = halfStep(points);
  const known = rows.flatMap((row) => [row.value, previous ? row.previous : null]);
  const figures = known.filter((value): value is number => typeof value === "number");
  const ticks = niceTicks(target ? [...figures, target.value] : figures, Boolean(cutAxis));
  const from = rows[0]?.x ?? 0;
  const to = rows.at(-1)?.x ?? 1;
  const band = ({ first, last }: Span) => ({
    x1: Math.max(from, (rows[first]?.x ?? from) - half),
    x2: Math.min(to, (rows[last]?.x ?? to) + half),
  });
  return {
    rows,
    ticks,
    from,
    to,
    gaps: spans(rows.length, (index) => rows[index]?.value === null).map(band),
    bad: spans(rows.length, (index) => breaches(rows[index]?.value, target)).map(band),
    days: spread(rows.length, 8).flatMap((index) => rows[index]?.x ?? []),
    latest: rows.findLast((row) => row.value !== null),
  };
}

/** The drawing itself. Its own file: Recharts loads only with it. */
export function TrendPlot(props: TrendChartProps & { height: number; narrow: boolean }) {
  const { unit, zone, target, incidents = [], previous, height, narrow } = props;
  const gapId = useId();
  const { rows, ticks, from, to, gaps, bad, days, latest } = layout(props);
  const shown = incidents.filter((incident) => Date.parse(incident.at) >= from);
  const top = shown.length > 0 ? 26 : 10;
  const right = narrow ? 12 : 74;
  const perUnit = (height - top - 30) / ((ticks.at(-1) ?? 1) - (ticks[0] ?? 0));
  // Only a value that is labelled, the last of the chart, can be in the target's way.
  const labelled = latest && latest === rows.at(-1) ? latest.value : null;
  const below = target && typeof labelled === "number" ? (labelled - target.value) * perUnit : null;
  return (
    <ResponsiveContainer width="100%" height={height}>
      <LineChart data={rows} margin={{ top, right, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <defs>
          <pattern
            id={gapId}
            width="8"
            height="8"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(40)"
          >
            <rect width="3.5" height="8" fill="var(--ek-chart-gap)" />
          </pattern>
        </defs>
        {bad.map((span) => (
          <ReferenceArea
            key={span.x1}
            {...span}
            fill="var(--ek-chart-breach)"
            fillOpacity={0.1}
            stroke="none"
          />
        ))}
        <CartesianGrid vertical={false} stroke="var(--ek-chart-grid)" />
        {gaps.map((span) => (
          <ReferenceArea
            key={span.x1}
            {...span}
            fill={`url(#${gapId})`}
            fillOpacity={1}
            stroke="none"
            label={{ value: "No data", position: "insideBottom" }}
          />
        ))}
        <XAxis
          dataKey="x"
          type="number"
          domain={[from, to]}
          ticks={days}
          tickFormatter={(x: number) => formatDay(new Date(x).toISOString(), zone)}
          tickLine={false}
          axisLine={false}
          interval="preserveStart"
          minTickGap={18}
        />
        <YAxis
          width={narrow ? 36 : 44}
          domain={[ticks[0] ?? 0, ticks.at(-1) ?? 1]}
          ticks={ticks}
          tickFormatter={(value: number) => formatNumber(value)}
          tickLine={false}
          axisLine={false}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--ek-control)", strokeWidth: 1 }}
          content={<TrendTip props={props} />}
        />
        {target ? (
          <ReferenceLine
            y={target.value}
            stroke="var(--ek-chart-target)"
            strokeWidth={1.5}
            strokeDasharray="5 4"
            label={
              <TargetLabel
                text={formatTarget(target.comparator, target.value, unit)}
                below={below}
                inside={narrow}
              />
            }
          />
        ) : null}
        {shown.map((incident) => (
          <ReferenceLine
            key={incident.number}
            x={Math.min(to, Date.parse(incident.at))}
            stroke="var(--ek-chart-axis)"
            strokeDasharray="1 3"
            label={<IncidentFlag incident={incident} all={shown} from={from} to={to} spare={right - 4} />}
          />
        ))}
        {previous ? (
          <Line
            dataKey="previous"
            stroke="var(--ek-chart-2)"
            strokeDasharray="6 4"
            strokeWidth={2}
            dot={false}
            isAnimationActive={false}
            activeDot={false}
          />
        ) : null}
        <Line
          dataKey="value"
          stroke="var(--ek-chart-1)"
          strokeWidth={2}
          strokeLinejoin="round"
          strokeLinecap="round"
          connectNulls={false}
          isAnimationActive={false}
          activeDot={{ r: 4, stroke: "var(--ek-panel)" }}
          dot={<TrendDot target={target} rows={rows} />}
          label={
            <LatestLabel
              at={narrow ? undefined : latest?.x}
              text={formatMeasure(latest?.value, unit)}
              bad={breaches(latest?.value, target)}
              rows={rows}
            />
          }
        />
      </LineChart>
    </ResponsiveContainer>
  );
}
