"use client";

import BellRing from "lucide-react/icons/bell-ring";
import Check from "lucide-react/icons/check";
import {
  becauseWords,
  causeWords,
  deliveryWords,
  endWords,
  ringingWords,
} from "#components/escalations/words.ts";
import { Button } from "#components/ui/button.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Countdown, RelativeTime } from "#components/ui/time.tsx";
import type { EscalationDto, PageDto, StepDto, WatchDto } from "#lib/escalations/schema.ts";

export interface LadderProps {
  escalations: ReadonlyArray<EscalationDto>;
  /** What may begin a new one although somebody has it. */
  watch: WatchDto | null;
  me: string;
  /** Answers a call on an incident that is acknowledged already; absent while the next step does it. */
  onTake: (() => void) | undefined;
}

/** Every escalation of an incident as a ladder: what has fired and reached whom, what comes and when. */
export function Ladder({ escalations, watch, me, onTake }: LadderProps) {
  if (escalations.length === 0 && !watch) return null;
  const calling = escalations.filter((one) => one.endedAt === null);
  const callsMe = calling.some((one) => one.pages.some((page) => page.user.id === me));
  const ringing = ringingWords(escalations);
  return (
    <Panel
      title="Escalation"
      tight
      end={
        ringing ? (
          <Badge tone="warn" icon={<BellRing />}>
            {ringing}
          </Badge>
        ) : null
      }
    >
      {escalations.map((one, index) => (
        <Run key={one.id} escalation={one} first={index === 0} />
      ))}
      {watch ? <Waiting watch={watch} /> : null}
      {callsMe && onTake ? (
        <p className="px-3.5 pb-3 noprint">
          <Button variant="primary" block onClick={onTake}>
            Acknowledge the call
          </Button>
        </p>
      ) : null}
    </Panel>
  );
}

function Run({ escalation: one, first }: { escalation: EscalationDto; first: boolean }) {
  const round = Math.max(0, ...one.steps.map((step) => step.round));
  const shown = one.steps.filter((step) => step.round === round);
  const earlier = one.steps.filter((step) => step.round < round && step.outcome === "paged").length;
  return (
    <>
      <p className={first ? "run1 xs" : "run1 xs border-t border-line pt-2"}>
        <span className="t2">
          {causeWords(one)}, <RelativeTime iso={one.startedAt} show="moment" />
        </span>
        {one.endedAt ? (
          <span className="ok row">
            <Check className="s" />
            {endWords(one.endReason)}
          </span>
        ) : (
          <span className="warn">Not acknowledged</span>
        )}
      </p>
      {one.reason ? <p className="px-3.5 pb-1.5 xs t2">{one.reason}</p> : null}
      {round > 0 ? (
        <p className="px-3.5 pb-1.5 xs t2 num">
          Round {round + 1}; {earlier} {earlier === 1 ? "level" : "levels"} rang in the rounds before
        </p>
      ) : null}
      <ol className="lad">
        {shown.map((step) => (
          <Step key={`${step.round}.${step.level ?? "last"}`} step={step} run={one} />
        ))}
      </ol>
      {one.endedAt === null && one.nextAt === null ? (
        <p className="px-3.5 pb-2.5 xs warn">Its rounds are over and nobody has acknowledged.</p>
      ) : null}
    </>
  );
}

const seenClass = (step: StepDto, run: EscalationDto): string | undefined => {
  if (step.pages.some((page) => page.user.id === run.endedBy?.id) && run.endedAt) return "l-ok";
  return step.pages.some((page) => page.seenAt) ? "l-fire" : undefined;
};

function Step({ step, run }: { step: StepDto; run: EscalationDto }) {
  return (
    <li className={seenClass(step, run)}>
      <span className="lv">
        <span className="vh">{step.level === null ? "Last resort" : "Level "}</span>
        {step.level ?? "!"}
      </span>
      <div>
        {step.outcome === "planned" ? <Planned step={step} /> : null}
        {step.outcome === "nobody" ? (
          <>
            <p>
              <b>Nobody</b> <span className="t3">{step.targets.join(", ")}</span>
            </p>
            <p className="xs warn num">
              Reached nobody <When iso={step.firedAt} />: the next level followed at once
            </p>
          </>
        ) : null}
        {step.pages.map((page) => (
          <Page key={page.user.id} page={page} step={step} run={run} />
        ))}
      </div>
    </li>
  );
}

const When = ({ iso }: { iso: string | null }) => (iso ? <RelativeTime iso={iso} show="moment" /> : null);

function Planned({ step }: { step: StepDto }) {
  const names = step.would.map((person) => person.name).join(", ");
  return (
    <>
      <p>
        <b>{names || "Nobody just now"}</b> <span className="t3">{step.targets.join(", ")}</span>
      </p>
      <p className="xs t3 num">
        Rings <When iso={step.plannedAt} />,{" "}
        {step.plannedAt ? <Countdown to={step.plannedAt} show="words" /> : null}, unless acknowledged
      </p>
    </>
  );
}

function Page({ page, step, run }: { page: PageDto; step: StepDto; run: EscalationDto }) {
  const went = deliveryWords(page.deliveries);
  const took = run.endedBy?.id === page.user.id && run.endReason === "acknowledged";
  return (
    <>
      <p>
        <b>{page.user.name}</b> <span className="t3">{becauseWords(page.because)}</span>
      </p>
      <p className="xs t2 num">
        Told <RelativeTime iso={page.at} show="moment" />
        {step.late ? <span className="warn">, late</span> : null}
        {went ? `, ${went}` : ""} ·{" "}
        {took ? (
          <span className="ok">
            acknowledged <When iso={run.endedAt} />
          </span>
        ) : page.seenAt ? (
          <span className="info">
            seen <RelativeTime iso={page.seenAt} show="moment" />
          </span>
        ) : (
          <span className="warn">not seen yet</span>
        )}
      </p>
    </>
  );
}

/** Somebody has it: what would begin a new escalation all the same. */
function Waiting({ watch }: { watch: WatchDto }) {
  if (!watch.ackDueAt && !watch.backstopAt) return null;
  return (
    <p className="px-3.5 pb-2.5 xs t2 num">
      Calls again
      {watch.backstopAt ? (
        <>
          {" "}
          if not mitigated by <When iso={watch.backstopAt} />
        </>
      ) : null}
      {watch.backstopAt && watch.ackDueAt ? ", or" : ""}
      {watch.ackDueAt ? (
        <>
          {" "}
          if nobody writes anything by <When iso={watch.ackDueAt} />
        </>
      ) : null}
    </p>
  );
}
