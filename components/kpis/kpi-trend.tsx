import Download from "lucide-react/icons/download";
import Settings2 from "lucide-react/icons/settings-2";
import { TrendChart } from "#components/charts/trend-chart.tsx";
import { csvUrl, kpiUrl, type Place } from "#components/kpis/address.ts";
import { GLYPHS, TONES } from "#components/kpis/glyphs.ts";
import { LinkButton } from "#components/ui/button.tsx";
import { SegmentedLinks } from "#components/ui/choices.tsx";
import { Badge, type Severity } from "#components/ui/marks.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { STATUS_WORDS, seriesName, spokenUnit } from "#lib/kpis/model/words.ts";
import type { Opened } from "#lib/kpis/queries/board.ts";
import type { TrendDto } from "#lib/kpis/schema/trend.ts";
import { formatDay, plural } from "#lib/platform/format.ts";

const LABELS: Record<string, string> = { improving: "improving", stable: "stable", worsening: "worsening" };

/** "5 of 28 days over target, worsening": what the chart shows, in words. */
function sayOf(trend: TrendDto): string {
  const unit = { hour: "hour", day: "day", week: "week", month: "month" }[trend.bucket] ?? "day";
  const over = ["lt", "lte"].includes(trend.judgedBy.comparator ?? "") ? "over" : "off";
  const said =
    trend.measured === 0
      ? "nothing measured"
      : trend.judgedBy.text
        ? `${trend.missed} of ${plural(trend.measured, unit)} ${over} target`
        : `${plural(trend.measured, unit)} measured`;
  return trend.label ? `${said}, ${LABELS[trend.label]}` : said;
}

type Target = NonNullable<Parameters<typeof TrendChart>[0]["target"]>;

/** Times are drawn in the unit that reads well, not in seconds by the hundred thousand. */
interface Scale {
  unit: string;
  /** What the axis counts in, where the figures alone do not say it. */
  axis: string;
  of: (value: number | null) => number | null;
}

function chartScale(trend: TrendDto): Scale {
  const unit = spokenUnit(trend.unit);
  if (trend.unit !== "seconds") return { unit, axis: "", of: (value) => value };
  const most = Math.max(0, ...trend.points.map((point) => point.value ?? 0));
  const by = most >= 3 * 86_400 ? 86_400 : most >= 3 * 3600 ? 3600 : most >= 180 ? 60 : 1;
  const name = { 86400: "days", 3600: "hours", 60: "minutes", 1: "seconds" }[by] ?? "seconds";
  return { unit: name, axis: `in ${name}`, of: (value) => (value === null ? null : value / by) };
}

function chartTarget(trend: TrendDto, scale: Scale): Target | undefined {
  const { comparator, target } = trend.judgedBy;
  if (target === null || comparator === null || comparator === "between") return undefined;
  return { comparator: comparator as Target["comparator"], value: scale.of(target) ?? target };
}

/** High percentages would be a flat line at the top of an axis from 0: theirs is cut, and says so. */
function isHigh(trend: TrendDto): boolean {
  const values = trend.points.flatMap((point) => (point.value === null ? [] : [point.value]));
  return trend.unit.startsWith("percent") && values.length > 0 && Math.min(...values) >= 80;
}

/** The opened KPI over time. */
export function KpiTrend({ opened, place, days }: { opened: Opened; place: Place; days: number }) {
  const { trend, before } = opened;
  const scale = chartScale(trend);
  const points = trend.points.map((point, index) => ({
    at: point.at,
    value: scale.of(point.value),
    ...(before ? { previous: scale.of(before[index]?.value ?? null) } : {}),
  }));
  const series = seriesName(trend.aggregation, trend.bucket);
  const last = new Date(Date.parse(trend.previous.to) - 1).toISOString();
  const previous = `${formatDay(trend.previous.from, trend.zone)} to ${formatDay(last, trend.zone)}`;
  return (
    <section className="panel ktrend" aria-labelledby="kpi-trend">
      <header>
        <h2 id="kpi-trend">
          {trend.name}, {series.toLowerCase()}
        </h2>
        <Badge tone={TONES[trend.status]} icon={<StateGlyph state={GLYPHS[trend.status]} />}>
          {STATUS_WORDS[trend.status]}
        </Badge>
        <span className="xs t2">{sayOf(trend)}</span>
        <span className="end row">
          <SegmentedLinks
            label="Period"
            className="noprint"
            items={[7, 30, 90].map((one) => ({
              href: kpiUrl(place, { days: one, asOf: null }),
              label: `${one} d`,
              current: days === one,
            }))}
          />
          <span className="row desk noprint">
            <LinkButton
              size="sm"
              variant="quiet"
              iconOnly
              icon={<Download />}
              label="Points as CSV"
              download
              href={csvUrl(`${trend.key}/trend.csv`, {
                from: trend.period.from,
                serviceId: place.service,
                asOf: place.asOf,
              })}
            />
            <LinkButton
              size="sm"
              variant="quiet"
              iconOnly
              icon={<Settings2 />}
              label="Target and values"
              href={`/kpis/${trend.key}`}
            />
          </span>
        </span>
      </header>
      <TrendChart
        title={trend.name}
        series={scale.axis ? `${series}, ${scale.axis}` : series}
        points={points}
        unit={scale.unit}
        zone={trend.zone}
        target={chartTarget(trend, scale)}
        cutAxis={isHigh(trend)}
        {...(before ? { previous } : {})}
        incidents={trend.incidents.map((one) => ({
          at: one.openedAt,
          number: `INC-${one.number}`,
          severity: one.severity as Severity,
        }))}
      />
    </section>
  );
}
