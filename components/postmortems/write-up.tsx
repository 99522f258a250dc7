"use client";

import Plus from "lucide-react/icons/plus";
import { useRouter } from "next/navigation";
import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { useSend } from "#components/auth/use-send.ts";
import { callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Select, TextInput } from "#components/ui/inputs.tsx";

/** Opens the postmortem of an incident (the one there is, if any) and goes there. */
export function WriteUp({ incidentId }: { incidentId: string }) {
  const router = useRouter();
  const sending = useSend();
  async function open() {
    const answer = await sending.send((idempotencyKey) =>
      callApi<{ id: string }>("POST", "/postmortems", { incidentId }, { idempotencyKey }),
    );
    if (answer) router.push(`/postmortems/${answer.id}`);
  }
  return (
    <>
      <Button size="sm" busy={sending.busy} busyLabel="Opening" onClick={() => void open()}>
        Write it up
      </Button>
      <span role="alert">
        <FieldError>{sending.rest()}</FieldError>
      </span>
    </>
  );
}

/** A retrospective without an incident: a launch, a migration. */
export function NewPostmortem({ teams }: { teams: ReadonlyArray<{ id: string; name: string }> }) {
  const router = useRouter();
  return (
    <FormDialogButton
      trigger={{ children: "New postmortem", icon: <Plus />, variant: "soft" }}
      title="New postmortem"
      description="For what was no incident: a launch, a migration, a near miss. One of an incident opens by itself, or from its row below."
      verb="Open it"
      busyLabel="Opening"
      fields={["title", "teamId"]}
      onSend={async ({ text, idempotencyKey }) => {
        const body = { title: text.title ?? "", teamId: text.teamId ?? "" };
        const made = await callApi<{ id: string }>("POST", "/postmortems", body, { idempotencyKey });
        router.push(`/postmortems/${made.id}`);
      }}
    >
      {(at) => (
        <>
          <TextInput label="Title" name="title" maxLength={200} autoFocus error={at("title")} />
          <Select
            label="Team"
            name="teamId"
            options={teams.map((team) => ({ value: team.id, label: team.name }))}
            error={at("teamId")}
          />
        </>
      )}
    </FormDialogButton>
  );
}
