"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useSend } from "#components/auth/use-send.ts";
import { AskDialog } from "#components/oncall/ask.ts";
import { lengthWords, NOBODY, sourceWords, spanWords } from "#components/oncall/words.ts";
import { callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { useNow } from "#components/ui/time-context.tsx";
import { toast } from "#components/ui/toast.ts";
import { zoneWords } from "#components/ui/wall-time.ts";
import type { OnCallDto, ShiftDto } from "#lib/oncall/schema/on-call.ts";
import type { LaneDto } from "#lib/oncall/schema/timeline.ts";

type Props = { lane: LaneDto; shift: ShiftDto; me: string; zone: string };

/** A chosen shift in words, and what one may do with it without being a lead. */
export function ShiftCard({ lane, shift, me, zone }: Props) {
  const now = useNow();
  const [asking, setAsking] = useState(false);
  const mine = shift.user?.id === me;
  const over = Date.parse(shift.to) <= now;
  const running = !over && Date.parse(shift.from) <= now;
  const what = sourceWords(shift.source);
  return (
    <div className="grid gap-3">
      <p>
        <span className="m">{shift.user?.name ?? NOBODY}</span>
        {what ? <span className="t3">, {what}</span> : null}
        <span className="block t2 num">{spanWords(shift.from, shift.to, zone)}</span>
        <span className="block xs t3 num">
          {lengthWords(shift.from, shift.to)}, {zoneWords(zone)}
        </span>
      </p>
      {running && !mine && lane.abilities.take === true ? <TakeButton scheduleId={lane.schedule.id} /> : null}
      {mine && !over ? <Button onClick={() => setAsking(true)}>Ask for a cover</Button> : null}
      {!mine && !running && lane.abilities.override !== true ? (
        <p className="xs t3">{refusal(lane.abilities.override)}</p>
      ) : null}
      {asking ? <AskDialog open onClose={() => setAsking(false)} shift={shift} zone={zone} /> : null}
    </div>
  );
}

const refusal = (may: LaneDto["abilities"]["override"]): string =>
  typeof may === "object" ? may.because : "Leads of the team override a schedule.";

/** "I have it": the pager of a running shift moves with one tap. */
export function TakeButton({ scheduleId, primary }: { scheduleId: string; primary?: boolean }) {
  const sending = useSend();
  const router = useRouter();
  async function take() {
    const done = await sending.send((idempotencyKey) =>
      callApi<OnCallDto>("POST", `/schedules/${scheduleId}/take`, {}, { idempotencyKey }),
    );
    router.refresh();
    if (done) toast({ title: `${done.holder?.user.name ?? NOBODY} has the pager`, tone: "ok" });
  }
  return (
    <span className="grid gap-1">
      <Button
        variant={primary ? "primary" : "outline"}
        busy={sending.busy}
        busyLabel="Taking it"
        onClick={() => void take()}
      >
        I have it
      </Button>
      <span role="alert" className="field empty:hidden">
        <FieldError>{sending.rest()}</FieldError>
      </span>
    </span>
  );
}
