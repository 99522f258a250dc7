"use client";

import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { callSensitive } from "#components/auth/sensitive.ts";

/** Ends a token. */
export function RevokeToken({ id, name }: { id: string; name: string }) {
  return (
    <FormDialogButton
      trigger={{ variant: "quiet", size: "sm", children: "Revoke", "aria-label": `Revoke ${name}` }}
      title={`Revoke ${name}?`}
      description="Whatever uses it is refused from the next request on."
      verb="Revoke"
      busyLabel="Revoking"
      tone="destroy"
      fields={[]}
      done={`${name} is revoked`}
      onSend={() => callSensitive("POST", `/tokens/${id}/revoke`)}
    >
      {() => null}
    </FormDialogButton>
  );
}
