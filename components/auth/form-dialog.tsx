"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { ShownOnce, type ShownOnceProps } from "#components/auth/shown-once.tsx";
import { textsOf, useSend } from "#components/auth/use-send.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { toast } from "#components/ui/toast.ts";

/** What a form holds when it is sent. */
export interface Given {
  /** Text fields by name. */
  text: Record<string, string>;
  form: HTMLFormElement;
  idempotencyKey: string;
}

export type FormDialogProps<T = unknown> = {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  verb: string;
  busyLabel: string;
  tone?: "primary" | "destroy" | undefined;
  width?: number | undefined;
  /** Paths that have a field here; every other error stands above the buttons. */
  fields: ReadonlyArray<string>;
  /** Sends it; what is thrown is shown. A returned `false` keeps the dialog open without a word. */
  onSend: (given: Given) => Promise<T | false>;
  /** A secret of the answer that is shown now and never again, in the form's place. */
  once?: ((answer: T) => ShownOnceProps | null) | undefined;
  /** Said when it is done. */
  done?: string | undefined;
  children: (at: (path: string) => string | undefined) => ReactNode;
};

/**
 * A dialog that is a form: busy until the server has answered, errors at their fields, everything typed stays. What
 * the page shows is fetched again afterwards, also when somebody else was faster.
 */
export function FormDialog<T>(props: FormDialogProps<T>) {
  const { open, onClose, title, description, width } = props;
  const [busy, setBusy] = useState(false);
  return (
    <Dialog open={open} onClose={onClose} title={title} description={description} width={width} locked={busy}>
      <Form {...props} onBusy={setBusy} />
    </Dialog>
  );
}

function Form<T>(props: FormDialogProps<T> & { onBusy: (busy: boolean) => void }) {
  const { verb, busyLabel, tone = "primary", fields, onSend, once, onClose, onBusy, done, children } = props;
  const router = useRouter();
  const sending = useSend();
  const [secret, setSecret] = useState<ShownOnceProps | null>(null);

  async function submit(form: HTMLFormElement) {
    onBusy(true);
    const answer = await sending.send(async (idempotencyKey) => ({
      given: await onSend({ text: textsOf(form), form, idempotencyKey }),
    }));
    onBusy(false);
    router.refresh();
    if (!answer || answer.given === false) return;
    if (done) toast({ title: done, tone: "ok" });
    const told = once?.(answer.given) ?? null;
    if (told) setSecret(told);
    else onClose();
  }

  if (secret)
    return (
      <>
        <ShownOnce {...secret} />
        <footer className="dlg-foot">
          <Button onClick={onClose}>Done</Button>
        </footer>
      </>
    );

  return (
    <form
      className="grid gap-3"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!sending.busy) void submit(event.currentTarget);
      }}
    >
      {children(sending.at)}
      <div role="alert" className="field empty:hidden">
        <FieldError>{sending.rest(...fields)}</FieldError>
      </div>
      <footer className="dlg-foot">
        <Button variant="quiet" onClick={onClose} disabled={sending.busy}>
          Cancel
        </Button>
        <Button type="submit" variant={tone} busy={sending.busy} busyLabel={busyLabel}>
          {verb}
        </Button>
      </footer>
    </form>
  );
}
