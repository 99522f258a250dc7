import { Sparkline } from "#components/charts/sparkline.tsx";
import { StatCard, StatStrip } from "#components/patterns/stat-strip.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import type { State } from "#components/ui/state-glyph.tsx";
import { spokenUnit } from "#lib/kpis/model/words.ts";
import type { CardDto } from "#lib/kpis/schema/overview.ts";
import { formatChange, formatMeasure } from "#lib/platform/format.ts";
import type { TodayDto } from "#lib/today/queries.ts";

const VERDICT: Partial<Record<CardDto["status"], { state: State; word: string }>> = {
  "on-target": { state: "ok", word: "On target" },
  near: { state: "warn", word: "Near the limit" },
  missed: { state: "miss", word: "Off target" },
  "no-data": { state: "none", word: "No data" },
};

/** For managers: the figures that want attention first, before their own work. */
export function KpiStrip({ kpis }: { kpis: NonNullable<TodayDto["kpis"]> }) {
  return (
    <section aria-label="KPIs of the last 30 days" className="mb-3.5">
      <p className="row mb-2">
        <span className="t2 grow">
          {kpis.cards.length > 0
            ? kpis.sentence
            : "No KPI has a value yet. Readings of checks and resolved incidents fill them, or figures sent by hand or by API."}
        </span>
        <Anchor className="link xs nw" href="/kpis">
          All KPIs
        </Anchor>
      </p>
      {kpis.cards.length > 0 ? (
        <StatStrip>
          {kpis.cards.map((card) => (
            <Card key={card.key} card={card} />
          ))}
        </StatStrip>
      ) : null}
    </section>
  );
}

function Card({ card }: { card: CardDto }) {
  const target = card.judgedBy.target ?? undefined;
  const unit = spokenUnit(card.unit);
  return (
    <StatCard
      title={card.name}
      value={formatMeasure(card.value, unit)}
      verdict={VERDICT[card.status]}
      spark={<Sparkline values={card.spark} target={target} />}
      foot={card.judgedBy.text ? `target ${card.judgedBy.text}` : "no target"}
      change={card.change === null ? undefined : formatChange(card.change, unit)}
      bad={card.status === "missed" && card.changeIs === "worse"}
      href={`/kpis?kpi=${encodeURIComponent(card.key)}`}
    />
  );
}
