"use client";

import { useState } from "react";
import { AccountForm } from "#components/auth/account-form.tsx";
import { openSession } from "#components/auth/next-auth-call.ts";
import { PasswordField } from "#components/auth/password-field.tsx";
import { useSend } from "#components/auth/use-send.ts";
import { ZoneSelect } from "#components/auth/zone-select.tsx";
import { callApi } from "#components/shell/api.ts";
import { TextInput } from "#components/ui/inputs.tsx";

const FIELDS = ["name", "email", "password", "teamName", "zone"];

/** Makes the first administrator and the first team, signs in and leads on. */
export function SetupForm({ token, next }: { token: string; next: string }) {
  const sending = useSend();
  const [made, setMade] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);

  async function submit(given: Record<string, string>) {
    setFailed(null);
    // The administrator may be there already while signing in did not work: then only that is tried again.
    if (!made) {
      const done = await sending.send((idempotencyKey) =>
        callApi("POST", "/setup", { token, ...given }, { idempotencyKey }),
      );
      if (!done) return;
      setMade(true);
    }
    const problem = await openSession(given.email ?? "", given.password ?? "");
    if (problem === null) window.location.assign(next);
    else setFailed(`The portal is set up. ${problem}`);
  }

  return (
    <AccountForm
      submit={submit}
      problem={failed ?? sending.rest(...FIELDS)}
      action="Set up Evenkeel"
      busy={sending.busy}
      busyLabel="Setting up"
      wide
    >
      <TextInput
        label="Your name"
        name="name"
        autoComplete="name"
        autoFocus
        required
        error={sending.at("name")}
      />
      <TextInput
        label="Your mail address"
        name="email"
        type="email"
        autoComplete="username"
        inputMode="email"
        autoCapitalize="none"
        required
        error={sending.at("email")}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="new-password"
        required
        fieldClassName="col-span-full"
        hint="12 or more characters. A short sentence is good."
        error={sending.at("password")}
      />
      <TextInput
        label="Your first team"
        name="teamName"
        placeholder="Payments"
        autoComplete="organization"
        required
        hint="It owns services and checklists. You lead it at first."
        error={sending.at("teamName")}
      />
      <ZoneSelect label="Time zone" name="zone" hint="Yours and the team's." error={sending.at("zone")} />
    </AccountForm>
  );
}
