"use client";

import Plus from "lucide-react/icons/plus";
import { useState } from "react";
import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";
import type { ScheduleDto } from "#lib/oncall/schema/schedules.ts";

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

/** Ends a temporary schedule, after a question. */
export function TakeBackTemporary({ scheduleId, rulesId }: { scheduleId: string; rulesId: string }) {
  return (
    <FormDialogButton
      trigger={{ children: "Take back", size: "sm", variant: "quiet" }}
      title="Take the temporary schedule back?"
      description="The layers judge again; one that runs ends now. Whoever it concerns is told."
      verb="Take back"
      busyLabel="Taking back"
      fields={[]}
      done="The layers judge again"
      onSend={({ idempotencyKey }) =>
        callApi("POST", `/schedules/${scheduleId}/temporary/${rulesId}/cancel`, {}, { idempotencyKey })
      }
    >
      {() => null}
    </FormDialogButton>
  );
}
