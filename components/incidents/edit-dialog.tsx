"use client";

import { useState } from "react";
import { IMPACT } from "#components/incidents/about-panel.tsx";
import { FormDialog, type Refusal } from "#components/incidents/form-dialog.tsx";
import { PersonSelect } from "#components/incidents/person-select.tsx";
import type { Act, Outcome } from "#components/incidents/use-act.ts";
import { numberOf, TYPE_WORD } from "#components/incidents/words.ts";
import type { Asked } from "#components/shell/use-asked.ts";
import { Checkbox } from "#components/ui/choices.tsx";
import { NumberInput, Select, TextArea, TextInput } from "#components/ui/inputs.tsx";
import { useCallable } from "#lib/incidents/hooks.ts";
import { INCIDENT_TYPES } from "#lib/incidents/model.ts";
import type { IncidentDto } from "#lib/incidents/schema/incidents.ts";
import type { CallableDto } from "#lib/incidents/schema/people.ts";

type Props = { open: boolean; onClose: () => void; incident: IncidentDto; act: Act };
type Fields = Record<"title" | "summary" | "type" | "assigneeId" | "externalUrl", string> & {
  private: boolean;
  impact: Record<string, string>;
};

function fieldsOf(incident: IncidentDto): Fields {
  const impact = Object.fromEntries(IMPACT.map(({ key }) => [key, String(incident.impact[key] ?? "")]));
  return {
    title: incident.title,
    summary: incident.summary,
    type: incident.type,
    assigneeId: incident.assignee?.id ?? "",
    externalUrl: incident.externalUrl ?? "",
    private: incident.private,
    impact,
  };
}

/** Only what was changed is sent, so that a colleague's other changes stay. */
function changesOf(before: Fields, now: Fields): Record<string, unknown> {
  const impact = Object.fromEntries(
    IMPACT.filter(({ key }) => now.impact[key] !== before.impact[key]).map(({ key }) => {
      const text = (now.impact[key] ?? "").trim();
      if (text === "") return [key, null];
      return [key, key === "money" ? text : Number(text.replaceAll(",", ""))];
    }),
  );
  return {
    ...(now.title === before.title ? {} : { title: now.title }),
    ...(now.summary === before.summary ? {} : { summary: now.summary }),
    ...(now.type === before.type ? {} : { type: now.type }),
    ...(now.private === before.private ? {} : { private: now.private }),
    ...(now.assigneeId === before.assigneeId ? {} : { assigneeId: now.assigneeId || null }),
    ...(now.externalUrl === before.externalUrl ? {} : { externalUrl: now.externalUrl.trim() || null }),
    ...(Object.keys(impact).length === 0 ? {} : { impact }),
  };
}

const PATHS = ["title", "summary", "externalUrl", "assigneeId", ...IMPACT.map(({ key }) => `impact.${key}`)];
const DIGITS = "Digits only, for example 2340.";

function wrongFigures(now: Fields): Outcome | null {
  const errors = IMPACT.flatMap(({ key }) => {
    const text = (now.impact[key] ?? "").trim().replaceAll(",", "");
    return key !== "money" && text !== "" && !Number.isFinite(Number(text))
      ? [{ path: `impact.${key}`, message: DIGITS }]
      : [];
  });
  return errors.length > 0 ? { ok: false, silent: false, detail: DIGITS, errors } : null;
}

/** Title, summary, kind, impact, owner, source address, who may see it. */
export function EditDialog({ open, onClose, incident, act }: Props) {
  const choices = useCallable(open);
  const [typed, setTyped] = useState<{ before: Fields; now: Fields } | null>(null);
  const stored = fieldsOf(incident);
  const { before, now } = typed ?? { before: stored, now: stored };
  const set = (change: Partial<Fields>) => setTyped({ before, now: { ...now, ...change } });

  async function send() {
    const wrong = wrongFigures(now);
    if (wrong) return wrong;
    const outcome = await act("PATCH", "", { version: incident.version, ...changesOf(before, now) });
    if (outcome.ok) setTyped(null);
    return outcome;
  }
  return (
    <FormDialog
      open={open}
      onClose={() => {
        setTyped(null);
        onClose();
      }}
      title={`Edit ${numberOf(incident)}`}
      verb="Keep changes"
      busyLabel="Keeping"
      width={600}
      fields={PATHS}
      onSend={send}
    >
      {(refusal) => <EditFields now={now} set={set} choices={choices} refusal={refusal} />}
    </FormDialog>
  );
}

type EditFieldsProps = {
  now: Fields;
  set: (change: Partial<Fields>) => void;
  choices: Asked<CallableDto>;
  refusal: Refusal;
};

function EditFields({ now, set, choices, refusal }: EditFieldsProps) {
  return (
    <>
      <TextInput
        label="Title"
        value={now.title}
        maxLength={200}
        required
        onChange={(event) => set({ title: event.target.value })}
        error={refusal.at("title")}
      />
      <TextArea
        label="Summary"
        value={now.summary}
        maxLength={5000}
        onChange={(event) => set({ summary: event.target.value })}
        error={refusal.at("summary")}
      />
      <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
        <Select
          label="Kind"
          value={now.type}
          onChange={(event) => set({ type: event.target.value })}
          options={INCIDENT_TYPES.map((value) => ({ value, label: TYPE_WORD[value] }))}
        />
        <PersonSelect
          label="Owner"
          choices={choices}
          value={now.assigneeId}
          onChange={(assigneeId) => set({ assigneeId })}
          error={refusal.at("assigneeId")}
        />
        <ImpactFields now={now} set={set} refusal={refusal} />
      </div>
      <TextInput
        label="Where it came from"
        type="url"
        placeholder="https://monitoring.example.org/alert/17"
        value={now.externalUrl}
        onChange={(event) => set({ externalUrl: event.target.value })}
        error={refusal.at("externalUrl")}
      />
      <Checkbox
        label="Private"
        hint="Only the people named on it and those called for it see it. The commander or a lead changes this."
        checked={now.private}
        onChange={(event) => set({ private: event.target.checked })}
      />
    </>
  );
}

function ImpactFields({ now, set, refusal }: Omit<EditFieldsProps, "choices">) {
  return IMPACT.map(({ key, label, unit }) => {
    const Input = key === "money" ? TextInput : NumberInput;
    return (
      <Input
        key={key}
        label={label}
        value={now.impact[key] ?? ""}
        maxLength={80}
        {...(key === "money" ? { placeholder: "EUR 4,000 in refunds" } : { unit })}
        onChange={(event) => set({ impact: { ...now.impact, [key]: event.target.value } })}
        error={refusal.at(`impact.${key}`)}
      />
    );
  });
}
