"use client";

import { Checkbox } from "#components/ui/choices.tsx";
import { Select, TextArea, TextInput } from "#components/ui/inputs.tsx";
import type { CadenceKind, TemplateForm } from "./editor-model.ts";
import type { EditorChoices, PartProps } from "./template-editor.tsx";

const CADENCES: { value: CadenceKind; label: string }[] = [
  { value: "daily", label: "Every day" },
  { value: "workdays", label: "Every working day" },
  { value: "weekly", label: "Every week" },
  { value: "monthly", label: "Every month" },
  { value: "custom", label: "By a rule of its own" },
  { value: "on-demand", label: "On demand" },
];
const DAYS = [
  ["MO", "Monday"],
  ["TU", "Tuesday"],
  ["WE", "Wednesday"],
  ["TH", "Thursday"],
  ["FR", "Friday"],
  ["SA", "Saturday"],
  ["SU", "Sunday"],
] as const;

/** Whose it is, when it comes round, to whom it goes, how long it may take. */
export function EditorWhen(props: PartProps & { choices: EditorChoices; isNew: boolean }) {
  const { form, change, at, choices, isNew } = props;
  const set = (field: keyof TemplateForm) => (event: { target: { value: string } }) =>
    change({ ...form, [field]: event.target.value });
  const setTeam = (teamId: string) => {
    const team = choices.teams.find((one) => one.id === teamId);
    change({ ...form, teamId, zone: team?.zone ?? form.zone, serviceId: "" });
  };
  const services = choices.services.filter((service) => service.teamId === form.teamId);
  return (
    <>
      <div className="grid grid-cols-4 gap-3 max-lg:grid-cols-2 max-sm:grid-cols-1">
        <Select
          label="Team"
          value={form.teamId}
          disabled={!isNew}
          error={at("teamId")}
          onChange={(event) => setTeam(event.target.value)}
          options={choices.teams.map((team) => ({ value: team.id, label: team.name }))}
        />
        <Select
          label="Service"
          note="optional"
          placeholder="The team as a whole"
          value={form.serviceId}
          error={at("serviceId")}
          onChange={set("serviceId")}
          options={services.map((service) => ({ value: service.id, label: service.name }))}
        />
        <Select
          label="Goes to"
          value={form.assignKind}
          error={at("assign.kind")}
          onChange={set("assignKind")}
          options={[
            { value: "team", label: "The team" },
            { value: "pager", label: "Whoever holds the pager" },
            { value: "person", label: "One person" },
          ]}
        />
        {form.assignKind === "person" ? (
          <Select
            label="Person"
            placeholder="Choose a person"
            value={form.assignId}
            error={at("assign.id")}
            onChange={set("assignId")}
            options={choices.people.map((person) => ({ value: person.id, label: person.name }))}
          />
        ) : null}
      </div>
      <div className="grid grid-cols-4 gap-3 max-lg:grid-cols-2 max-sm:grid-cols-1">
        <Select label="Comes round" value={form.cadence} onChange={set("cadence")} options={CADENCES} />
        {form.cadence === "weekly" || form.cadence === "monthly" ? (
          <Select
            label={form.cadence === "weekly" ? "On" : "On the first"}
            value={form.day}
            onChange={set("day")}
            options={DAYS.map(([value, label]) => ({ value, label }))}
          />
        ) : null}
        {form.cadence === "custom" ? (
          <TextInput
            label="Rule"
            hint="RFC 5545, for example FREQ=MONTHLY;BYMONTHDAY=15"
            className="mono"
            value={form.rule}
            error={at("rrule")}
            onChange={set("rule")}
          />
        ) : null}
        {form.cadence === "on-demand" ? null : (
          <>
            <TextInput
              label="Opens at"
              type="time"
              value={form.time}
              error={at("time")}
              onChange={set("time")}
            />
            <TextInput label="Time zone" value={form.zone} error={at("zone")} onChange={set("zone")} />
          </>
        )}
      </div>
      <div className="grid grid-cols-4 gap-3 max-lg:grid-cols-2 max-sm:grid-cols-1">
        <TextInput
          label="Due after"
          note="optional"
          inputMode="numeric"
          trail="min"
          hint="Else 2 h daily, that day weekly, 3 days monthly"
          value={form.dueAfterMinutes}
          error={at("dueAfterMinutes")}
          onChange={set("dueAfterMinutes")}
        />
        <TextInput
          label="Grace time"
          note="optional"
          inputMode="numeric"
          trail="min"
          hint="Then it is missed. Else 1 h daily, 1 day otherwise"
          value={form.graceMinutes}
          error={at("graceMinutes")}
          onChange={set("graceMinutes")}
        />
        <TextInput
          label="Takes from"
          note="optional"
          inputMode="numeric"
          trail="min"
          value={form.estimateMin}
          error={at("estimateMinutes") ?? at("estimateMinutes.min")}
          onChange={set("estimateMin")}
        />
        <TextInput
          label="Takes to"
          note="optional"
          inputMode="numeric"
          trail="min"
          value={form.estimateMax}
          error={at("estimateMinutes.max")}
          onChange={set("estimateMax")}
        />
      </div>
      <Checkbox
        label="A second person signs it off"
        hint="Somebody other than the person who completed it."
        checked={form.signOff}
        onChange={(event) => change({ ...form, signOff: event.target.checked })}
      />
      <TextArea
        label="Note"
        note="optional"
        rows={1}
        maxLength={2000}
        value={form.note}
        error={at("note")}
        onChange={set("note")}
      />
    </>
  );
}
