"use client";

import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { callSensitive } from "#components/auth/sensitive.ts";
import { TEAM_FIELDS, TeamFields, teamBody } from "#components/people/team-fields.tsx";
import { callApi } from "#components/shell/api.ts";
import type { TeamDto } from "#lib/people/schema.ts";

/** Changes a team. */
export function EditTeam({ team }: { team: TeamDto }) {
  return (
    <FormDialogButton
      trigger={{ children: "Edit" }}
      title={`Edit ${team.name}`}
      verb="Save"
      busyLabel="Saving"
      fields={TEAM_FIELDS}
      done="Saved"
      onSend={({ text, idempotencyKey }) =>
        callApi(
          "PATCH",
          `/teams/${team.id}`,
          { ...teamBody(text), version: team.version },
          { idempotencyKey },
        )
      }
    >
      {(at) => <TeamFields team={team} at={at} />}
    </FormDialogButton>
  );
}

/** Ends a team. */
export function ArchiveTeam({ team }: { team: TeamDto }) {
  return (
    <FormDialogButton
      trigger={{ variant: "danger", children: "Archive" }}
      title={`Archive ${team.name}?`}
      description="It leaves every list and choice. What it did stays readable."
      verb="Archive"
      busyLabel="Archiving"
      tone="destroy"
      fields={[]}
      done={`${team.name} is archived`}
      onSend={() => callSensitive("POST", `/teams/${team.id}/archive`)}
    >
      {() => null}
    </FormDialogButton>
  );
}
