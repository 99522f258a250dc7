"use client";

import { useState } from "react";
import { PersonSelect } from "#components/incidents/person-select.tsx";
import type { Act } from "#components/incidents/use-act.ts";
import { sentenceOf } from "#components/incidents/use-act.ts";
import { ROLE_WORD } from "#components/incidents/words.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Select } from "#components/ui/inputs.tsx";
import { Avatar } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { toast } from "#components/ui/toast.ts";
import { useCallable } from "#lib/incidents/hooks.ts";
import { type IncidentRole, ROLES } from "#lib/incidents/model.ts";
import type { IncidentDto, Ref, RoleDto } from "#lib/incidents/schema.ts";

export interface RolesPanelProps {
  incident: IncidentDto;
  roles: ReadonlyArray<RoleDto>;
  me: string;
  act: Act;
}

/** Who does what, "Take it" on what is empty, and a way to give a role to somebody. */
export function RolesPanel({ incident, roles, me, act }: RolesPanelProps) {
  const [assigning, setAssigning] = useState(false);
  const held = roles.filter((role) => role.until === null);
  const may = incident.abilities.assign;
  const take = async (role: IncidentRole) => {
    const problem = sentenceOf(await act("PUT", `/roles/${role}`, { userId: me }));
    if (problem) toast({ title: "You do not have the role yet", detail: problem, tone: "crit" });
  };
  return (
    <Panel
      title="Roles"
      tight
      end={
        may ? (
          <button type="button" className="link xs noprint" onClick={() => setAssigning(true)}>
            Assign
          </button>
        ) : null
      }
    >
      <ul className="roles">
        {ROLES.map((role) => {
          const people = held.filter((one) => one.role === role).map((one) => one.user);
          return (
            <li key={role}>
              <span className="t2">{ROLE_WORD[role]}</span>
              <Holders people={people} me={me} onTake={may ? () => void take(role) : undefined} />
            </li>
          );
        })}
      </ul>
      <AssignDialog open={assigning} onClose={() => setAssigning(false)} act={act} held={held} />
    </Panel>
  );
}

function Holders(props: { people: ReadonlyArray<Ref>; me: string; onTake: (() => void) | undefined }) {
  const { people, me, onTake } = props;
  if (people.length === 0) {
    return (
      <span className="row t3">
        <Avatar name={null} size="sm" />
        Nobody yet{" "}
        {onTake ? (
          <button type="button" className="link noprint min-h-6" onClick={onTake}>
            Take it
          </button>
        ) : null}
      </span>
    );
  }
  const mine = people.some((one) => one.id === me);
  const words = [...(mine ? ["You"] : []), ...people.filter((one) => one.id !== me).map((one) => one.name)];
  return (
    <span className="row">
      {people.slice(0, 3).map((one) => (
        <Avatar key={one.id} name={one.name} me={one.id === me} size="sm" />
      ))}
      <span>{listWords(words)}</span>
    </span>
  );
}

/** "You", "You and Aiko", "You, Aiko and Marek" */
export function listWords(words: ReadonlyArray<string>): string {
  return words.length < 2
    ? (words[0] ?? "")
    : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1] ?? ""}`;
}

type AssignProps = { open: boolean; onClose: () => void; act: Act; held: ReadonlyArray<RoleDto> };

function AssignDialog(props: AssignProps) {
  return (
    <Dialog open={props.open} onClose={props.onClose} title="Give a role">
      <AssignForm {...props} />
    </Dialog>
  );
}

function AssignForm({ onClose, act, held }: AssignProps) {
  const choices = useCallable(true);
  const [role, setRole] = useState<IncidentRole>("commander");
  const [userId, setUser] = useState("");
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  const holder = held.find((one) => one.role === role);
  const canEmpty = role !== "responder" && holder !== undefined;

  async function give(to: string | null) {
    if (to === "") return setFailed("Choose a person.");
    setBusy(true);
    const problem = sentenceOf(await act("PUT", `/roles/${role}`, { userId: to }));
    setBusy(false);
    if (problem) setFailed(problem);
    else onClose();
  }
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void give(userId);
      }}
    >
      <Select
        label="Role"
        value={role}
        onChange={(event) => setRole(event.target.value as IncidentRole)}
        options={ROLES.map((value) => ({
          value,
          label: ROLE_WORD[value].replace(/^Responders$/u, "Responder"),
        }))}
        hint={role !== "responder" && holder ? `${holder.user.name} has it now and hands over.` : undefined}
      />
      <PersonSelect label="Person" choices={choices} value={userId} onChange={setUser} />
      <div role="alert">
        <FieldError>{failed}</FieldError>
      </div>
      <footer>
        {canEmpty ? (
          <Button variant="quiet" disabled={busy} onClick={() => void give(null)}>
            Leave it empty
          </Button>
        ) : null}
        <Button type="submit" variant="primary" busy={busy} busyLabel="Giving">
          Give the role
        </Button>
      </footer>
    </form>
  );
}
