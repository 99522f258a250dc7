import NotebookPen from "lucide-react/icons/notebook-pen";
import { DataList } from "#components/patterns/data-list.tsx";
import { FilterBar } from "#components/patterns/filter-bar.tsx";
import { STATE_TONES, STATE_WORDS } from "#components/postmortems/words.ts";
import { WriteUp } from "#components/postmortems/write-up.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { SegmentedLinks } from "#components/ui/choices.tsx";
import { Badge, type Severity, SeverityMark } from "#components/ui/marks.tsx";
import { ListRow, Panel, RowTitle } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { Page } from "#lib/platform/pagination.ts";
import type { PostmortemCounts } from "#lib/postmortems/queries.ts";
import type { OwedDto, PostmortemRow } from "#lib/postmortems/schema.ts";

export type PostmortemsPlace = Readonly<Record<string, string | undefined>>;

/** The page's address for what is chosen; defaults are left out. */
export function postmortemsUrl(place: PostmortemsPlace): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(place)) if (value) query.set(name, value);
  const text = query.toString();
  return text ? `/postmortems?${text}` : "/postmortems";
}

/** Resolved, but not written up: the oldest debt of the team. */
export function OwedList({ owed }: { owed: OwedDto[] }) {
  if (owed.length === 0) return null;
  return (
    <Panel title="Resolved, not written up" count={owed.length}>
      <ul>
        {owed.map(({ incident, team, postmortem }) => (
          <ListRow
            key={incident.id}
            two
            columns="46px minmax(0,1fr) 170px 110px"
            phoneColumns="46px minmax(0,1fr)"
          >
            <SeverityMark level={incident.severity as Severity} />
            <Anchor href={`/incidents/${incident.id}`}>
              <RowTitle title={`INC-${incident.number} ${incident.title}`} sub={team.name} />
            </Anchor>
            <span className="xs max-sm:col-start-2">
              {postmortem?.dueAt ? (
                <span className={postmortem.overdue ? "crit" : "t2"}>
                  {postmortem.overdue ? "overdue, was due " : "due "}
                  <RelativeTime iso={postmortem.dueAt} />
                </span>
              ) : (
                <span className="t2">nobody has begun</span>
              )}
            </span>
            <span className="max-sm:col-start-2">
              {postmortem ? (
                <Anchor className="link" href={`/postmortems/${postmortem.id}`}>
                  {STATE_WORDS[postmortem.state] ?? "Open"}
                </Anchor>
              ) : (
                <WriteUp incidentId={incident.id} />
              )}
            </span>
          </ListRow>
        ))}
      </ul>
    </Panel>
  );
}

/** By state; the counts say where work waits. */
export function PostmortemTabs({ place, counts }: { place: PostmortemsPlace; counts: PostmortemCounts }) {
  const base = { q: place.q, teamId: place.teamId };
  const state = place.overdue ? "overdue" : (place.state ?? "");
  const tab = (label: string, chosen: PostmortemsPlace, key: string) => ({
    href: postmortemsUrl({ ...base, ...chosen }),
    label,
    current: state === key,
  });
  return (
    <SegmentedLinks
      label="State"
      className="mb-3 max-w-full overflow-x-auto"
      items={[
        tab("All", {}, ""),
        tab(`Drafts ${counts.draft}`, { state: "draft" }, "draft"),
        tab(`In review ${counts["in-review"]}`, { state: "in-review" }, "in-review"),
        tab(`Published ${counts.published}`, { state: "published" }, "published"),
        tab(`Overdue ${counts.overdue}`, { overdue: "true" }, "overdue"),
      ]}
    />
  );
}

export function PostmortemFilters(props: {
  place: PostmortemsPlace;
  teams: ReadonlyArray<{ id: string; name: string }>;
}) {
  const { place, teams } = props;
  return (
    <FilterBar
      action="/postmortems"
      label="Filter postmortems"
      search={{ name: "q", value: place.q ?? "", placeholder: "Words of the title" }}
      selects={[
        {
          name: "teamId",
          label: "Team",
          any: "Any team",
          value: place.teamId ?? "",
          options: teams.map((team) => ({ value: team.id, label: team.name })),
        },
      ]}
      toggles={[{ name: "mine", label: "Mine", value: "true", checked: place.mine === "true" }]}
      keep={{ state: place.state, overdue: place.overdue }}
    />
  );
}

function DueCell({ row }: { row: PostmortemRow }) {
  if (row.publishedAt) {
    return (
      <span className="t3">
        published <RelativeTime iso={row.publishedAt} />
      </span>
    );
  }
  if (!row.dueAt) return <span className="t3">no date</span>;
  return (
    <span className={row.overdue ? "crit" : "t2"}>
      {row.overdue ? "overdue, " : "due "}
      <RelativeTime iso={row.dueAt} />
    </span>
  );
}

/** Postmortems, newest first. */
export function PostmortemList({ page, place }: { page: Page<PostmortemRow>; place: PostmortemsPlace }) {
  const filtered = Object.values(place).some(Boolean);
  return (
    <Panel label="Postmortems">
      <DataList
        caption="Postmortems, newest first"
        rows={page.items}
        rowKey={(row) => row.id}
        phoneColumns="minmax(0, 1fr) auto"
        more={
          page.nextCursor
            ? { shown: page.items.length, href: postmortemsUrl({ ...place, cursor: page.nextCursor }) }
            : undefined
        }
        empty={
          <EmptyState
            icon={<NotebookPen />}
            title={filtered ? "Nothing matches these filters" : "No postmortems yet"}
          >
            {filtered
              ? "Take a filter away to see more."
              : "Resolving a P0 or P1 opens one, with the starred entries of its timeline."}
          </EmptyState>
        }
        columns={[
          {
            key: "severity",
            head: "Severity",
            hideHead: true,
            className: "max-sm:hidden",
            cell: (row) => (row.incident ? <SeverityMark level={row.incident.severity as Severity} /> : null),
          },
          {
            key: "title",
            head: "Postmortem",
            shrinks: true,
            className: "max-sm:col-span-2",
            cell: (row) => (
              <Anchor href={`/postmortems/${row.id}`} title={row.title}>
                {row.incident ? <span className="mono t3">INC-{row.incident.number} </span> : null}
                <span className="m">{row.title}</span>
              </Anchor>
            ),
          },
          {
            key: "state",
            head: "State",
            cell: (row) => (
              <Badge tone={STATE_TONES[row.state as "draft"] ?? "line"}>
                {STATE_WORDS[row.state] ?? row.state}
              </Badge>
            ),
          },
          {
            key: "owner",
            head: "Owner",
            cell: (row) => <span className="t2">{row.owner?.name ?? "Nobody yet"}</span>,
          },
          { key: "due", head: "Due", cell: (row) => <DueCell row={row} /> },
          {
            key: "actions",
            head: "Actions",
            right: true,
            className: "max-sm:hidden",
            cell: (row) =>
              row.actions.total > 0 ? (
                <span className="num t2">
                  {row.actions.open} of {row.actions.total} open
                </span>
              ) : (
                <span className="t3">none</span>
              ),
          },
          {
            key: "team",
            head: "Team",
            className: "max-lg:hidden",
            cell: (row) => <span className="t2">{row.team.name}</span>,
          },
        ]}
      />
    </Panel>
  );
}
