"use client";

import KeyRound from "lucide-react/icons/key-round";
import LockOpen from "lucide-react/icons/lock-open";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { callSensitive } from "#components/auth/sensitive.ts";
import { ShownOnce } from "#components/auth/shown-once.tsx";
import { useSend } from "#components/auth/use-send.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { toast } from "#components/ui/toast.ts";
import { formatInstant } from "#lib/platform/format.ts";

type Props = { id: string; name: string; locked: boolean; zone: string };

/** A reset link to pass on, and unlocking at once. */
export function HelpAccount({ id, name, locked, zone }: Props) {
  const router = useRouter();
  const link = useSend();
  const unlocking = useSend();
  const [made, setMade] = useState<{ url: string; expiresAt: string } | null>(null);

  async function makeLink() {
    const done = await link.send(() =>
      callSensitive<{ url: string; expiresAt: string }>("POST", `/users/${id}/reset-link`),
    );
    if (done) setMade(done);
  }

  async function unlock() {
    const done = await unlocking.send(() => callSensitive("POST", `/users/${id}/unlock`));
    if (!done) return;
    toast({ title: `${name} can sign in again`, tone: "ok" });
    router.refresh();
  }

  return (
    <>
      <div className="row wrap">
        {locked ? (
          <Button
            icon={<LockOpen />}
            busy={unlocking.busy}
            busyLabel="Unlocking"
            onClick={() => void unlock()}
          >
            Unlock
          </Button>
        ) : null}
        <Button
          icon={<KeyRound />}
          busy={link.busy}
          busyLabel="Making a link"
          onClick={() => void makeLink()}
        >
          Make a reset link
        </Button>
      </div>
      <div role="alert" className="field empty:hidden">
        <FieldError>{link.rest() ?? unlocking.rest()}</FieldError>
      </div>
      <Dialog
        open={made !== null}
        onClose={() => setMade(null)}
        title={`A new password for ${name}`}
        footer={<Button onClick={() => setMade(null)}>Done</Button>}
      >
        {made ? (
          <ShownOnce
            label="Reset link"
            secret={made.url}
            note={`Shown only now. It works once, until ${formatInstant(made.expiresAt, zone)}, and signs ${name} out everywhere.`}
          />
        ) : null}
      </Dialog>
    </>
  );
}
