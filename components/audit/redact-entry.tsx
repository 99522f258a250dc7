"use client";

import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { callSensitive } from "#components/auth/sensitive.ts";
import { TextArea } from "#components/ui/inputs.tsx";

/** Takes the free text out of an entry, with the reason in the record. */
export function RedactEntry({ id }: { id: string }) {
  return (
    <FormDialogButton
      trigger={{ variant: "quiet", size: "sm", children: "Redact", className: "ml-auto" }}
      title="Redact the detail of this entry?"
      description="The text is gone for good. The entry, its place in the chain and the text's hash stay."
      verb="Redact"
      busyLabel="Redacting"
      tone="destroy"
      fields={["reason"]}
      done="The detail is redacted"
      onSend={({ text, idempotencyKey }) =>
        callSensitive("POST", `/audit/${id}/redact`, { reason: text.reason }, { idempotencyKey })
      }
    >
      {(at) => (
        <TextArea
          label="Reason"
          name="reason"
          autoFocus
          required
          placeholder="A password was pasted."
          error={at("reason")}
        />
      )}
    </FormDialogButton>
  );
}
