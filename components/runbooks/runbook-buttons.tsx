"use client";

import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { callApi } from "#components/shell/api.ts";
import { TextInput } from "#components/ui/inputs.tsx";

/** Somebody read it and found it still right. */
export function ReviewRunbook({ id }: { id: string }) {
  return (
    <FormDialogButton
      trigger={{ children: "Mark reviewed" }}
      title="Still right?"
      description="You read it and would work by it. The next review is due in a quarter, or on the day you name."
      verb="Mark reviewed"
      busyLabel="Marking"
      fields={["reviewBy"]}
      done="Reviewed"
      onSend={({ text, idempotencyKey }) =>
        callApi("POST", `/runbooks/${id}/review`, text.reviewBy ? { reviewBy: text.reviewBy } : {}, {
          idempotencyKey,
        })
      }
    >
      {(at) => (
        <TextInput
          label="Next review"
          note="a quarter from now, if left empty"
          type="date"
          name="reviewBy"
          error={at("reviewBy")}
        />
      )}
    </FormDialogButton>
  );
}

/** Out of lists and suggestions, or back. */
export function ArchiveRunbook({ id, title, archived }: { id: string; title: string; archived: boolean }) {
  const verb = archived ? "Restore" : "Archive";
  return (
    <FormDialogButton
      trigger={{ children: verb, variant: "quiet" }}
      title={`${verb} “${title}”?`}
      description={
        archived
          ? "It comes back into lists and suggestions."
          : "It leaves lists and suggestions. It stays readable and can be restored."
      }
      verb={verb}
      busyLabel={archived ? "Restoring" : "Archiving"}
      fields={[]}
      done={archived ? "Restored" : "Archived"}
      onSend={({ idempotencyKey }) =>
        callApi("POST", `/runbooks/${id}/archive`, { archived: !archived }, { idempotencyKey })
      }
    >
      {() => null}
    </FormDialogButton>
  );
}
