"use client";

import ArrowRight from "lucide-react/icons/arrow-right";
import { Avatar } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Countdown, LiveGauge, RelativeTime } from "#components/ui/time.tsx";
import { useNow, useZone } from "#components/ui/time-context.tsx";
import type { HandoffDto } from "#lib/handoffs/schema.ts";
import { formatTime } from "#lib/platform/format.ts";
import { silenceWords } from "./words.ts";

const names = (people: ReadonlyArray<{ name: string }>) => people.map((one) => one.name).join(", ");

const fromWords = (moved: boolean, own: boolean) =>
  moved ? "handed over" : own ? "hold the pager" : "holds the pager";
const toWords = (has: boolean, own: boolean) => {
  if (has) return own ? "hold the pager" : "holds the pager";
  return own ? "take over" : "takes over";
};

/** Who has the pager, who comes, and how long is left. */
export function GracePanel({ handoff, me }: { handoff: HandoffDto; me: string }) {
  const now = useNow();
  const begun = Date.parse(handoff.at) <= now;
  const over = Date.parse(handoff.graceEndsAt) <= now;
  const moved = handoff.acceptedAt ? begun : over && begun;
  const you = (person: { id: string; name: string }) => (person.id === me ? "You" : person.name);
  return (
    <Panel label="Who holds the pager">
      <div className="ho-who">
        {handoff.from ? (
          <>
            <Avatar name={handoff.from.name} me={handoff.from.id === me} size="lg" />
            <span className="ho-name">
              <span className="b">{you(handoff.from)}</span>
              <span className="xs t2">{fromWords(moved, handoff.from.id === me)}</span>
            </span>
            <ArrowRight className="t3" aria-label="to" />
          </>
        ) : null}
        <Avatar name={handoff.to.name} me={handoff.to.id === me} size="lg" />
        <span className="ho-name">
          <span className="b">{you(handoff.to)}</span>
          <span className="xs t2">
            {toWords(moved || !handoff.from, handoff.to.id === me)}
            {handoff.until ? (
              <>
                {" "}
                until <RelativeTime iso={handoff.until} show="moment" focusable={false} />
              </>
            ) : null}
          </span>
        </span>
      </div>
      <div className="ho-grace">
        <Rest handoff={handoff} begun={begun} over={over} me={me} />
      </div>
    </Panel>
  );
}

function Rest(props: { handoff: HandoffDto; begun: boolean; over: boolean; me: string }) {
  const { handoff, begun, over, me } = props;
  const zone = useZone();
  const incoming = handoff.to.id === me ? "you" : handoff.to.name;
  const silence = silenceWords(handoff);
  if (handoff.state === "void")
    return <p className="xs t2">The shift changed: this handoff is over without a signature.</p>;
  if (handoff.acceptedAt)
    return (
      <p className="xs t2">
        Accepted <RelativeTime iso={handoff.acceptedAt} show="moment" focusable={false} />
        {handoff.late ? ", after the grace time." : "."} {silence}
      </p>
    );
  if (handoff.state === "expired")
    return (
      <p className="xs crit">
        The shift is over: nobody {handoff.from ? "accepted" : "confirmed"} it. {silence}
      </p>
    );
  if (!handoff.from)
    return (
      <p className="xs t2">
        Nobody hands over: the pager is with {incoming} already. A confirmation says it was seen.
      </p>
    );
  if (over && begun)
    return (
      <p className="xs crit" role="status">
        Not accepted in time: the pager is with {incoming}, and a P0 or P1 rings{" "}
        {names(handoff.leads) || "the administrators"} too until it is accepted. {silence}
      </p>
    );
  const lead = names(handoff.leads) || "the administrators";
  return (
    <>
      <div className="ho-left">
        <span className="xs t2">{begun ? "Grace left" : "Shift changes"}</span>
        <span className="clk num">
          <Countdown to={begun ? handoff.graceEndsAt : handoff.at} show="plain" />
        </span>
      </div>
      {begun ? (
        <LiveGauge from={handoff.at} due={handoff.graceEndsAt} label="Grace time used" warnFrom={0.66} />
      ) : null}
      <p className="xs t2 mt-2.5">
        Until {incoming === "you" ? "you accept" : `${incoming} accepts`}, a P0 or P1 rings{" "}
        {me === handoff.to.id || me === handoff.from.id ? "you both" : "both"}. At{" "}
        {formatTime(handoff.graceEndsAt, zone)} the pager moves to {incoming} and rings {lead} too.
      </p>
      {handoff.refused ? <p className="xs crit mt-2">Refused: {handoff.refused.reason}</p> : null}
    </>
  );
}
