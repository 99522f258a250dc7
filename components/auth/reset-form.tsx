"use client";

import { useState } from "react";
import { openSession } from "#components/auth/next-auth-call.ts";
import { PasswordField } from "#components/auth/password-field.tsx";
import { textsOf, useSend } from "#components/auth/use-send.ts";
import { callApi } from "#components/shell/api.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";

/** Sets a new password with the secret of a link, then signs in with it. */
export function ResetForm({ token }: { token: string }) {
  const sending = useSend();
  const [failed, setFailed] = useState<string | null>(null);

  async function submit(form: HTMLFormElement) {
    const { password = "" } = textsOf(form);
    setFailed(null);
    const done = await sending.send(() =>
      callApi<{ email: string }>("POST", "/password-resets/use", { token, password }),
    );
    if (!done) return;
    const problem = await openSession(done.email, password);
    if (problem === null) window.location.assign("/today");
    else setFailed(`Your new password is set. ${problem}`);
  }

  const refused = sending.problem?.code === "forbidden";
  return (
    <form
      className="grid gap-3.5"
      noValidate
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget);
      }}
    >
      <PasswordField
        label="New password"
        name="password"
        autoComplete="new-password"
        autoFocus
        required
        hint="12 or more characters. A short sentence is good."
        error={sending.at("password")}
      />
      <div role="alert" className="field empty:hidden">
        <FieldError>{failed ?? sending.rest("password")}</FieldError>
      </div>
      <Button type="submit" variant="primary" block busy={sending.busy} busyLabel="Saving">
        Set the password and sign in
      </Button>
      {refused ? (
        <Anchor className="link xs" href="/forgot">
          Ask for a new link
        </Anchor>
      ) : null}
    </form>
  );
}
