"use client";

import KeyRound from "lucide-react/icons/key-round";
import { type FormEvent, useState } from "react";
import { goToProvider, openSession, SIGN_IN_WORDS, safePath } from "#components/auth/next-auth-call.ts";
import { PasswordField } from "#components/auth/password-field.tsx";
import { textsOf } from "#components/auth/use-send.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/inputs.tsx";

export type SignInFormProps = {
  /** Where the person was going. */
  callbackUrl: string | undefined;
  /** What the provider came back with, if it did. */
  error: string | undefined;
  providers: ReadonlyArray<{ id: string; name: string }>;
};

/** Address and password, and the configured providers. */
export function SignInForm({ callbackUrl, error, providers }: SignInFormProps) {
  const [busy, setBusy] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(error ? SIGN_IN_WORDS.provider : null);
  const [missing, setMissing] = useState<{ email?: string; password?: string }>({});
  const target = safePath(callbackUrl);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { email = "", password = "" } = textsOf(event.currentTarget);
    const gaps = {
      ...(email.trim() ? {} : { email: "Give your mail address." }),
      ...(password ? {} : { password: "Give your password." }),
    };
    setMissing(gaps);
    if (Object.keys(gaps).length > 0) return;
    setBusy("password");
    setFailed(null);
    const problem = await openSession(email, password);
    if (problem === null) {
      // A whole new page: the frame and its data are the signed-in person's from the first byte.
      window.location.assign(target);
      return;
    }
    setBusy(null);
    setFailed(problem);
  }

  async function leave(id: string) {
    setBusy(id);
    setFailed(await goToProvider(id, target));
    setBusy(null);
  }

  return (
    <>
      <form className="grid gap-3.5" noValidate method="post" onSubmit={(event) => void submit(event)}>
        <div role="alert" className="field empty:hidden">
          <FieldError>{failed}</FieldError>
        </div>
        <TextInput
          label="Mail address"
          name="email"
          type="email"
          autoComplete="username"
          inputMode="email"
          autoCapitalize="none"
          autoFocus
          required
          error={missing.email}
        />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          error={missing.password}
        />
        <Button type="submit" variant="primary" block busy={busy === "password"} busyLabel="Signing in">
          Sign in
        </Button>
      </form>
      {providers.map((one) => (
        <Button
          key={one.id}
          block
          icon={<KeyRound />}
          busy={busy === one.id}
          busyLabel={`Going to ${one.name}`}
          onClick={() => void leave(one.id)}
        >
          {one.name}
        </Button>
      ))}
    </>
  );
}
