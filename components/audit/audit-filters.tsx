import { ACTION_GROUPS } from "#components/audit/audit-words.ts";
import { FilterBar } from "#components/patterns/filter-bar.tsx";

type Choice = { id: string; name: string };
type Props = { query: Record<string, string>; people: ReadonlyArray<Choice>; teams: ReadonlyArray<Choice> };

const options = (list: ReadonlyArray<Choice>) => list.map((one) => ({ value: one.id, label: one.name }));

const SINCE = [
  { value: "1", label: "Last 24 hours" },
  { value: "7", label: "Last 7 days" },
  { value: "30", label: "Last 30 days" },
  { value: "90", label: "Last 90 days" },
];

/** Person, room, team, outcome and time; all in the address. */
export function AuditFilters({ query, people, teams }: Props) {
  return (
    <FilterBar
      action="/settings/audit"
      label="The record"
      keep={{ subject: query.subject }}
      selects={[
        {
          name: "person",
          label: "Person",
          any: "Anybody",
          value: query.person ?? "",
          options: options(people),
        },
        { name: "action", label: "What", any: "Anything", value: query.action ?? "", options: ACTION_GROUPS },
        { name: "team", label: "Team", any: "Any team", value: query.team ?? "", options: options(teams) },
        {
          name: "outcome",
          label: "Outcome",
          any: "Any outcome",
          value: query.outcome ?? "",
          options: [
            { value: "done", label: "Done" },
            { value: "refused", label: "Refused" },
            { value: "failed", label: "Failed" },
          ],
        },
        { name: "days", label: "Time", any: "Any time", value: query.days ?? "", options: SINCE },
      ]}
      toggles={[
        { name: "asAdmin", label: "As administrator", value: "true", checked: query.asAdmin === "true" },
      ]}
    />
  );
}
