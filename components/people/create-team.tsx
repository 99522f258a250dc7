"use client";

import Plus from "lucide-react/icons/plus";
import { useRouter } from "next/navigation";
import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { TEAM_FIELDS, TeamFields, teamBody } from "#components/people/team-fields.tsx";
import { callApi } from "#components/shell/api.ts";

/** Makes a team and opens it. */
export function CreateTeam() {
  const router = useRouter();
  return (
    <FormDialogButton
      trigger={{ variant: "primary", icon: <Plus />, children: "New team" }}
      title="New team"
      description="You are its lead at first."
      verb="Make the team"
      busyLabel="Making the team"
      fields={TEAM_FIELDS}
      onSend={async ({ text, idempotencyKey }) => {
        const made = await callApi<{ id: string }>("POST", "/teams", teamBody(text), { idempotencyKey });
        router.push(`/settings/teams/${made.id}`);
      }}
    >
      {(at) => <TeamFields at={at} />}
    </FormDialogButton>
  );
}
