"use client";

import { useId } from "react";
import { Select, TextInput } from "#components/ui/inputs.tsx";
import type { TeamChoice } from "#lib/registry/catalogue/choices.ts";

export type Whom = { teamId: string; service: string; profile: string };

type Props = {
  teams: ReadonlyArray<TeamChoice>;
  /** The profiles chosen so far: with several, the service takes one of them. */
  profiles: ReadonlyArray<{ key: string; name: string }>;
  whom: Whom;
  onChange: (whom: Whom) => void;
  at: (path: string) => string | undefined;
};

/** The team that gets the checklists, and the service that takes the profile. */
export function ForWhom({ teams, profiles, whom, onChange, at }: Props) {
  const listId = useId();
  const services = teams.find((team) => team.id === whom.teamId)?.services ?? [];
  return (
    <>
      <Select
        label="Team"
        value={whom.teamId}
        onChange={(event) => onChange({ ...whom, teamId: event.target.value })}
        options={teams.map((team) => ({ value: team.id, label: team.name }))}
        hint="It gets the checklists; whoever holds its pager does them."
        error={at("teamId")}
      />
      <TextInput
        label="Its first service"
        note="optional"
        value={whom.service}
        list={services.length > 0 ? listId : undefined}
        placeholder={services[0] ?? "Checkout"}
        autoComplete="off"
        maxLength={120}
        onChange={(event) => onChange({ ...whom, service: event.target.value })}
        hint="One there is, or a new one. Its readings are judged by the profile's figures."
        error={at("serviceName")}
      />
      <datalist id={listId}>
        {services.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {whom.service.trim() && profiles.length > 1 ? (
        <Select
          label="The service takes the figures of"
          value={profiles.some((one) => one.key === whom.profile) ? whom.profile : profiles[0]?.key}
          onChange={(event) => onChange({ ...whom, profile: event.target.value })}
          options={profiles.map((one) => ({ value: one.key, label: one.name }))}
          error={at("serviceProfile")}
        />
      ) : null}
    </>
  );
}
