"use client";

import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { TextArea } from "#components/ui/inputs.tsx";

export type ReasonField = {
  label?: string | undefined;
  hint?: string | undefined;
  placeholder?: string | undefined;
  /** Default true. */
  required?: boolean | undefined;
  /** Said when it is missing; default "Say why, in a few words." */
  missing?: string | undefined;
};

export type ConfirmDialogProps = {
  open: boolean;
  onClose: () => void;
  /** A question: "Cancel INC-143?" */
  title: string;
  /** What happens: "Paging stops for everyone. The record stays." */
  description?: ReactNode;
  /** The verb on the button: "Cancel incident". */
  verb: string;
  busyLabel?: string | undefined;
  /** The way back: "Keep it open". Default "Cancel". */
  keep?: string | undefined;
  /** "destroy" for what cannot be undone. */
  tone?: "primary" | "destroy" | undefined;
  reason?: ReasonField | undefined;
  children?: ReactNode;
  /** Does it. A returned string is the error shown in the dialog; it stays open with everything typed. */
  onConfirm: (reason: string) => Promise<string | undefined> | string | undefined;
};

/** Asks before what cannot be taken back, with the reason it needs. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onClose, title, description } = props;
  const [busy, setBusy] = useState(false);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      description={description}
      role={props.tone === "destroy" ? "alertdialog" : "dialog"}
      locked={busy}
    >
      <ConfirmForm {...props} busy={busy} setBusy={setBusy} />
    </Dialog>
  );
}

function ConfirmForm(props: ConfirmDialogProps & { busy: boolean; setBusy: (busy: boolean) => void }) {
  const {
    reason,
    verb,
    busyLabel,
    keep = "Cancel",
    tone = "primary",
    onConfirm,
    onClose,
    busy,
    setBusy,
  } = props;
  const [text, setText] = useState("");
  const [missing, setMissing] = useState(false);
  const [failed, setFailed] = useState<string>();
  const needed = reason && reason.required !== false;

  async function submit() {
    const given = text.trim();
    if (needed && !given) return setMissing(true);
    setBusy(true);
    setFailed(undefined);
    const problem = await onConfirm(given);
    setBusy(false);
    if (problem) setFailed(problem);
    else onClose();
  }

  return (
    <form
      className="grid gap-3"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit();
      }}
    >
      {props.children}
      {reason ? (
        <TextArea
          label={reason.label ?? "Reason"}
          hint={reason.hint}
          placeholder={reason.placeholder}
          value={text}
          autoFocus
          required={needed || undefined}
          error={missing ? (reason.missing ?? "Say why, in a few words.") : undefined}
          onChange={(event) => {
            setText(event.target.value);
            setMissing(false);
          }}
        />
      ) : null}
      <div role="alert">
        <FieldError>{failed}</FieldError>
      </div>
      <footer className="dlg-foot">
        <Button variant="quiet" onClick={onClose} disabled={busy}>
          {keep}
        </Button>
        <Button type="submit" variant={tone} busy={busy} busyLabel={busyLabel}>
          {verb}
        </Button>
      </footer>
    </form>
  );
}
