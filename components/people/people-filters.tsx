import { FilterBar } from "#components/patterns/filter-bar.tsx";
import { ROLE_WORDS } from "#components/people/words.ts";

type Props = { query: Record<string, string>; teams: ReadonlyArray<{ id: string; name: string }> };

/** Name, team, role and state; all in the address. */
export function PeopleFilters({ query, teams }: Props) {
  return (
    <FilterBar
      action="/settings/people"
      label="People"
      search={{ name: "q", value: query.q ?? "", placeholder: "Name or address" }}
      selects={[
        {
          name: "team",
          label: "Team",
          any: "Any team",
          value: query.team ?? "",
          options: teams.map((team) => ({ value: team.id, label: team.name })),
        },
        {
          name: "role",
          label: "Role",
          any: "Any role",
          value: query.role ?? "",
          options: Object.entries(ROLE_WORDS).map(([value, label]) => ({ value, label })),
        },
        {
          name: "state",
          label: "State",
          any: "Active",
          value: query.state ?? "",
          options: [
            { value: "deactivated", label: "Deactivated" },
            { value: "all", label: "All" },
          ],
        },
      ]}
    />
  );
}
