"use client";

import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { callSensitive } from "#components/auth/sensitive.ts";

/** Takes an invitation back. */
export function RevokeInvitation({ id, email }: { id: string; email: string }) {
  return (
    <FormDialogButton
      trigger={{ variant: "quiet", size: "sm", children: "Take back" }}
      title={`Take back the invitation of ${email}?`}
      description="The link stops working at once."
      verb="Take back"
      busyLabel="Taking back"
      tone="destroy"
      fields={[]}
      done="Invitation taken back"
      onSend={() => callSensitive("POST", `/invitations/${id}/revoke`)}
    >
      {() => null}
    </FormDialogButton>
  );
}
