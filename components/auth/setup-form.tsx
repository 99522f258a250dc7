"use client";

import { useState } from "react";
import { openSession } from "#components/auth/next-auth-call.ts";
import { PasswordField } from "#components/auth/password-field.tsx";
import { textsOf, useSend } from "#components/auth/use-send.ts";
import { ZoneSelect } from "#components/auth/zone-select.tsx";
import { callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/inputs.tsx";

const FIELDS = ["name", "email", "password", "teamName", "zone"];

/** Makes the first administrator and the first team, signs in and leads on. */
export function SetupForm({ token, next }: { token: string; next: string }) {
  const sending = useSend();
  const [made, setMade] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);

  async function submit(form: HTMLFormElement) {
    const given = textsOf(form);
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
    <form
      className="grid grid-cols-2 gap-3.5 max-sm:grid-cols-1"
      noValidate
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget);
      }}
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
      <div role="alert" className="field col-span-full empty:hidden">
        <FieldError>{failed ?? sending.rest(...FIELDS)}</FieldError>
      </div>
      <Button
        type="submit"
        variant="primary"
        className="col-span-full"
        busy={sending.busy}
        busyLabel="Setting up"
      >
        Set up Evenkeel
      </Button>
    </form>
  );
}
