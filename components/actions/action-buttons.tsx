"use client";

import Check from "lucide-react/icons/check";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ACTION_FIELDS, ActionFields, actionBody, type Choice } from "#components/actions/action-fields.tsx";
import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { useSend } from "#components/auth/use-send.ts";
import { callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { TextArea } from "#components/ui/inputs.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ActionDto } from "#lib/actions/schema.ts";

const url = (action: ActionDto, verb = "") => `/action-items/${action.id}${verb}`;

/** Done, with Undo in the toast: reopening is always safe. */
export function DoneButton({ action, small }: { action: ActionDto; small?: boolean | undefined }) {
  const router = useRouter();
  const sending = useSend();
  const [failed, setFailed] = useState<string>();
  async function set(verb: "/done" | "/reopen", words: string) {
    const answer = await sending.send((idempotencyKey) =>
      callApi<ActionDto>("POST", url(action, verb), {}, { idempotencyKey }),
    );
    router.refresh();
    setFailed(undefined);
    if (!answer) return;
    const undo = verb === "/done" ? { undo: () => void set("/reopen", "Open again") } : {};
    toast({ title: words, detail: action.title, tone: "ok", ...undo });
  }
  const open = action.state === "open";
  if ((open ? action.abilities.done : action.abilities.reopen) !== true) return null;
  return (
    <>
      <Button
        size={small ? "sm" : "md"}
        {...(open ? { icon: <Check /> } : {})}
        variant={small ? "soft" : "outline"}
        busy={sending.busy}
        busyLabel={open ? "Marking" : "Reopening"}
        onClick={() => void (open ? set("/done", "Done") : set("/reopen", "Open again"))}
      >
        {open ? "Mark done" : "Reopen"}
      </Button>
      <span role="alert">
        <FieldError>{failed ?? sending.rest()}</FieldError>
      </span>
    </>
  );
}

/** Changes an open action. */
export function EditAction({ action, people }: { action: ActionDto; people: ReadonlyArray<Choice> }) {
  if (action.abilities.edit !== true) return null;
  return (
    <FormDialogButton
      trigger={{ children: "Edit" }}
      title="Edit action"
      verb="Save"
      busyLabel="Saving"
      fields={ACTION_FIELDS}
      done="Saved"
      onSend={({ text, idempotencyKey }) =>
        callApi("PATCH", url(action), { ...actionBody(text), version: action.version }, { idempotencyKey })
      }
    >
      {(at) => <ActionFields people={people} at={at} action={action} />}
    </FormDialogButton>
  );
}

/** Gives it up, with the reason. */
export function WaiveAction({ action }: { action: ActionDto }) {
  if (action.abilities.waive !== true) return null;
  return (
    <FormDialogButton
      trigger={{ children: "Waive", variant: "quiet" }}
      title="Waive this action?"
      description="It leaves every list of open work. The reason stays with it, and it can be reopened."
      verb="Waive"
      busyLabel="Waiving"
      fields={["reason"]}
      done="Waived"
      onSend={({ text, idempotencyKey }) =>
        callApi("POST", url(action, "/waive"), { reason: text.reason ?? "" }, { idempotencyKey })
      }
    >
      {(at) => <TextArea label="Reason" name="reason" rows={2} autoFocus error={at("reason")} />}
    </FormDialogButton>
  );
}
