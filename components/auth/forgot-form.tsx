"use client";

import MailCheck from "lucide-react/icons/mail-check";
import { useState } from "react";
import { AccountForm } from "#components/auth/account-form.tsx";
import { useSend } from "#components/auth/use-send.ts";
import { callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { TextInput } from "#components/ui/inputs.tsx";

/** Asks for a reset link; the answer is the same for every address. */
export function ForgotForm() {
  const sending = useSend();
  const [asked, setAsked] = useState<string | null>(null);

  async function submit({ email = "" }: Record<string, string>) {
    const done = await sending.send(() => callApi("POST", "/password-resets", { email }));
    if (done) setAsked(email.trim());
  }

  if (asked !== null)
    return (
      <div className="grid gap-3" role="status">
        <p className="kept">
          <MailCheck className="s" />
          <span>If {asked} has an account, a link is on its way. It works once, for one hour.</span>
        </p>
        <Button variant="quiet" onClick={() => setAsked(null)}>
          Try another address
        </Button>
      </div>
    );
  return (
    <AccountForm
      submit={submit}
      problem={sending.rest("email")}
      action="Send a link"
      busy={sending.busy}
      busyLabel="Sending"
    >
      <TextInput
        label="Mail address"
        name="email"
        type="email"
        autoComplete="username"
        inputMode="email"
        autoCapitalize="none"
        autoFocus
        required
        error={sending.at("email")}
      />
    </AccountForm>
  );
}
