import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { KpiBoard } from "#components/kpis/kpi-board.tsx";
import { KpiFilters } from "#components/kpis/kpi-filters.tsx";
import { NewKpi } from "#components/kpis/new-kpi.tsx";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { readBoard } from "#lib/kpis/queries/board.ts";
import { BoardQuery } from "#lib/kpis/schema/overview.ts";
import { isAppError } from "#lib/platform/errors.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "KPIs" };

const KINDS = ["kpi", "incident", "checklist-run", "postmortem", "action-item"];

/** Cards, trend and evidence; service, period, comparison and what is open live in the address. */
export default async function KpisPage(props: { searchParams: Promise<Record<string, string | string[]>> }) {
  const ctx = await pageCtx();
  const given = Object.entries(await props.searchParams).map(([name, value]) => [name, [value].flat()[0]]);
  const query = BoardQuery.parse(Object.fromEntries(given));
  const board = await readBoard(ctx, query).catch((error) => {
    if (isAppError(error) && error.code === "not_found") notFound();
    if (isAppError(error) && error.code === "invalid") return readBoard(ctx, { ...query, asOf: undefined });
    throw error;
  });
  const { overview, services } = board;
  return (
    <>
      <PageHead title="KPIs" say={overview.sentence}>
        {board.createKpi === true ? <NewKpi /> : null}
        <KpiFilters
          place={query}
          service={overview.service}
          services={services.all}
          days={overview.days}
          period={overview.period}
          zone={overview.zone}
        />
      </PageHead>
      <KpiBoard board={board} place={query} />
      <LiveRefresh kinds={KINDS} />
    </>
  );
}
