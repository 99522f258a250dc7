import { SOURCE_WORDS } from "#components/actions/words.ts";
import { FilterBar } from "#components/patterns/filter-bar.tsx";
import { SegmentedLinks } from "#components/ui/choices.tsx";

export type ActionsPlace = Readonly<Record<string, string | undefined>>;

/** The page's address for what is chosen; defaults are left out. */
export function actionsUrl(place: ActionsPlace): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(place)) if (value) query.set(name, value);
  const text = query.toString();
  return text ? `/actions?${text}` : "/actions";
}

type Counts = { mine: number; overdue: number; open: number };

/** Whose and in which state: the first choice of the page. */
export function ActionTabs({ place, counts }: { place: ActionsPlace; counts: Counts }) {
  const base = { q: place.q, teamId: place.teamId, sourceKind: place.sourceKind };
  const tab = (label: string, chosen: ActionsPlace, current: boolean) => ({
    href: actionsUrl({ ...base, ...chosen }),
    label,
    current,
  });
  const state = place.state ?? "open";
  const plain = state === "open" && !place.mine && !place.overdue;
  return (
    <SegmentedLinks
      label="Which actions"
      className="mb-3 max-w-full overflow-x-auto"
      items={[
        tab(`All open ${counts.open}`, {}, plain),
        tab(`Mine ${counts.mine}`, { mine: "true" }, place.mine === "true"),
        tab(`Overdue ${counts.overdue}`, { overdue: "true" }, place.overdue === "true"),
        tab("Done", { state: "done" }, state === "done"),
        tab("Waived", { state: "waived" }, state === "waived"),
      ]}
    />
  );
}

/** Title, team and source; all in the address. */
export function ActionsFilter(props: {
  place: ActionsPlace;
  teams: ReadonlyArray<{ id: string; name: string }>;
}) {
  const { place, teams } = props;
  return (
    <FilterBar
      action="/actions"
      label="Filter actions"
      search={{ name: "q", value: place.q ?? "", placeholder: "Words of the title" }}
      selects={[
        {
          name: "teamId",
          label: "Team",
          any: "Any team",
          value: place.teamId ?? "",
          options: teams.map((team) => ({ value: team.id, label: team.name })),
        },
        {
          name: "sourceKind",
          label: "From",
          any: "From anywhere",
          value: place.sourceKind ?? "",
          options: Object.entries(SOURCE_WORDS).map(([value, label]) => ({ value, label })),
        },
      ]}
      keep={{ state: place.state, mine: place.mine, overdue: place.overdue }}
    />
  );
}
