"use client";

import { useState } from "react";
import { AccountForm } from "#components/auth/account-form.tsx";
import { openSession } from "#components/auth/next-auth-call.ts";
import { PasswordField } from "#components/auth/password-field.tsx";
import { useSend } from "#components/auth/use-send.ts";
import { callApi } from "#components/shell/api.ts";
import { Anchor } from "#components/ui/anchor.tsx";

/** Sets a new password with the secret of a link, then signs in with it. */
export function ResetForm({ token }: { token: string }) {
  const sending = useSend();
  const [failed, setFailed] = useState<string | null>(null);

  async function submit({ password = "" }: Record<string, string>) {
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
    <AccountForm
      submit={submit}
      problem={failed ?? sending.rest("password")}
      action="Set the password and sign in"
      busy={sending.busy}
      busyLabel="Saving"
      after={
        refused ? (
          <Anchor className="link xs" href="/forgot">
            Ask for a new link
          </Anchor>
        ) : null
      }
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
    </AccountForm>
  );
}
