import BookOpen from "lucide-react/icons/book-open";
import { DataList } from "#components/patterns/data-list.tsx";
import { FilterBar, filterUrl } from "#components/patterns/filter-bar.tsx";
import { KIND_WORDS, metricWords } from "#components/runbooks/words.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { StateWord } from "#components/ui/state-glyph.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { Page } from "#lib/platform/pagination.ts";
import type { RunbookSummary } from "#lib/runbooks/schema.ts";

export type RunbooksPlace = Readonly<Record<string, string | undefined>>;
type Choice = { id: string; name: string };

/** Title, kind and team; those that want a review; archived ones. All in the address. */
export function RunbookFilters({ place, teams }: { place: RunbooksPlace; teams: ReadonlyArray<Choice> }) {
  return (
    <FilterBar
      action="/runbooks"
      label="Filter runbooks"
      search={{ name: "q", value: place.q ?? "", placeholder: "Words of the title" }}
      selects={[
        {
          name: "kind",
          label: "Kind",
          any: "Any kind",
          value: place.kind ?? "",
          options: Object.entries(KIND_WORDS).map(([value, label]) => ({ value, label })),
        },
        {
          name: "teamId",
          label: "Team",
          any: "Any team",
          value: place.teamId ?? "",
          options: teams.map((team) => ({ value: team.id, label: team.name })),
        },
      ]}
      toggles={[
        { name: "stale", label: "Wants a review", value: "true", checked: place.stale === "true" },
        { name: "archived", label: "Archived", value: "true", checked: place.archived === "true" },
      ]}
    />
  );
}

function next(place: RunbooksPlace, cursor: string): string {
  const entries = Object.entries({ ...place, cursor }).map(([name, value]): [string, string] => [
    name,
    value ?? "",
  ]);
  return filterUrl("/runbooks", entries);
}

/** Runbooks by title. */
export function RunbookList(props: { page: Page<RunbookSummary>; place: RunbooksPlace; mayCreate: boolean }) {
  const { page, place, mayCreate } = props;
  const filtered = Object.values(place).some(Boolean);
  return (
    <Panel label="Runbooks">
      <DataList
        caption="Runbooks by title"
        rows={page.items}
        rowKey={(row) => row.id}
        phoneColumns="minmax(0, 1fr) auto"
        more={page.nextCursor ? { shown: page.items.length, href: next(place, page.nextCursor) } : undefined}
        empty={
          <EmptyState
            icon={<BookOpen />}
            title={filtered ? "Nothing matches these filters" : "No runbooks yet"}
            actions={
              mayCreate && !filtered ? (
                <LinkButton variant="primary" href="/runbooks/new">
                  Write a runbook
                </LinkButton>
              ) : null
            }
          >
            {filtered
              ? "Take a filter away to see more."
              : "Load a profile's starter content in the settings, or write down what you would want to read at 3 a.m."}
          </EmptyState>
        }
        columns={[
          {
            key: "title",
            head: "Runbook",
            shrinks: true,
            className: "max-sm:col-span-2",
            cell: (row) => (
              <Anchor className="m" href={`/runbooks/${row.id}`} title={row.title}>
                {row.title}
              </Anchor>
            ),
          },
          { key: "kind", head: "Kind", cell: (row) => <Badge>{KIND_WORDS[row.kind] ?? row.kind}</Badge> },
          {
            key: "team",
            head: "Team",
            cell: (row) => <span className="t2">{row.team?.name ?? "All teams"}</span>,
          },
          {
            key: "triggers",
            head: "Suggested by",
            className: "max-lg:hidden",
            cell: (row) => (
              <span className="xs t2 block max-w-60 trunc">{row.triggers.map(metricWords).join(", ")}</span>
            ),
          },
          {
            key: "review",
            head: "Review",
            cell: (row) =>
              row.stale ? (
                <StateWord state="late">due</StateWord>
              ) : (
                <span className="xs t3">
                  due <RelativeTime iso={row.reviewDue} />
                </span>
              ),
          },
        ]}
      />
    </Panel>
  );
}
