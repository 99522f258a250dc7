"use client";

import BellRing from "lucide-react/icons/bell-ring";
import Check from "lucide-react/icons/check";
import { Button } from "#components/ui/button.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { EscalationDto } from "#lib/escalations/schema.ts";

const BECAUSE: Record<string, string> = {
  lead: "team lead",
  deputy: "deputy lead",
  admin: "administrator",
  person: "called by name",
};
const END: Record<string, string> = {
  acknowledged: "Acknowledged",
  "is investigating": "Under investigation",
  mitigated: "Mitigated",
  resolved: "Resolved",
  closed: "Closed",
  cancelled: "Cancelled",
  lowered: "Severity lowered",
};

export interface EscalationPanelProps {
  escalations: ReadonlyArray<EscalationDto>;
  me: string;
  /** Answers a call on an incident that is acknowledged already; absent while the next step does it. */
  onTake: (() => void) | undefined;
}

/** Every call about this incident: cause, whom it told, whether they have seen it, what ended it. */
export function EscalationPanel({ escalations, me, onTake }: EscalationPanelProps) {
  if (escalations.length === 0) return null;
  const calling = escalations.filter((one) => one.endedAt === null);
  const callsMe = calling.some((one) => one.pages.some((page) => page.user.id === me));
  const waits = calling.flatMap((one) => one.pages).filter((page) => !page.seenAt).length;
  return (
    <Panel
      title="Called"
      tight
      end={
        calling.length > 0 ? (
          <Badge tone="warn" icon={<BellRing />}>
            {waits > 0 ? `${waits} not seen yet` : "Seen, not acknowledged"}
          </Badge>
        ) : null
      }
    >
      {escalations.map((one, index) => (
        <Call key={one.id} escalation={one} ordinal={index} />
      ))}
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

const endWords = (reason: string | null) =>
  reason ? (END[reason] ?? (reason.startsWith("merged") ? "Merged" : reason)) : "Ended";

function Call({ escalation: one, ordinal }: { escalation: EscalationDto; ordinal: number }) {
  const cause =
    one.cause === "by-hand" ? `By ${one.by?.name ?? "hand"}` : ordinal === 0 ? "On opening" : "Anew";
  return (
    <>
      <p className={ordinal > 0 ? "run1 xs border-t border-line pt-2" : "run1 xs"}>
        <span className="t2">
          {cause}, <RelativeTime iso={one.startedAt} show="moment" />
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
      {one.pages.length === 0 ? (
        <p className="px-3.5 pb-2.5 xs crit">Nobody could be found to tell. Ring somebody yourself.</p>
      ) : null}
      <ol className="lad">
        {one.pages.map((page, index) => (
          <li key={page.user.id} className={page.seenAt ? "l-fire" : undefined}>
            <span className="lv">{index + 1}</span>
            <div>
              <p>
                <b>{page.user.name}</b> <span className="t3">{BECAUSE[page.because] ?? page.because}</span>
              </p>
              <p className="xs t2 num">
                Told in the portal <RelativeTime iso={page.at} show="moment" /> ·{" "}
                {page.seenAt ? (
                  <span className="info">
                    seen <RelativeTime iso={page.seenAt} show="moment" />
                  </span>
                ) : (
                  <span className="warn">not seen yet</span>
                )}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}
