"use client";

import Siren from "lucide-react/icons/siren";
import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import { type Declaration, useDeclaration } from "#components/incidents/declare-draft.ts";
import { CannotDeclare, WhoIsTold } from "#components/incidents/declare-notes.tsx";
import { SeverityChoice } from "#components/incidents/severity-choice.tsx";
import { useOnline } from "#components/incidents/use-online.ts";
import { TYPE_WORD } from "#components/incidents/words.ts";
import { ApiProblem, callApi, newKey } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Select, TextArea, TextInput } from "#components/ui/inputs.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { usePager } from "#lib/incidents/hooks.ts";
import { INCIDENT_TYPES } from "#lib/incidents/model.ts";
import type { SeverityChoice as Level, Places } from "#lib/incidents/queries/choices.ts";
import type { IncidentDto, LinkInput, PagerDto } from "#lib/incidents/schema.ts";

export interface DeclareFormProps {
  start: Declaration;
  /** What the form was opened with, as a key for its draft; empty when the address brought nothing. */
  from: string;
  link: LinkInput | null;
  places: Places;
  levels: ReadonlyArray<Level>;
  /** Who holds the pager of the preset team. */
  pager: PagerDto[];
}

type Sent = { problem: ApiProblem | null; missing: ReadonlyArray<"title" | "severity" | "teamId"> };
const NEEDED = {
  title: "Say in a few words what is wrong.",
  severity: "Choose how bad it is.",
  teamId: "Choose a team.",
};

function bodyOf(fields: Declaration, link: LinkInput | null) {
  const { title, severity, teamId, summary, iAmOnIt } = fields;
  return {
    title: title.trim(),
    severity,
    teamId,
    summary: summary.trim(),
    private: fields.private,
    type: fields.type,
    iAmOnIt,
    ...(fields.serviceId ? { serviceId: fields.serviceId } : {}),
    ...(link ? { link, source: "checklist" } : {}),
  };
}

/** Declares an incident: title and severity are all it needs, the rest is preset. Typed text survives everything. */
export function DeclareForm(props: DeclareFormProps) {
  const { start, from, link, places, levels } = props;
  const { fields, set, restored, forget, clear } = useDeclaration(start, from);
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState<Sent>({ problem: null, missing: [] });
  const pending = useRef({ what: "", key: "" });
  const router = useRouter();
  const online = useOnline();
  const pager = usePager(fields.teamId || null, fields.teamId === start.teamId ? props.pager : undefined);
  const level = levels.find((one) => one.level === fields.severity);
  const away = !online || sent.problem?.code === "offline";

  async function submit(event: FormEvent) {
    event.preventDefault();
    const missing = (["title", "severity", "teamId"] as const).filter((name) => !fields[name].trim());
    setSent({ problem: null, missing });
    if (busy || !online || missing.length > 0) return;
    const body = bodyOf(fields, link);
    const what = JSON.stringify(body);
    if (pending.current.what !== what) pending.current = { what, key: newKey() };
    setBusy(true);
    try {
      const made = await callApi<IncidentDto>("POST", "/incidents", body, {
        idempotencyKey: pending.current.key,
      });
      forget();
      router.push(`/incidents/${made.id}`);
    } catch (error) {
      setSent({
        problem: error instanceof ApiProblem ? error : new ApiProblem(0, { code: "offline" }),
        missing: [],
      });
      setBusy(false);
    }
  }

  const errorAt = (path: "title" | "severity" | "teamId" | "serviceId" | "summary") =>
    sent.missing.includes(path as "title") && !fields[path as "title"].trim()
      ? NEEDED[path as "title"]
      : sent.problem?.at(path);
  const placed = ["title", "severity", "teamId", "serviceId", "summary"];
  const rest = sent.problem?.errors
    .filter((error) => !placed.includes(error.path))
    .map((error) => error.message);

  return (
    <form onSubmit={submit} noValidate className="max-w-[760px]">
      <CannotDeclare away={away} pager={pager.data ?? []} />
      <Panel label="What is wrong" padded className="[&>.body]:grid [&>.body]:gap-4 [&>.body]:pt-4">
        {restored ? (
          <p className="note row">
            <span className="grow">This is what you had typed before.</span>
            <Button size="sm" variant="quiet" onClick={clear}>
              Start empty
            </Button>
          </p>
        ) : null}
        <TextInput
          label="Title"
          placeholder="Login page answers 503 for every tenant"
          value={fields.title}
          maxLength={200}
          required
          autoFocus
          onChange={(event) => set({ title: event.target.value })}
          error={errorAt("title")}
        />
        <SeverityChoice
          levels={levels}
          value={fields.severity}
          onChange={(severity) => set({ severity })}
          error={errorAt("severity")}
        />
        <Place fields={fields} set={set} places={places} errorAt={errorAt} />
        <TextArea
          label="Summary"
          note="optional"
          placeholder="What you see, since when, who notices"
          value={fields.summary}
          maxLength={5000}
          onChange={(event) => set({ summary: event.target.value })}
          error={errorAt("summary")}
        />
        {link ? <p className="note">The checklist item this came from is linked both ways.</p> : null}
        <div className="grid">
          <Checkbox
            label="I am on it"
            hint="Acknowledges it at once and makes you its commander."
            checked={fields.iAmOnIt}
            onChange={(event) => set({ iAmOnIt: event.target.checked })}
          />
          <Checkbox
            label="Private"
            hint="Only people named on it and those told about it see it. Messages carry number and severity only."
            checked={fields.private}
            onChange={(event) => set({ private: event.target.checked })}
          />
        </div>
        <WhoIsTold level={level} onIt={fields.iAmOnIt} pager={pager.data} waiting={pager.isFetching} />
        <div role="alert">
          <FieldError>
            {sent.problem && !away && (rest?.length || sent.problem.errors.length === 0)
              ? rest?.join(" ") || sent.problem.message
              : null}
          </FieldError>
        </div>
        <div className="row">
          <Button
            type="submit"
            variant="primary"
            icon={<Siren />}
            busy={busy}
            busyLabel="Declaring"
            disabledReason={online ? undefined : "No network: ring somebody."}
            className="max-sm:flex-1 max-sm:h-12"
          >
            {level ? `Declare ${level.level}` : "Declare"}
          </Button>
          <Button variant="quiet" onClick={() => router.back()}>
            Cancel
          </Button>
        </div>
      </Panel>
    </form>
  );
}

type PlaceProps = {
  fields: Declaration;
  set: (change: Partial<Declaration>) => void;
  places: Places;
  errorAt: (path: "teamId" | "serviceId") => string | undefined;
};

/** Team, service, kind. A service brings its team; security opens private. */
function Place({ fields, set, places, errorAt }: PlaceProps) {
  const own = places.teams.filter((team) => team.mine);
  const others = places.teams.filter((team) => !team.mine);
  const option = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });
  const services = places.services.filter((service) => !fields.teamId || service.teamId === fields.teamId);
  return (
    <div className="grid grid-cols-3 gap-3 max-sm:grid-cols-1">
      <Select
        label="Team"
        value={fields.teamId}
        placeholder="Choose a team"
        required
        onChange={(event) => set({ teamId: event.target.value, serviceId: "" })}
        options={
          own.length > 0 && others.length > 0
            ? [
                { label: "Mine", options: own.map(option) },
                { label: "Others", options: others.map(option) },
              ]
            : places.teams.map(option)
        }
        error={errorAt("teamId")}
      />
      <Select
        label="Service"
        note="if it is one"
        value={fields.serviceId}
        placeholder="No single service"
        onChange={(event) => {
          const service = places.services.find((one) => one.id === event.target.value);
          set(service ? { serviceId: service.id, teamId: service.teamId } : { serviceId: "" });
        }}
        options={services.map(option)}
        error={errorAt("serviceId")}
      />
      <Select
        label="Kind"
        value={fields.type}
        onChange={(event) => {
          const type = event.target.value;
          set(type === "security" ? { type, private: true } : { type });
        }}
        options={INCIDENT_TYPES.map((value) => ({ value, label: TYPE_WORD[value] }))}
      />
    </div>
  );
}
