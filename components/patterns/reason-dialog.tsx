"use client";

import { useState } from "react";
import { Button, type ButtonProps } from "#components/ui/button.tsx";
import { ConfirmDialog, type ConfirmDialogProps } from "#components/ui/confirm-dialog.tsx";

export type ReasonDialogProps = Omit<ConfirmDialogProps, "open" | "onClose"> & {
  /** The button that opens it. */
  trigger: Pick<
    ButtonProps,
    "variant" | "size" | "icon" | "iconOnly" | "label" | "keys" | "block" | "disabledReason"
  >;
};

/** A button that asks for a reason (or a plain confirmation) before it acts. */
export function ReasonDialog({ trigger, reason = {}, ...confirm }: ReasonDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button {...trigger} aria-haspopup="dialog" onClick={() => setOpen(true)} />
      <ConfirmDialog {...confirm} reason={reason} open={open} onClose={() => setOpen(false)} />
    </>
  );
}
