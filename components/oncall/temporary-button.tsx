"use client";

import Plus from "lucide-react/icons/plus";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";
import type { ScheduleDto } from "#lib/oncall/schema.ts";

const TemporaryDialog = onDemand(async () => (await import("./temporary-dialog.tsx")).TemporaryDialog);

/** Opens the form of a temporary schedule. */
export function TemporaryButton({ schedule, today }: { schedule: ScheduleDto; today: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" variant="soft" icon={<Plus />} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Add one
      </Button>
      {open ? <TemporaryDialog schedule={schedule} today={today} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
