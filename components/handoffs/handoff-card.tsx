import ArrowRight from "lucide-react/icons/arrow-right";
import { LinkButton } from "#components/ui/button.tsx";
import { Avatar } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Countdown } from "#components/ui/time.tsx";
import type { HandoffDto } from "#lib/handoffs/schema.ts";
import { formatTime } from "#lib/platform/format.ts";
import { scheduleWords } from "./words.ts";
import "./handoffs.css";

/** The handoff that waits for the viewer, in one panel: who, how long, and the one button. */
export function HandoffCard({ handoff, me, zone }: { handoff: HandoffDto; me: string; zone: string }) {
  const incoming = handoff.to.id === me;
  const lead = handoff.leads.map((one) => one.name).join(", ") || "the administrators";
  const signed = handoff.submittedAt && handoff.from;
  return (
    <Panel call label="A handoff waits for you">
      <div className="ho-who">
        {handoff.from ? (
          <>
            <Avatar name={handoff.from.name} me={handoff.from.id === me} />
            <ArrowRight className="s t3" aria-label="to" />
          </>
        ) : null}
        <Avatar name={handoff.to.name} me={incoming} />
        <span className="grow min-w-0">
          <span className="b trunc">{scheduleWords(handoff)}</span>
        </span>
        {handoff.lapsedAt ? null : (
          <span className="clk num">
            <Countdown to={incoming ? handoff.graceEndsAt : handoff.at} show="plain" />
          </span>
        )}
      </div>
      <div className="grid gap-2.5 px-4 py-3">
        <p className="xs t2">
          {incoming
            ? `${signed ? `${handoff.from?.name} signed at ${formatTime(handoff.submittedAt ?? "", zone)}. ` : ""}${
                handoff.lapsedAt
                  ? `Not accepted in time: the pager is yours, and ${lead} is rung too until you accept.`
                  : handoff.from
                    ? `A P0 or P1 rings you both; at ${formatTime(handoff.graceEndsAt, zone)} the pager moves to you.`
                    : "Nobody hands over: confirm that you have the pager."
              }`
            : `Your shift ends at ${formatTime(handoff.at, zone)}. ${handoff.steps.filter((step) => step.at !== null).length} of 5 steps are done.`}
        </p>
        <LinkButton variant="primary" block href={`/on-call/handoffs/${handoff.id}`}>
          {incoming ? "Review and accept" : "Prepare the handoff"}
        </LinkButton>
      </div>
    </Panel>
  );
}
