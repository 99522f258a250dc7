import { FilterBar } from "#components/patterns/filter-bar.tsx";
import { STATUS } from "#components/services/words.ts";

type Props = { query: Record<string, string>; teams: ReadonlyArray<{ id: string; name: string }> };

/** Name, owner and status; all in the address. */
export function ServiceFilters({ query, teams }: Props) {
  return (
    <FilterBar
      action="/services"
      label="Services"
      search={{ name: "q", value: query.q ?? "", placeholder: "Name or what it does" }}
      selects={[
        {
          name: "team",
          label: "Owner",
          any: "Any owner",
          value: query.team ?? "",
          options: teams.map((team) => ({ value: team.id, label: team.name })),
        },
        {
          name: "status",
          label: "Status",
          any: "Any status",
          value: query.status ?? "",
          options: Object.entries(STATUS).map(([value, one]) => ({ value, label: one.word })),
        },
      ]}
      toggles={[{ name: "archived", label: "Archived", value: "true", checked: query.archived === "true" }]}
    />
  );
}
