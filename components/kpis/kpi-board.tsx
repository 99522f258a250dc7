import "./kpis.css";
import ChartLine from "lucide-react/icons/chart-line";
import type { Place } from "#components/kpis/address.ts";
import { BringIntoView } from "#components/kpis/bring-into-view.tsx";
import { KpiCards } from "#components/kpis/kpi-cards.tsx";
import { KpiEvidence } from "#components/kpis/kpi-evidence.tsx";
import { KpiTrend } from "#components/kpis/kpi-trend.tsx";
import { QuietKpis } from "#components/kpis/quiet-kpis.tsx";
import { RecordValue } from "#components/kpis/record-value.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { Board } from "#lib/kpis/queries/board.ts";

/** Cards, the trend of the opened one below them, its evidence beside both. */
export function KpiBoard({ board, place }: { board: Board; place: Place }) {
  const { overview, opened, services } = board;
  const measured = overview.cards.filter((card) => card.everMeasured);
  const quiet = overview.cards.filter((card) => !card.everMeasured);
  const byHand = overview.cards.filter((card) => card.source !== "computed");
  return (
    <div className={opened ? "kcols open" : "kcols"}>
      <div className="stack">
        {measured.length > 0 ? (
          <KpiCards cards={measured} place={place} until={overview.period.to} zone={overview.zone} />
        ) : (
          <Panel label="KPIs">
            <EmptyState
              icon={<ChartLine />}
              title="No values yet"
              actions={
                opened === null && byHand.length > 0 && board.recordAny ? (
                  <RecordValue kpis={byHand} services={services.recordable} primary />
                ) : null
              }
            >
              Values come from readings in checklists, from incidents as they happen, by hand, or pushed by
              API.
            </EmptyState>
          </Panel>
        )}
        <BringIntoView of={opened?.trend.key}>
          {opened ? <KpiTrend opened={opened} place={place} days={overview.days} /> : null}
        </BringIntoView>
        <QuietKpis cards={quiet} place={place} open={measured.length === 0} />
      </div>
      {opened ? <KpiEvidence opened={opened} place={place} services={services.recordable} /> : null}
    </div>
  );
}
