"use client";

import Upload from "lucide-react/icons/upload";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";

const ImportDialog = onDemand(async () => (await import("./import-dialog.tsx")).ImportDialog);

export type ImportPanelProps = {
  scheduleId: string;
  /** Who may be put on call here. */
  candidates: ReadonlyArray<{ id: string; name: string }>;
  zone: string;
};

/** Takes a rota over from a calendar file: what would be made is shown first, then all of it is made at once. */
export function ImportButton(props: ImportPanelProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="soft" size="sm" icon={<Upload />} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Import a calendar
      </Button>
      {open ? <ImportDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
