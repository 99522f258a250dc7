import { Sparkline } from "#components/charts/sparkline.tsx";
import { kpiUrl, type Place } from "#components/kpis/address.ts";
import { GLYPHS } from "#components/kpis/glyphs.ts";
import { StatCard, StatStrip } from "#components/patterns/stat-strip.tsx";
import { STATUS_WORDS, spokenUnit, statisticWord, valueParts } from "#lib/kpis/model/words.ts";
import type { CardDto } from "#lib/kpis/schema/overview.ts";
import { formatChange, formatDay, formatMeasure, plural } from "#lib/platform/format.ts";

/** "5 days missing": how long ago the newest value is. */
function missingFor(last: string, now: string): string {
  const days = Math.floor((Date.parse(now) - Date.parse(last)) / 86_400_000);
  return days < 1 ? "less than a day" : `${plural(days, "day")} missing`;
}

function Card({ card, place, until, zone }: { card: CardDto; place: Place; until: string; zone: string }) {
  const unit = spokenUnit(card.unit);
  const shown = valueParts(card.value, card.unit);
  const current = place.kpi === card.key;
  const last =
    card.last && `last ${formatMeasure(card.last.value, unit)} on ${formatDay(card.last.at, zone)}`;
  const words = [shown.unit, statisticWord(card.aggregation)].filter(Boolean).join(", ");
  const target = card.judgedBy.target;
  return (
    <StatCard
      title={card.name}
      value={shown.figure}
      unit={last ?? words}
      {...(card.status === "track-only"
        ? {}
        : { verdict: { state: GLYPHS[card.status], word: STATUS_WORDS[card.status] } })}
      spark={<Sparkline values={card.spark} {...(target === null ? {} : { target })} />}
      foot={card.judgedBy.text || "no target"}
      change={card.last ? missingFor(card.last.at, until) : formatChange(card.change, unit)}
      bad={card.status === "missed" && card.changeIs === "worse"}
      href={kpiUrl(place, { kpi: current ? null : card.key, asOf: null })}
      current={current}
    />
  );
}

/** The cards of everything that has ever been measured, joined by hairlines. */
export function KpiCards(props: { cards: CardDto[]; place: Place; until: string; zone: string }) {
  const { cards, place, until, zone } = props;
  return (
    <StatStrip>
      {cards.map((card) => (
        <Card key={card.key} card={card} place={place} until={until} zone={zone} />
      ))}
    </StatStrip>
  );
}
