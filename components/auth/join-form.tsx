"use client";

import { useState } from "react";
import { AccountForm } from "#components/auth/account-form.tsx";
import { openSession } from "#components/auth/next-auth-call.ts";
import { PasswordField } from "#components/auth/password-field.tsx";
import { useSend } from "#components/auth/use-send.ts";
import { ZoneSelect } from "#components/auth/zone-select.tsx";
import { callApi } from "#components/shell/api.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { TextInput } from "#components/ui/inputs.tsx";

type Props = { token: string; email: string; name: string };

/** Makes the invited person's account, then signs in with it. */
export function JoinForm({ token, email, name }: Props) {
  const sending = useSend();
  const [made, setMade] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);

  async function submit(given: Record<string, string>) {
    setFailed(null);
    // The account may be there already while signing in did not work: then only that is tried again.
    if (!made) {
      const body = { token, name: given.name, password: given.password, zone: given.zone };
      const done = await sending.send((idempotencyKey) =>
        callApi("POST", "/invitations/accept", body, { idempotencyKey }),
      );
      if (!done) return;
      setMade(true);
    }
    const problem = await openSession(email, given.password ?? "");
    if (problem === null) window.location.assign("/today");
    else setFailed(`Your account is made. ${problem}`);
  }

  return (
    <AccountForm
      submit={submit}
      problem={failed ?? sending.rest("name", "password", "zone")}
      action="Join"
      busy={sending.busy}
      busyLabel="Joining"
      after={
        sending.problem?.code === "conflict" ? (
          <Anchor className="link xs" href="/sign-in">
            Go to sign-in
          </Anchor>
        ) : null
      }
    >
      <TextInput
        label="Mail address"
        name="email"
        type="email"
        value={email}
        readOnly
        autoComplete="username"
      />
      <TextInput
        label="Your name"
        name="name"
        defaultValue={name}
        autoComplete="name"
        autoFocus
        required
        error={sending.at("name")}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="new-password"
        required
        hint="12 or more characters. A short sentence is good."
        error={sending.at("password")}
      />
      <ZoneSelect label="Your time zone" name="zone" error={sending.at("zone")} />
    </AccountForm>
  );
}
