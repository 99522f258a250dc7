import type { Metadata } from "next";
import { IncidentBoard } from "#components/incidents/incident-board.tsx";
import { FILTERS, type IncidentFilter, IncidentFilters } from "#components/incidents/incident-filters.tsx";
import { IncidentList } from "#components/incidents/incident-list.tsx";
import { ViewsMenu } from "#components/incidents/views-menu.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { SegmentedLinks } from "#components/ui/choices.tsx";
import { readPlaces } from "#lib/incidents/queries/choices.ts";
import { boardIncidents, listIncidents } from "#lib/incidents/queries/list.ts";
import { ListIncidents } from "#lib/incidents/schema/list.ts";
import { listViews } from "#lib/people/queries/views.ts";
import { atLeast } from "#lib/platform/context.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Incidents" };

const ROWS = 30;
type Query = Promise<Record<string, string | string[] | undefined>>;

function readFilter(query: Record<string, string | string[] | undefined>): IncidentFilter {
  return Object.fromEntries(
    FILTERS.map((name) => [name, [query[name]].flat().filter(Boolean).join(",") || undefined]),
  );
}

/** Incidents as a list with filters in the address, or as a board by status. */
export default async function IncidentsPage({ searchParams }: { searchParams: Query }) {
  const ctx = await pageCtx();
  const query = await searchParams;
  const board = query.view === "board";
  const filter = readFilter(query);
  const set = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []));
  const text = new URLSearchParams(set).toString();
  return (
    <>
      <PageHead title="Incidents">
        <SegmentedLinks
          label="View"
          items={[
            { href: "/incidents", label: "List", current: !board },
            { href: "/incidents?view=board", label: "Board", current: board },
          ]}
        />
      </PageHead>
      {board ? (
        <IncidentBoard columns={(await boardIncidents(ctx)).columns} />
      ) : (
        <>
          <IncidentFilters filter={filter} places={await readPlaces(ctx)}>
            <ViewsMenu views={await listViews(ctx, "incidents")} query={text} />
          </IncidentFilters>
          <IncidentList
            key={text}
            filter={text}
            works={atLeast(ctx.actor, "responder")}
            first={await listIncidents(ctx, ListIncidents.parse({ ...filter, limit: String(ROWS) }))}
          />
        </>
      )}
    </>
  );
}
