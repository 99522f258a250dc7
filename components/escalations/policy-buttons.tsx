"use client";

import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { callApi } from "#components/shell/api.ts";

const VERBS = {
  activate: {
    verb: "Put in force",
    busy: "Putting in force",
    done: "The policy is in force",
    says: "It judges new incidents from now on. What runs already goes on as it began.",
  },
  draft: {
    verb: "Make it a draft",
    busy: "Taking out of force",
    done: "The policy is a draft",
    says: "New incidents follow the next policy in line, or the default path. What runs already goes on.",
  },
  archive: {
    verb: "Archive",
    busy: "Archiving",
    done: "Archived",
    says: "It leaves the list and judges nothing. What runs already goes on; it can be restored as a draft.",
  },
  restore: {
    verb: "Restore",
    busy: "Restoring",
    done: "Restored as a draft",
    says: "It comes back as a draft.",
  },
} as const;

type Props = { id: string; name: string; to: keyof typeof VERBS; primary?: boolean };

/** One step of a policy's life, with what it means. */
export function PolicyButton({ id, name, to, primary }: Props) {
  const words = VERBS[to];
  return (
    <FormDialogButton
      trigger={{ children: words.verb, variant: primary ? "primary" : "quiet" }}
      title={`${words.verb}: ${name}?`}
      description={words.says}
      verb={words.verb}
      busyLabel={words.busy}
      fields={[]}
      done={words.done}
      onSend={({ idempotencyKey }) =>
        callApi("POST", `/escalation-policies/${id}/${to}`, {}, { idempotencyKey })
      }
    >
      {() => null}
    </FormDialogButton>
  );
}
