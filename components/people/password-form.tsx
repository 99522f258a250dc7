"use client";

import { useRouter } from "next/navigation";
import { PasswordField } from "#components/auth/password-field.tsx";
import { textsOf, useSend } from "#components/auth/use-send.ts";
import { callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { toast } from "#components/ui/toast.ts";
import { plural } from "#lib/platform/format.ts";

/** A new password, with the one that holds now. */
export function PasswordForm({ email }: { email: string }) {
  const router = useRouter();
  const sending = useSend();

  async function submit(form: HTMLFormElement) {
    const { current = "", password = "" } = textsOf(form);
    const done = await sending.send((idempotencyKey) =>
      callApi<{ ended: number }>("POST", "/me/password", { current, password }, { idempotencyKey }),
    );
    if (!done) return;
    form.reset();
    router.refresh();
    const detail = done.ended > 0 ? `${plural(done.ended, "other browser")} signed out.` : undefined;
    toast({ title: "Password changed", detail, tone: "ok" });
  }

  return (
    <form
      className="grid gap-3.5"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget);
      }}
    >
      <input type="hidden" name="username" value={email} autoComplete="username" />
      <PasswordField
        label="Password now"
        name="current"
        autoComplete="current-password"
        required
        error={sending.at("current")}
      />
      <PasswordField
        label="New password"
        name="password"
        autoComplete="new-password"
        required
        hint="12 or more characters. A short sentence is good."
        error={sending.at("password")}
      />
      <div role="alert" className="field empty:hidden">
        <FieldError>{sending.rest("current", "password")}</FieldError>
      </div>
      <div>
        <Button type="submit" busy={sending.busy} busyLabel="Changing">
          Change password
        </Button>
      </div>
    </form>
  );
}
