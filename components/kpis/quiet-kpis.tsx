import ChevronRight from "lucide-react/icons/chevron-right";
import { kpiUrl, type Place } from "#components/kpis/address.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { ListRow, RowTitle } from "#components/ui/panel.tsx";
import type { CardDto } from "#lib/kpis/schema/overview.ts";
import { plural } from "#lib/platform/format.ts";

/** What was never measured, folded away: missing, and one step from its first value. */
export function QuietKpis({ cards, place, open }: { cards: CardDto[]; place: Place; open: boolean }) {
  if (cards.length === 0) return null;
  return (
    <details className="panel kquiet noprint" open={open}>
      <summary>
        <ChevronRight className="s" />
        <span className="b">{plural(cards.length, "KPI")} without any value yet</span>
      </summary>
      <ul>
        {cards.map((card) => (
          <ListRow key={card.key} columns="minmax(0,1fr) 140px 120px" phoneColumns="minmax(0,1fr) auto">
            <Anchor
              href={kpiUrl(place, { kpi: card.key, asOf: null })}
              scroll={false}
              className="link trunc"
              aria-current={place.kpi === card.key ? "true" : undefined}
            >
              <RowTitle title={card.name} />
            </Anchor>
            <span className="xs t2 num">{card.judgedBy.text || "no target"}</span>
            <span className="xs t3 max-sm:hidden">
              {card.source === "computed" ? "computed" : "readings, by hand, API"}
            </span>
          </ListRow>
        ))}
      </ul>
    </details>
  );
}
