"use client";

import { type ReactNode, useState } from "react";
import type { Outcome } from "#components/incidents/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field.tsx";

/** The sentences of the last refusal: `at(path)` for a field, `rest` for what belongs to none of `fields`. */
export interface Refusal {
  at: (path: string) => string | undefined;
  rest: string | undefined;
}

export interface FormDialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  verb: string;
  busyLabel: string;
  width?: number | undefined;
  /** Paths that have a field here; every other error stands above the buttons. */
  fields: ReadonlyArray<string>;
  /** Sends it; `null` when something is missing that was said at its field. */
  onSend: () => Promise<Outcome | null>;
  children: (refusal: Refusal) => ReactNode;
}

/** A dialog that is a form: busy until the server has answered, errors at their fields, everything typed stays. */
export function FormDialog(props: FormDialogProps) {
  const { open, onClose, title, description, width } = props;
  const [busy, setBusy] = useState(false);
  return (
    <Dialog open={open} onClose={onClose} title={title} description={description} width={width} locked={busy}>
      <Form {...props} busy={busy} setBusy={setBusy} />
    </Dialog>
  );
}

function refusalOf(outcome: Outcome | null, fields: ReadonlyArray<string>): Refusal {
  const errors = outcome?.ok === false ? outcome.errors : [];
  const placed = errors.filter((error) => fields.includes(error.path));
  const rest = errors.filter((error) => !fields.includes(error.path));
  const sentence =
    outcome?.ok !== false
      ? undefined
      : errors.length === 0
        ? outcome.detail
        : rest.map((one) => one.message).join(" ");
  return {
    at: (path) => placed.find((error) => error.path === path)?.message,
    rest: sentence || undefined,
  };
}

function Form(props: FormDialogProps & { busy: boolean; setBusy: (busy: boolean) => void }) {
  const { busy, setBusy, onSend, onClose, verb, busyLabel, fields, children } = props;
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const refusal = refusalOf(outcome, fields);
  async function send() {
    setBusy(true);
    const answer = await onSend();
    setBusy(false);
    setOutcome(answer);
    if (answer?.ok) onClose();
  }
  return (
    <form
      className="grid gap-3"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void send();
      }}
    >
      {children(refusal)}
      <div role="alert">
        <FieldError>{refusal.rest}</FieldError>
      </div>
      <footer>
        <Button variant="quiet" onClick={onClose} disabled={busy}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" busy={busy} busyLabel={busyLabel}>
          {verb}
        </Button>
      </footer>
    </form>
  );
}
