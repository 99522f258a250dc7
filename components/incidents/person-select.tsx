"use client";

import type { Asked } from "#components/shell/use-asked.ts";
import { Select } from "#components/ui/inputs.tsx";
import type { CallableDto } from "#lib/incidents/schema/people.ts";

export interface PersonSelectProps {
  label: string;
  choices: Asked<CallableDto>;
  value: string;
  onChange: (userId: string) => void;
  error?: string | undefined;
}

/** A person out of everybody who can be called, grouped by the team they are in; typing finds a name. */
export function PersonSelect({ label, choices, value, onChange, error }: PersonSelectProps) {
  const people = choices.data?.people ?? [];
  const teams = [...new Set(people.map((one) => one.teams[0]?.name ?? ""))].sort((a, b) =>
    a === "" ? 1 : b === "" ? -1 : a.localeCompare(b),
  );
  return (
    <Select
      label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      placeholder={choices.waiting ? "Loading people" : "Choose a person"}
      hint={choices.failed ? "The list of people could not be loaded. Close this and try again." : undefined}
      error={error}
      options={teams.map((team) => ({
        label: team || "In no team",
        options: people
          .filter((one) => (one.teams[0]?.name ?? "") === team)
          .map((one) => ({ value: one.id, label: one.name })),
      }))}
    />
  );
}
