import ListChecks from "lucide-react/icons/list-checks";
import { FilterBar } from "#components/patterns/filter-bar.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { RunRow } from "#lib/checklists/schema/runs.ts";
import type { TemplateRow } from "#lib/checklists/schema/templates.ts";
import type { Page } from "#lib/platform/pagination.ts";
import { RunPanel } from "./run-list.tsx";
import { TemplateList } from "./template-list.tsx";

type Query = Record<string, string | string[] | undefined>;
interface RunsProps {
  page: Page<RunRow>;
  query: Query;
  me: string | null;
}

const given = (query: Query, name: string) => [query[name]].flat()[0] ?? "";

/** The address of the next page: the same filters, from the cursor on. */
function nextHref(query: Query, cursor: string | null): string | undefined {
  if (cursor === null) return undefined;
  const kept = Object.entries(query).flatMap(([name, value]) => {
    const text = [value].flat()[0];
    return text && name !== "cursor" ? [[name, text]] : [];
  });
  return `/checklists?${new URLSearchParams([...kept, ["cursor", cursor]] as [string, string][])}`;
}

function RunFilters({ query, view }: { query: Query; view: string | undefined }) {
  return (
    <FilterBar
      action="/checklists"
      label="Filter runs"
      toggles={[{ name: "mine", label: "Mine", value: "true", checked: given(query, "mine") === "true" }]}
      keep={{ view, teamId: given(query, "teamId") }}
    />
  );
}

const byDue = (a: RunRow, b: RunRow) => (a.dueAt ?? "9999").localeCompare(b.dueAt ?? "9999");

/** What is open: late first, then due, then what was missed and can still be completed. */
export function OpenRuns({ page, query, me }: RunsProps) {
  const of = (state: RunRow["state"]) => page.items.filter((run) => run.state === state).sort(byDue);
  return (
    <>
      <RunFilters query={query} view={undefined} />
      <div className="stack">
        {page.items.length === 0 ? (
          <Panel label="Runs">
            <EmptyState
              icon={<ListChecks />}
              title={given(query, "mine") ? "Nothing of yours is due" : "Nothing is due now"}
              actions={<LinkButton href="/checklists?view=templates">Start one now</LinkButton>}
            >
              Runs open by themselves when their time comes; any checklist can also be started by hand.
            </EmptyState>
          </Panel>
        ) : null}
        <RunPanel title="Late" runs={of("late")} me={me} />
        <RunPanel title="Due now" runs={of("open")} me={me} />
        <RunPanel title="Missed, still to complete" runs={of("missed")} me={me} />
        <LoadMore shown={page.items.length} href={nextHref(query, page.nextCursor)} />
      </div>
    </>
  );
}

/** What is closed: completed, skipped, not measured; newest first. */
export function DoneRuns({ page, query, me }: RunsProps) {
  return (
    <>
      <RunFilters query={query} view="done" />
      <div className="stack">
        {page.items.length === 0 ? (
          <Panel label="Runs">
            <EmptyState
              icon={<ListChecks />}
              title="Nothing is done yet"
              actions={<LinkButton href="/checklists">See what is due</LinkButton>}
            >
              A run that was signed, skipped or could not be measured stands here for good.
            </EmptyState>
          </Panel>
        ) : null}
        <RunPanel title="Done" runs={page.items} me={me} />
        <LoadMore shown={page.items.length} href={nextHref(query, page.nextCursor)} />
      </div>
    </>
  );
}

interface TemplatesProps {
  page: Page<TemplateRow>;
  query: Query;
  mayMake: boolean;
  mayStart: boolean;
}

/** All checklists, with a search in their titles. */
export function Templates({ page, query, mayMake, mayStart }: TemplatesProps) {
  const filtered = given(query, "q") !== "" || given(query, "state") !== "";
  return (
    <>
      <FilterBar
        action="/checklists"
        label="Filter checklists"
        search={{ name: "q", value: given(query, "q"), placeholder: "Title" }}
        selects={[
          {
            name: "state",
            label: "State",
            any: "Active and paused",
            value: given(query, "state"),
            options: [
              { value: "active", label: "Active" },
              { value: "paused", label: "Paused" },
              { value: "archived", label: "Archived" },
            ],
          },
        ]}
        keep={{ view: "templates", teamId: given(query, "teamId") }}
      />
      <div className="stack">
        {page.items.length === 0 ? (
          <Panel label="Checklists">
            <EmptyState
              icon={<ListChecks />}
              title={filtered ? "No checklist matches" : "No checklist yet"}
              actions={
                filtered ? (
                  <LinkButton href="/checklists?view=templates">Show all checklists</LinkButton>
                ) : mayMake ? (
                  <LinkButton href="/checklists/templates/new">Make a checklist</LinkButton>
                ) : null
              }
            >
              {filtered
                ? "Search for another word of the title, or take a filter away."
                : "A checklist says what is looked at, how often and by whom. The lead of a team makes it."}
            </EmptyState>
          </Panel>
        ) : (
          <TemplateList templates={page.items} mayStart={mayStart} />
        )}
        <LoadMore shown={page.items.length} href={nextHref(query, page.nextCursor)} />
      </div>
    </>
  );
}
