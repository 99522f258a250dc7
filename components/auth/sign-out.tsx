"use client";

import { type FormEvent, useEffect, useState } from "react";
import { forgetDrafts } from "#components/patterns/draft-store.ts";
import { Logo } from "#components/shell/logo.tsx";
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
    <main className="grid min-h-[70vh] place-items-center p-4">
      <form className="panel w-full max-w-sm p-6" onSubmit={submit}>
        <Logo />
        <h1 className="mt-4">Sign out</h1>
        <p className="t2 mt-1">You are signed in as {name}. Unsent drafts in this browser are removed.</p>
        {waiting > 0 ? (
          <p className="wait mt-3" role="status">
            {plural(waiting, "answer")} of a checklist {waiting === 1 ? "has" : "have"} not reached the server
            yet. They stay in this browser under your name and are sent when you open the run again.
          </p>
        ) : null}
        <div role="alert">
          <FieldError>
            {failed ? "The server did not answer; you are still signed in. Try again." : null}
          </FieldError>
        </div>
        <div className="row mt-4">
          <Button type="submit" variant="primary" busy={busy} busyLabel="Signing out">
            Sign out
          </Button>
          <LinkButton href="/today" variant="quiet">
            Stay signed in
          </LinkButton>
        </div>
      </form>
    </main>
  );
}
