import { usePlotArea } from "recharts";
import {
  breaches,
  labelSides,
  MARK_GAP,
  type TrendIncident,
  type TrendTarget,
} from "#components/charts/trend-model.ts";

type Row = { x: number; value: number | null };
/** What Recharts hands to a mark of ours; the place is missing where there is no value. */
type Placed = { cx?: number; cy?: number; index?: number; payload?: Row };
type Boxed = { viewBox?: { x?: number; y?: number; width?: number; height?: number } };

/** A hollow diamond on a breach; a small disc on a point that stands alone between gaps. */
export function TrendDot(props: Placed & { target: TrendTarget | undefined; rows: ReadonlyArray<Row> }) {
  const { cx, cy, index = 0, payload, target, rows } = props;
  if (cx === undefined || cy === undefined || !payload || payload.value === null) return null;
  if (breaches(payload.value, target)) {
    return (
      <path
        d={`M${cx} ${cy - 5}l5 5-5 5-5-5z`}
        fill="var(--ek-panel)"
        stroke="var(--ek-chart-breach)"
        strokeWidth={1.8}
      />
    );
  }
  const alone = (rows[index - 1]?.value ?? null) === null && (rows[index + 1]?.value ?? null) === null;
  return alone ? <circle cx={cx} cy={cy} r={2.5} fill="var(--ek-chart-1)" stroke="none" /> : null;
}

type LatestProps = {
  at: number | undefined;
  text: string;
  bad: boolean;
  rows: ReadonlyArray<Row>;
  x?: number;
  y?: number;
  index?: number;
};

/** The newest value, written at its point when that is the last one of the chart. */
export function LatestLabel({ at, text, bad, rows, x, y, index }: LatestProps) {
  if (x === undefined || y === undefined || index === undefined || rows[index]?.x !== at) return null;
  if (index !== rows.length - 1) return null;
  return (
    <text x={x + 9} y={y + 4} className={bad ? "now bad" : "now"}>
      {text}
    </text>
  );
}

type TargetProps = Boxed & {
  text: string /** px from the newest value down to the target; null without one. */;
  below: number | null;
  /** Above the line at its left end, where there is no room at the right. */
  inside: boolean;
};

/** The target's figure at the right end of its line; steps aside for the newest value's. */
export function TargetLabel({ viewBox, text, below, inside }: TargetProps) {
  const { x = 0, y = 0, width = 0 } = viewBox ?? {};
  if (inside) {
    return (
      <text x={x + 4} y={y - 7}>
        Target {text}
      </text>
    );
  }
  const aside = below === null || Math.abs(below) >= 14 ? 0 : below >= 0 ? 14 - below : -14 - below;
  return (
    <text x={x + width + 9} y={y + 4 + aside}>
      {text}
    </text>
  );
}

type FlagProps = Boxed & {
  incident: TrendIncident;
  all: ReadonlyArray<TrendIncident>;
  from: number;
  to: number;
  /** px behind the plot's right end. */
  spare: number;
};

/** The width of one letter of a label, px, rather too wide than too narrow. */
const LETTER = 7.2;

/** A triangle above the plot in the severity's colour; its number too, where there is room for it. */
export function IncidentFlag({ viewBox, incident, all, from, to, spare }: FlagProps) {
  const { x = 0, y = 0 } = viewBox ?? {};
  const width = usePlotArea()?.width ?? 640;
  const marks = all.map((one) => ({
    x: (Math.min(1, (Date.parse(one.at) - from) / (to - from || 1)) || 0) * width,
    label: one.number.length * LETTER,
    rank: Number(one.severity.slice(1)),
  }));
  const side = labelSides(marks, width, spare)[all.indexOf(incident)];
  return (
    <g transform={`translate(${x} ${y - 12})`}>
      <title>{incident.title ? `${incident.number}, ${incident.title}` : incident.number}</title>
      <path d="M0-6 6.5 5h-13z" fill={`var(--ek-${incident.severity.toLowerCase()}-solid)`} stroke="none" />
      {side ? (
        <text x={side === "left" ? -MARK_GAP : MARK_GAP} y={5} textAnchor={side === "left" ? "end" : "start"}>
          {incident.number}
        </text>
      ) : null}
    </g>
  );
}
