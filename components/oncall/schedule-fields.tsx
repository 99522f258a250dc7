"use client";

import { ZoneField } from "#components/oncall/zone-field.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { NumberInput, Select, TextArea, TextInput } from "#components/ui/inputs.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { ScheduleHome } from "#lib/oncall/queries/choices.ts";

/** What a schedule says of itself, beside its layers. */
export interface Facts {
  name: string;
  about: string;
  teamId: string;
  zone: string;
  /** Its place among the lines of the team, 1 is the first; empty: after those there are. */
  line: string;
  grace: string;
  needsApproval: boolean;
  channelId: string;
}

type Props = {
  facts: Facts;
  homes: readonly ScheduleHome[];
  /** The team stays as it is once the schedule stands. */
  fixed: boolean;
  at: (path: string) => string | undefined;
  onChange: (part: Partial<Facts>) => void;
};

/** Name, team, zone and how hand-overs go. */
export function ScheduleFields({ facts, homes, fixed, at, onChange }: Props) {
  const channels = homes.find((home) => home.id === facts.teamId)?.channels ?? [];
  return (
    <Panel title="The schedule" padded>
      <div className="grid gap-3">
        <TextInput
          label="Name"
          value={facts.name}
          maxLength={120}
          placeholder="First line"
          onChange={(event) => onChange({ name: event.target.value })}
          error={at("name")}
        />
        <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
          {fixed ? null : (
            <Select
              label="Team"
              value={facts.teamId}
              options={homes.map((home) => ({ value: home.id, label: home.name }))}
              onChange={(event) => {
                const home = homes.find((one) => one.id === event.target.value);
                if (home) onChange({ teamId: home.id, zone: home.zone, channelId: "" });
              }}
              error={at("teamId")}
            />
          )}
          <ZoneField
            label="Zone"
            value={facts.zone}
            onChange={(zone) => onChange({ zone })}
            error={at("zone")}
          />
          <NumberInput
            label="Line of the team"
            value={facts.line}
            note={fixed ? undefined : "empty: the next"}
            hint="1 is the first: pages of the team reach it."
            onChange={(event) => onChange({ line: event.target.value })}
            error={at("ordinal")}
          />
          <NumberInput
            label="Grace of a handoff"
            unit="min"
            value={facts.grace}
            hint="So long the outgoing person keeps the pager without an acceptance."
            onChange={(event) => onChange({ grace: event.target.value })}
            error={at("graceMinutes")}
          />
          <Select
            label="Channel that is told of shifts"
            value={facts.channelId}
            placeholder="None"
            options={channels.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(event) => onChange({ channelId: event.target.value })}
            error={at("channelId")}
          />
        </div>
        <TextArea
          label="What it is for"
          note="optional"
          rows={2}
          maxLength={2000}
          value={facts.about}
          onChange={(event) => onChange({ about: event.target.value })}
          error={at("about")}
        />
        <Checkbox
          label="A lead approves swaps and covers"
          checked={facts.needsApproval}
          onChange={(event) => onChange({ needsApproval: event.target.checked })}
        />
      </div>
    </Panel>
  );
}
