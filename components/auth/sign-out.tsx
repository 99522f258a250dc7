"use client";

import { type FormEvent, useEffect, useState } from "react";
import { AuthFrame } from "#components/auth/frame.tsx";
import { forgetDrafts } from "#components/patterns/draft-store.ts";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { plural } from "#lib/platform/format.ts";
import { waitingAnswers } from "./waiting-answers.ts";

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
  const [waiting, setWaiting] = useState(0);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  useEffect(() => setWaiting(waitingAnswers(userId)), [userId]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setFailed(false);
    try {
      await signOut();
      forgetDrafts();
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
        {waiting > 0 ? (
          <p className="wait" role="status">
            {plural(waiting, "answer")} of a checklist {waiting === 1 ? "has" : "have"} not reached the server
            yet. They stay in this tab under your name and are sent when you open the run in it again.
          </p>
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
