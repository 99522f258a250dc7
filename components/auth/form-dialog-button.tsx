"use client";

import { useState } from "react";
import type { FormDialogProps } from "#components/auth/form-dialog.tsx";
import { Button, type ButtonProps } from "#components/ui/button.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";

const FormDialog = onDemand(async () => (await import("./form-dialog.tsx")).FormDialog);

/** A button and the dialog it opens. */
export function FormDialogButton({
  trigger,
  ...dialog
}: Omit<FormDialogProps, "open" | "onClose"> & { trigger: ButtonProps }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button {...trigger} aria-haspopup="dialog" onClick={() => setOpen(true)} />
      {open ? <FormDialog {...dialog} open onClose={() => setOpen(false)} /> : null}
    </>
  );
}
