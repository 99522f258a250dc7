"use client";

import { FormDialog } from "#components/auth/form-dialog.tsx";
import { callApi } from "#components/shell/api.ts";
import { TextInput } from "#components/ui/inputs.tsx";

/** Asks under which name the filters are kept. */
export function ViewName({ query, onClose }: { query: string; onClose: () => void }) {
  return (
    <FormDialog
      open
      onClose={onClose}
      title="Keep these filters"
      verb="Keep"
      busyLabel="Keeping"
      fields={["name"]}
      onSend={({ text, idempotencyKey }) =>
        callApi("PUT", "/me/views", { place: "incidents", name: text.name ?? "", query }, { idempotencyKey })
      }
    >
      {(at) => (
        <TextInput
          label="Name"
          name="name"
          required
          maxLength={60}
          error={at("name")}
          hint="Only you see it."
        />
      )}
    </FormDialog>
  );
}
