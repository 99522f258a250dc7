"use client";

import { useEffect, useRef, useState } from "react";
import { offerDialog } from "#components/auth/sensitive.ts";
import { textsOf, useSend } from "#components/auth/use-send.ts";
import { callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/inputs.tsx";

/** Asks for the password once more when a sensitive change needs it; stands once on every page that has such. */
export function PasswordGate() {
  const [open, setOpen] = useState(false);
  const answer = useRef<(given: boolean) => void>(() => undefined);
  const sending = useSend();
  const { clear } = sending;

  useEffect(
    () =>
      offerDialog(() => {
        clear();
        setOpen(true);
        return new Promise<boolean>((resolve) => {
          answer.current = resolve;
        });
      }),
    [clear],
  );

  function close(given: boolean) {
    setOpen(false);
    answer.current(given);
  }

  async function submit(form: HTMLFormElement) {
    const { password = "" } = textsOf(form);
    const done = await sending.send(() => callApi("POST", "/me/confirm", { password }));
    if (done) close(true);
  }

  return (
    <Dialog
      open={open}
      onClose={() => close(false)}
      locked={sending.busy}
      title="Your password, please"
      description="This change is sensitive. For 15 minutes you are not asked again."
      onSubmit={(event) => void submit(event.currentTarget)}
      width={400}
      footer={
        <>
          <Button variant="quiet" onClick={() => close(false)} disabled={sending.busy}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" busy={sending.busy} busyLabel="Checking">
            Continue
          </Button>
        </>
      }
    >
      <TextInput
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        autoFocus
        error={sending.at("password")}
      />
      <div role="alert" className="field empty:hidden">
        <FieldError>{sending.rest("password")}</FieldError>
      </div>
    </Dialog>
  );
}
