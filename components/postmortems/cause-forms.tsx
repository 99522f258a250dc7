"use client";

import Plus from "lucide-react/icons/plus";
import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { CAUSE_OPTIONS } from "#components/postmortems/words.ts";
import { callApi } from "#components/shell/api.ts";
import { Select, TextArea } from "#components/ui/inputs.tsx";
import type { CauseDto } from "#lib/postmortems/schema.ts";

function Fields({ cause, at }: { cause?: CauseDto | undefined; at: (path: string) => string | undefined }) {
  return (
    <>
      <TextArea
        label="Cause"
        note="what, not who"
        name="text"
        rows={3}
        defaultValue={cause?.text}
        autoFocus
        error={at("text")}
      />
      <Select
        label="Kind"
        name="kind"
        defaultValue={cause?.kind ?? "contributing"}
        options={CAUSE_OPTIONS}
        error={at("kind")}
      />
    </>
  );
}

/** One more cause. */
export function AddCause({ id }: { id: string }) {
  return (
    <FormDialogButton
      trigger={{ children: "Add cause", size: "sm", variant: "soft", icon: <Plus /> }}
      title="Add a cause"
      description="There are usually several: what set it off, what let it grow, why it was seen late."
      verb="Add cause"
      busyLabel="Adding"
      fields={["text", "kind"]}
      onSend={({ text, idempotencyKey }) =>
        callApi(
          "POST",
          `/postmortems/${id}/causes`,
          { text: text.text ?? "", kind: text.kind },
          { idempotencyKey },
        )
      }
    >
      {(at) => <Fields at={at} />}
    </FormDialogButton>
  );
}

/** Changes a cause, or takes it out. */
export function CauseButtons({ id, cause }: { id: string; cause: CauseDto }) {
  const path = `/postmortems/${id}/causes/${cause.id}`;
  return (
    <span className="row">
      <FormDialogButton
        trigger={{ children: "Edit", size: "sm", variant: "quiet" }}
        title="Edit cause"
        verb="Save"
        busyLabel="Saving"
        fields={["text", "kind"]}
        onSend={({ text, idempotencyKey }) =>
          callApi("PATCH", path, { text: text.text ?? "", kind: text.kind }, { idempotencyKey })
        }
      >
        {(at) => <Fields cause={cause} at={at} />}
      </FormDialogButton>
      <FormDialogButton
        trigger={{ children: "Remove", size: "sm", variant: "quiet" }}
        title="Remove this cause?"
        description={cause.text}
        verb="Remove"
        busyLabel="Removing"
        fields={[]}
        onSend={({ idempotencyKey }) => callApi("DELETE", path, undefined, { idempotencyKey })}
      >
        {() => null}
      </FormDialogButton>
    </span>
  );
}
