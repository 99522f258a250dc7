"use client";

import { leadWords } from "#components/oncall/words.ts";
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
  /** Minutes before a shift at which its person is told, and told again; empty: not that time. */
  first: string;
  last: string;
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
          <div className={fixed ? "col-span-full" : undefined}>
            <ZoneField
              label="Zone"
              value={facts.zone}
              onChange={(zone) => onChange({ zone })}
              error={at("zone")}
            />
          </div>
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
          <NoticeFields facts={facts} at={at} onChange={onChange} />
          <Select
            label="Channel that is told of shifts"
            fieldClassName="col-span-full"
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

const FIRST = [720, 1440, 2880, 4320, 10_080];
const LAST = [15, 30, 60, 120, 240];

/** The usual times, and the one that stands where it is none of them. */
const timeOptions = (usual: readonly number[], chosen: string) =>
  [...new Set([...usual, ...(chosen ? [Number(chosen)] : [])])]
    .sort((a, b) => a - b)
    .map((minutes) => ({ value: String(minutes), label: `${leadWords(minutes)} before` }));

/** How long before a shift its person is told; that it begins is always said. */
function NoticeFields({ facts, at, onChange }: Pick<Props, "facts" | "at" | "onChange">) {
  return (
    <>
      <Select
        label="People are told of a shift"
        value={facts.first}
        placeholder="Not ahead"
        options={timeOptions(FIRST, facts.first)}
        onChange={(event) => onChange({ first: event.target.value })}
        error={at("noticeFirstMinutes")}
      />
      <Select
        label="And told again"
        value={facts.last}
        placeholder="Not again"
        hint="When it begins they are told in any case."
        options={timeOptions(LAST, facts.last)}
        onChange={(event) => onChange({ last: event.target.value })}
        error={at("noticeLastMinutes")}
      />
    </>
  );
}
