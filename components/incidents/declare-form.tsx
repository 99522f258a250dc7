"use client";

import Siren from "lucide-react/icons/siren";
import { type Declaration, useDeclaration } from "#components/incidents/declare-draft.ts";
import { BlindNote, CannotDeclare, Received, WhoIsTold } from "#components/incidents/declare-notes.tsx";
import { SeverityChoice } from "#components/incidents/severity-choice.tsx";
import { type DeclareField, useDeclare } from "#components/incidents/use-declare.ts";
import { TYPE_WORD } from "#components/incidents/words.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Select, TextArea, TextInput } from "#components/ui/inputs.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { usePager } from "#lib/incidents/hooks.ts";
import { INCIDENT_TYPES } from "#lib/incidents/model.ts";
import type { SeverityChoice as Level, Places } from "#lib/incidents/queries/choices.ts";
import type { PagerDto } from "#lib/incidents/schema/declaring.ts";
import type { LinkInput } from "#lib/incidents/schema/links.ts";
import type { Ref } from "#lib/incidents/schema.ts";

export interface DeclareFormProps {
  start: Declaration;
  /** What the form was opened with, as a key for its draft; empty when the address brought nothing. */
  from: string;
  link: LinkInput | null;
  places: Places;
  /** Closed teams that can be told without being seen. */
  reportable: ReadonlyArray<Ref>;
  levels: ReadonlyArray<Level>;
  /** Who holds the pager of the preset team. */
  pager: PagerDto[];
}

/** Declares an incident: title and severity are all it needs, the rest is preset. Typed text survives everything. */
export function DeclareForm(props: DeclareFormProps) {
  const { start, from, link, places, reportable, levels } = props;
  const { fields, set, restored, forget, clear } = useDeclaration(start, from);
  const closed = reportable.find((team) => team.id === fields.teamId);
  const declare = useDeclare({ fields, link, blind: closed !== undefined, forget });
  const { submit, busy, online, away, errorAt, rest, cancel } = declare;
  const preset = { teamId: start.teamId, pager: props.pager };
  const pager = usePager(closed ? null : fields.teamId || null, preset);
  const level = levels.find((one) => one.level === fields.severity);
  const part = { fields, set, errorAt, places, reportable };
  if (closed && declare.received) return <Received team={closed.name} number={declare.received.number} />;
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
        <What {...part} levels={levels} />
        {link && !closed ? (
          <p className="note">The checklist item this came from is linked both ways.</p>
        ) : null}
        {closed ? (
          <BlindNote team={closed.name} pages={level?.pages ?? false} />
        ) : (
          <>
            <How {...part} />
            <WhoIsTold level={level} onIt={fields.iAmOnIt} pager={pager.data} waiting={pager.waiting} />
          </>
        )}
        <div role="alert">
          <FieldError>{rest}</FieldError>
        </div>
        <div className="row">
          <Button
            type="submit"
            variant="primary"
            icon={<Siren />}
            busy={busy}
            busyLabel={closed ? "Reporting" : "Declaring"}
            disabledReason={online ? undefined : "No network: ring somebody."}
            className="max-sm:flex-1 max-sm:h-12"
          >
            {[closed ? "Report" : "Declare", level?.level].filter(Boolean).join(" ")}
          </Button>
          <Button variant="quiet" onClick={cancel}>
            Cancel
          </Button>
        </div>
      </Panel>
    </form>
  );
}

type Part = {
  fields: Declaration;
  set: (change: Partial<Declaration>) => void;
  errorAt: (path: DeclareField) => string | undefined;
  places: Places;
  reportable: ReadonlyArray<Ref>;
};

function What({ levels, ...part }: Part & { levels: ReadonlyArray<Level> }) {
  const { fields, set, errorAt } = part;
  return (
    <>
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
      <Place {...part} />
      <TextArea
        label="Summary"
        note="optional"
        placeholder="What you see, since when, who notices"
        value={fields.summary}
        maxLength={5000}
        onChange={(event) => set({ summary: event.target.value })}
        error={errorAt("summary")}
      />
    </>
  );
}

function How({ fields, set, errorAt, places }: Part) {
  // Declaring is for everybody, taking it is for those who work the team's incidents.
  const mayTake = places.teams.some((team) => team.id === fields.teamId && team.mayTake);
  return (
    <div className="grid">
      {mayTake ? (
        <Checkbox
          label="I am on it"
          hint="Acknowledges it at once and makes you its commander."
          checked={fields.iAmOnIt}
          onChange={(event) => set({ iAmOnIt: event.target.checked })}
        />
      ) : null}
      <FieldError>{errorAt("iAmOnIt")}</FieldError>
      <Checkbox
        label="Private"
        hint="Only people named on it and those told about it see it. Messages carry number and severity only."
        checked={fields.private}
        onChange={(event) => set({ private: event.target.checked })}
      />
    </div>
  );
}

const option = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });

/** Own teams first; those that can only be told stand last, and say so. */
function teamOptions(places: Places, reportable: ReadonlyArray<Ref>) {
  const groups = [
    { label: "Mine", options: places.teams.filter((team) => team.mine).map(option) },
    { label: "Others", options: places.teams.filter((team) => !team.mine).map(option) },
    { label: "Closed: report only", options: reportable.map(option) },
  ].filter((group) => group.options.length > 0);
  return groups.length === 1 && reportable.length === 0 ? places.teams.map(option) : groups;
}

/** Team, service, kind. A service brings its team; security opens private. A closed team is told no more than that. */
function Place({ fields, set, places, reportable, errorAt }: Part) {
  const blind = reportable.some((team) => team.id === fields.teamId);
  return (
    <div className="grid grid-cols-3 gap-3 max-sm:grid-cols-1">
      <Select
        label="Team"
        value={fields.teamId}
        placeholder="Choose a team"
        required
        onChange={(event) => set({ teamId: event.target.value, serviceId: "", iAmOnIt: false })}
        options={teamOptions(places, reportable)}
        error={errorAt("teamId")}
      />
      {blind ? null : <ServiceAndKind fields={fields} set={set} places={places} errorAt={errorAt} />}
    </div>
  );
}

function ServiceAndKind({ fields, set, places, errorAt }: Omit<Part, "reportable">) {
  const services = places.services.filter((service) => !fields.teamId || service.teamId === fields.teamId);
  return (
    <>
      <Select
        label="Service"
        note="if it is one"
        value={fields.serviceId}
        placeholder="No single service"
        onChange={(event) => {
          const service = places.services.find((one) => one.id === event.target.value);
          const moved = service && service.teamId !== fields.teamId ? { iAmOnIt: false } : {};
          set(service ? { serviceId: service.id, teamId: service.teamId, ...moved } : { serviceId: "" });
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
    </>
  );
}
