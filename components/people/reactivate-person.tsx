"use client";

import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { callSensitive } from "#components/auth/sensitive.ts";

/** Lets somebody sign in again. */
export function ReactivatePerson({ id, name }: { id: string; name: string }) {
  return (
    <FormDialogButton
      trigger={{ variant: "primary", children: "Reactivate" }}
      title={`Reactivate ${name}?`}
      description="They can sign in with their old password, or by a reset link. Teams and duty roles are given anew."
      verb="Reactivate"
      busyLabel="Reactivating"
      fields={[]}
      done={`${name} can sign in again`}
      onSend={() => callSensitive("POST", `/users/${id}/reactivate`)}
    >
      {() => null}
    </FormDialogButton>
  );
}
