"use client";

import Siren from "lucide-react/icons/siren";
import { type ReactNode, useState } from "react";
import { IncidentTable } from "#components/incidents/incident-rows.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { useIncidentList } from "#lib/incidents/hooks.ts";
import type { IncidentRow } from "#lib/incidents/schema/list.ts";
import type { Page } from "#lib/platform/pagination.ts";

const BulkBar = onDemand(async () => (await import("./bulk-bar.tsx")).BulkBar);

export interface IncidentListProps {
  /** The filters as a query string, without view and cursor. */
  filter: string;
  first: Page<IncidentRow>;
  /** The reader works on incidents: several can be moved together. */
  works: boolean;
}

/** The list under the filters: newest first, live, more on demand. */
export function IncidentList({ filter, first, works }: IncidentListProps) {
  const { rows, more, busy } = useIncidentList(filter, first);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setChosen((now) => new Set(now.has(id) ? [...now].filter((one) => one !== id) : [...now, id]));
  const rowsChosen = rows.filter((row) => chosen.has(row.id));
  if (rows.length === 0) return <Panel label="Incidents">{filter ? <NothingFound /> : <NothingYet />}</Panel>;
  return (
    <Panel label="Incidents">
      {rowsChosen.length > 0 ? <BulkBar chosen={rowsChosen} onDone={() => setChosen(new Set())} /> : null}
      <IncidentTable
        rows={rows}
        caption="Incidents, newest first"
        choice={works ? { chosen, toggle } : undefined}
      />
      <LoadMore shown={rows.length} onMore={more} busy={busy} />
    </Panel>
  );
}

function NothingYet(): ReactNode {
  return (
    <EmptyState
      icon={<Siren />}
      title="No incident yet"
      actions={<LinkButton href="/incidents/new">Declare an incident</LinkButton>}
    >
      When something breaks, declare it here. Severity, clocks and the people to tell follow from that.
    </EmptyState>
  );
}

function NothingFound(): ReactNode {
  return (
    <EmptyState
      icon={<Siren />}
      title="Nothing matches these filters"
      actions={<LinkButton href="/incidents">Show all incidents</LinkButton>}
    >
      Take a filter away, or search for another word of the title or its number.
    </EmptyState>
  );
}
