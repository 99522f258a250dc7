"use client";

import { useState } from "react";
import { RoleHistory } from "#components/incidents/role-history.tsx";
import type { Act } from "#components/incidents/use-act.ts";
import { sentenceOf } from "#components/incidents/use-act.ts";
import { ROLE_DUTY, ROLE_WORD } from "#components/incidents/words.ts";
import { Avatar } from "#components/ui/marks.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { toast } from "#components/ui/toast.ts";
import { type IncidentRole, ROLES } from "#lib/incidents/model.ts";
import type { IncidentDto } from "#lib/incidents/schema/incidents.ts";
import type { RoleDto } from "#lib/incidents/schema/people.ts";
import type { Ref } from "#lib/incidents/schema.ts";

const AssignDialog = onDemand(async () => (await import("./role-dialogs.tsx")).AssignDialog);
const HandOverRole = onDemand(async () => (await import("./role-dialogs.tsx")).HandOverRole);

export interface RolesPanelProps {
  incident: IncidentDto;
  roles: ReadonlyArray<RoleDto>;
  me: string;
  act: Act;
}

/** Who does what, "Take it" on what is empty, and a way to give a role to somebody. */
export function RolesPanel({ incident, roles, me, act }: RolesPanelProps) {
  const [assigning, setAssigning] = useState(false);
  const [handing, setHanding] = useState<IncidentRole | null>(null);
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
              <span className="t2" title={ROLE_DUTY[role]}>
                {ROLE_WORD[role]}
              </span>
              <Holders
                people={people}
                me={me}
                onTake={may ? () => void take(role) : undefined}
                onHandOver={may && role !== "responder" ? () => setHanding(role) : undefined}
              />
            </li>
          );
        })}
      </ul>
      <RoleHistory roles={roles} />

      {assigning ? <AssignDialog open onClose={() => setAssigning(false)} act={act} held={held} /> : null}
      {handing ? <HandOverRole role={handing} act={act} onClose={() => setHanding(null)} /> : null}
    </Panel>
  );
}

type HoldersProps = {
  people: ReadonlyArray<Ref>;
  me: string;
  onTake: (() => void) | undefined;
  onHandOver: (() => void) | undefined;
};

function Holders({ people, me, onTake, onHandOver }: HoldersProps) {
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
      {mine && onHandOver ? (
        <button type="button" className="link xs noprint min-h-6" onClick={onHandOver}>
          Hand over
        </button>
      ) : null}
    </span>
  );
}

/** "You", "You and Aiko", "You, Aiko and Marek" */
export function listWords(words: ReadonlyArray<string>): string {
  return words.length < 2
    ? (words[0] ?? "")
    : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1] ?? ""}`;
}
