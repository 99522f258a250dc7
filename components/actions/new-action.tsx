"use client";

import Plus from "lucide-react/icons/plus";
import { ACTION_FIELDS, ActionFields, actionBody, type Choice } from "#components/actions/action-fields.tsx";
import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { callApi } from "#components/shell/api.ts";

/** Writes a follow-up down for one of one's teams. */
export function NewAction({
  people,
  teams,
}: {
  people: ReadonlyArray<Choice>;
  teams: ReadonlyArray<Choice>;
}) {
  return (
    <FormDialogButton
      trigger={{ children: "New action", icon: <Plus />, variant: "primary" }}
      title="New action"
      verb="Add action"
      busyLabel="Adding"
      fields={ACTION_FIELDS}
      done="Added"
      onSend={({ text, idempotencyKey }) =>
        callApi(
          "POST",
          "/action-items",
          { ...actionBody(text), teamId: text.teamId ?? "" },
          { idempotencyKey },
        )
      }
    >
      {(at) => <ActionFields people={people} teams={teams} at={at} />}
    </FormDialogButton>
  );
}
