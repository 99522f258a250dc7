import type { ReactNode } from "react";
import { STATUS_WORD } from "#components/incidents/words.ts";
import { FilterBar } from "#components/patterns/filter-bar.tsx";
import { SEVERITIES, STATUSES } from "#lib/incidents/model.ts";
import type { Places } from "#lib/incidents/queries/choices.ts";

export type IncidentFilter = Readonly<Record<string, string | undefined>>;

/** The names of the filters that live in the URL. */
export const FILTERS = [
  "q",
  "status",
  "severity",
  "teamId",
  "serviceId",
  "mine",
  "undocumented",
  "from",
  "to",
] as const;

const options = (list: ReadonlyArray<{ id: string; name: string }>) =>
  list.map(({ id, name }) => ({ value: id, label: name }));

interface Props {
  filter: IncidentFilter;
  places: Places;
  /** At the right: saved views. */
  children?: ReactNode;
}

/** Search, status, severity, team, service; mine; resolved but not written up. */
export function IncidentFilters({ filter, places, children }: Props) {
  const services = filter.teamId
    ? places.services.filter((service) => service.teamId === filter.teamId)
    : places.services;
  return (
    <FilterBar
      action="/incidents"
      label="Filter incidents"
      search={{ name: "q", value: filter.q ?? "", placeholder: "Words or number" }}
      selects={[
        {
          name: "status",
          label: "Status",
          any: "Any status",
          value: filter.status ?? "",
          options: [
            { value: "active", label: "Going on" },
            ...STATUSES.map((value) => ({ value, label: STATUS_WORD[value] })),
          ],
        },
        {
          name: "severity",
          label: "Severity",
          any: "Any severity",
          value: filter.severity ?? "",
          options: [
            { value: "P0,P1", label: "P0 and P1" },
            ...SEVERITIES.map((value) => ({ value, label: value })),
          ],
        },
        {
          name: "teamId",
          label: "Team",
          any: "Any team",
          value: filter.teamId ?? "",
          options: options(places.teams),
        },
        {
          name: "serviceId",
          label: "Service",
          any: "Any service",
          value: filter.serviceId ?? "",
          options: options(services),
        },
      ]}
      toggles={[
        { name: "mine", label: "Mine", value: "true", checked: filter.mine === "true" },
        {
          name: "undocumented",
          label: "Not written up",
          value: "true",
          checked: filter.undocumented === "true",
        },
      ]}
      keep={{ from: filter.from, to: filter.to }}
    >
      {children}
    </FilterBar>
  );
}
