"use client";

import { Reach } from "#components/oncall/reach.tsx";
import { TakeButton } from "#components/oncall/shift-card.tsx";
import { momentWords, NOBODY, untilWords } from "#components/oncall/words.ts";
import { Avatar, Badge } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { useNow } from "#components/ui/time-context.tsx";
import type { ReadinessDto } from "#lib/notifications/schema.ts";
import type { OnCallDto } from "#lib/oncall/schema/on-call.ts";
import type { ScheduleDto } from "#lib/oncall/schema/schedules.ts";

const FALLBACK: Record<string, string> = {
  lead: "Nobody is scheduled: pages ring the team's lead",
  deputy: "Nobody is scheduled: pages ring the team's deputy",
  admin: "Nobody is scheduled: pages ring the administrators",
};

type Props = { schedule: ScheduleDto; me: string; readiness: readonly ReadinessDto[] };

/** Who has the pager of this schedule now, why, until when, and who comes then. */
export function ScheduleNow({ schedule, me, readiness }: Props) {
  const { onCall, zone } = schedule;
  const now = useNow();
  const { holder, next, pendingHandoff: pending, scheduled } = onCall;
  const reach = readiness.find((one) => one.userId === holder?.user.id);
  const mine = holder?.user.id === me;
  const takes = schedule.abilities.take === true && scheduled !== null && (!mine || pending?.to.id === me);
  return (
    <Panel title="On call now" padded call={mine} className="sched-now">
      <div className="grid gap-2.5">
        <div className="row">
          <Avatar name={holder?.user.name ?? null} me={mine} size="lg" />
          <span className="grow grid">
            <span className="b trunc">{holder?.user.name ?? NOBODY}</span>
            <span className="xs t2" suppressHydrationWarning>
              {holder && holder.because in FALLBACK
                ? FALLBACK[holder.because]
                : next
                  ? `until ${untilWords(next.at, now, zone)}`
                  : "no change ahead"}
            </span>
          </span>
          {reach ? <Reach reach={reach} /> : null}
        </div>
        {pending ? <Pending pending={pending} zone={zone} me={me} /> : null}
        {next ? (
          <p className="t2">
            Then <span className={next.user ? "m t1" : "m crit"}>{next.user?.name ?? NOBODY}</span>, from{" "}
            {momentWords(next.at, zone)}.
          </p>
        ) : null}
        {takes ? <TakeButton scheduleId={schedule.id} primary={pending?.to.id === me} /> : null}
      </div>
    </Panel>
  );
}

type PendingProps = { pending: NonNullable<OnCallDto["pendingHandoff"]>; zone: string; me: string };

function Pending({ pending, zone, me }: PendingProps) {
  const who = pending.to.id === me ? "you" : pending.to.name;
  return (
    <div className="grid gap-1.5">
      <Badge tone="warn" className="justify-self-start">
        Handoff waits
      </Badge>
      <p className="xs t2">
        {pending.lapsed
          ? `Not accepted in time: the pager is with ${who}, and the lead is rung too until it is accepted.`
          : `Since ${momentWords(pending.since, zone)}. A P0 or P1 rings both${
              pending.graceEndsAt
                ? `; at ${momentWords(pending.graceEndsAt, zone)} the pager moves to ${who}`
                : ""
            }.`}
      </p>
    </div>
  );
}
