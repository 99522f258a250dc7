"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useSend } from "#components/auth/use-send.ts";
import { ImportPlan } from "#components/oncall/import-plan.tsx";
import { callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/inputs.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ImportDto, ScheduleDto } from "#lib/oncall/schema.ts";
import { plural } from "#lib/platform/format.ts";
import "./oncall.css";

/** Takes a rota over from an iCalendar file: first what would be made, then, by a second press, all of it or nothing. */
export function ImportCalendar({ schedule }: { schedule: ScheduleDto }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="quiet" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Import a calendar
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        width={600}
        title="Import a calendar"
        description="The turns of an iCalendar file (.ics) become overrides of this schedule for the next twelve months. First you see what would be made."
      >
        <Steps schedule={schedule} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function Steps({ schedule, onClose }: { schedule: ScheduleDto; onClose: () => void }) {
  const [ics, setIcs] = useState("");
  const [people, setPeople] = useState<Record<string, string | null>>({});
  const [leaveOut, setLeaveOut] = useState(false);
  const [plan, setPlan] = useState<ImportDto | null>(null);
  const sending = useSend();
  const router = useRouter();

  async function ask(given: { ics: string; people: Record<string, string | null> }, dryRun: boolean) {
    const answer = await sending.send((idempotencyKey) =>
      callApi<ImportDto>(
        "POST",
        `/schedules/${schedule.id}/import`,
        { ...given, dryRun, leaveOut },
        { idempotencyKey },
      ),
    );
    if (dryRun) {
      setPlan(answer ?? null);
      return;
    }
    router.refresh();
    if (!answer) return;
    toast({ title: `${plural(answer.count, "override")} taken over`, tone: "ok" });
    onClose();
  }
  async function choose(file: File | undefined) {
    const text = file ? await file.text() : "";
    setIcs(text);
    setPeople({});
    setPlan(null);
    if (text) await ask({ ics: text, people: {} }, true);
  }
  const open = plan ? plan.people.filter((one) => !one.user && !one.leftOut).length : 0;
  const unclear = plan ? plan.overlaps.length + plan.problems.length : 0;
  const ready = plan !== null && plan.count > 0 && open === 0 && (unclear === 0 || leaveOut);
  return (
    <div className="grid gap-3">
      <TextInput
        label="iCalendar file"
        type="file"
        accept=".ics,text/calendar"
        onChange={(event) => void choose(event.target.files?.[0])}
        error={sending.at("ics")}
      />
      <div aria-live="polite">
        {plan ? (
          <ImportPlan
            plan={plan}
            zone={schedule.zone}
            candidates={schedule.candidates}
            leaveOut={leaveOut}
            onLeaveOut={setLeaveOut}
            onPerson={(who, userId) => {
              const next = { ...people, [who]: userId };
              setPeople(next);
              void ask({ ics, people: next }, true);
            }}
          />
        ) : sending.busy ? (
          <p className="t3">Reading the calendar …</p>
        ) : null}
      </div>
      <div role="alert" className="field empty:hidden">
        <FieldError>{sending.rest("ics")}</FieldError>
      </div>
      {plan && !ready ? <p className="xs t2">{waitsFor(plan, open)}</p> : null}
      <footer className="dlg-foot">
        <Button variant="quiet" onClick={onClose} disabled={sending.busy}>
          Cancel
        </Button>
        <Button
          variant="primary"
          busy={sending.busy && plan !== null}
          busyLabel="Working"
          disabled={!ready}
          onClick={() => void ask({ ics, people }, false)}
        >
          {plan && plan.count > 0 ? `Take over ${plural(plan.count, "turn")}` : "Take over"}
        </Button>
      </footer>
    </div>
  );
}

/** Why it cannot be taken over yet. */
function waitsFor(plan: ImportDto, unknown: number): string {
  if (unknown > 0) return "Say who everybody is, or leave them out.";
  if (plan.count === 0) return "Nothing of this calendar lies ahead.";
  return "Leave out what is not clear, or change it first.";
}
