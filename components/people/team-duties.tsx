"use client";

import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { callApi } from "#components/shell/api.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { ListRow, Panel, RowTitle } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { TeamDto } from "#lib/people/schema.ts";

type Duty = TeamDto["duties"][number];
type Person = { id: string; name: string };
type Props = { team: TeamDto; people: ReadonlyArray<Person> };

/** Who fills the duty roles that policies and procedures name. */
export function TeamDuties({ team, people }: Props) {
  return (
    <Panel
      title="Duty roles"
      footer="Policies and procedures name the role, so they stay right when people change."
    >
      {team.duties.length === 0 ? (
        <EmptyState title="No duty roles yet">
          They come with the{" "}
          <Anchor className="link" href="/settings/catalogue">
            starter catalogue
          </Anchor>
          .
        </EmptyState>
      ) : (
        <ul>
          {team.duties.map((duty) => (
            <ListRow
              key={duty.key}
              columns="minmax(0,1fr) minmax(0,1fr) auto"
              phoneColumns="minmax(0,1fr) auto"
            >
              <RowTitle title={duty.name} sub={duty.note || undefined} />
              <span className={`max-sm:col-start-1 ${duty.people.length > 0 ? "t2" : "warn"}`}>
                {duty.people.map((one) => one.name).join(", ") || "Nobody"}
              </span>
              {team.abilities.members ? <FillDuty team={team} duty={duty} people={people} /> : null}
            </ListRow>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function FillDuty({ team, duty, people }: { team: TeamDto; duty: Duty; people: ReadonlyArray<Person> }) {
  const inTeam = new Set(team.members.map((one) => one.id));
  const filled = new Set(duty.people.map((one) => one.id));
  const ordered = [...people].sort((a, b) => Number(inTeam.has(b.id)) - Number(inTeam.has(a.id)));
  return (
    <FormDialogButton
      trigger={{
        variant: "soft",
        size: "sm",
        children: duty.people.length > 0 ? "Change" : "Fill",
        "aria-label": `${duty.people.length > 0 ? "Change" : "Fill"} ${duty.name}`,
        className: "max-sm:col-start-2 max-sm:row-start-1",
      }}
      title={`${duty.name} of ${team.name}`}
      description="Whoever is chosen is reached where the role is named."
      verb="Save"
      busyLabel="Saving"
      fields={[]}
      onSend={({ form, idempotencyKey }) =>
        callApi(
          "PUT",
          `/teams/${team.id}/duties/${encodeURIComponent(duty.key)}`,
          { userIds: new FormData(form).getAll("userIds") },
          { idempotencyKey },
        )
      }
    >
      {() => (
        <fieldset className="grid max-h-[46vh] overflow-auto">
          <legend className="vh">People</legend>
          {ordered.map((one) => (
            <Checkbox
              key={one.id}
              name="userIds"
              value={one.id}
              defaultChecked={filled.has(one.id)}
              label={one.name}
              hint={inTeam.has(one.id) ? undefined : "not in the team"}
            />
          ))}
        </fieldset>
      )}
    </FormDialogButton>
  );
}
