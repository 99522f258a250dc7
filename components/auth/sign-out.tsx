"use client";

import { type FormEvent, useEffect, useState } from "react";
import { AuthFrame } from "#components/auth/frame.tsx";
import { forgetDrafts } from "#components/patterns/draft-store.ts";
import type { Unsent } from "#components/shell/unsent.ts";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { plural } from "#lib/platform/format.ts";

/** Ends the session on the server and in this browser. @throws when the server did not do it */
async function signOut(): Promise<void> {
  const given = await fetch("/api/auth/csrf", { cache: "no-store" });
  const { csrfToken } = (await given.json()) as { csrfToken: string };
  const answer = await fetch("/api/auth/signout", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, callbackUrl: "/sign-in", json: "true" }),
  });
  if (!answer.ok) throw new Error(`Sign-out answered ${answer.status}`);
}

/** Asks before signing out, and says what of this person's still waits in this browser. */
export function SignOut({ name, userId }: { name: string; userId: string }) {
  const [waiting, setWaiting] = useState<Unsent[]>([]);
  const [remove, setRemove] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    void import("#components/shell/unsent.ts").then(({ unsentOf }) => unsentOf(userId).then(setWaiting));
  }, [userId]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setFailed(false);
    try {
      // Loaded before: once signed out, nothing may keep what was kept from being removed.
      const [unsent, kept] = await Promise.all([
        import("#components/shell/unsent.ts"),
        import("#components/shell/kept.ts"),
      ]);
      await signOut();
      forgetDrafts();
      await kept.wipeKept();
      if (remove) for (const one of waiting) await unsent.dropUnsent(userId, one.slot, one.idempotencyKey);
      // A whole new page: nothing of the signed-in person stays in memory.
      window.location.assign("/sign-in");
    } catch {
      setBusy(false);
      setFailed(true);
    }
  }

  return (
    <AuthFrame
      title="Sign out"
      say={`You are signed in as ${name}. Unsent drafts in this browser are removed.`}
    >
      <form className="grid gap-3.5" onSubmit={submit}>
        {waiting.length > 0 ? (
          <div className="wait grid" role="status">
            <p>
              {plural(waiting.length, "entry has", "entries have")} not reached the server yet. What stays is
              shown to nobody else here, and is sent when you sign in again in this browser.
            </p>
            <ul className="xs">
              {waiting.map((one) => (
                <li key={one.slot}>{one.says}</li>
              ))}
            </ul>
            <Checkbox
              label={`Remove ${waiting.length === 1 ? "it" : "them"} for good`}
              checked={remove}
              onChange={(event) => setRemove(event.target.checked)}
            />
          </div>
        ) : null}
        <div role="alert" className="field empty:hidden">
          <FieldError>
            {failed ? "The server did not answer; you are still signed in. Try again." : null}
          </FieldError>
        </div>
        <Button type="submit" variant="primary" block busy={busy} busyLabel="Signing out">
          Sign out
        </Button>
        <LinkButton href="/today" block>
          Stay signed in
        </LinkButton>
      </form>
    </AuthFrame>
  );
}
