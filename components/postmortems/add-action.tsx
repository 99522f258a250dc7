"use client";

import Plus from "lucide-react/icons/plus";
import { ACTION_FIELDS, ActionFields, actionBody, type Choice } from "#components/actions/action-fields.tsx";
import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { callApi } from "#components/shell/api.ts";

/** A follow-up of this postmortem. */
export function AddPostmortemAction({ id, people }: { id: string; people: ReadonlyArray<Choice> }) {
  return (
    <FormDialogButton
      trigger={{ children: "Add action", size: "sm", variant: "soft", icon: <Plus /> }}
      title="Add an action"
      description="It stands on its owner's Today until it is done."
      verb="Add action"
      busyLabel="Adding"
      fields={ACTION_FIELDS}
      done="Added"
      onSend={({ text, idempotencyKey }) =>
        callApi("POST", `/postmortems/${id}/actions`, actionBody(text), { idempotencyKey })
      }
    >
      {(at) => <ActionFields people={people} at={at} />}
    </FormDialogButton>
  );
}
