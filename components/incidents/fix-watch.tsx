"use client";

import Timer from "lucide-react/icons/timer";
import { useState } from "react";
import { type Act, sentenceOf } from "#components/incidents/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { Countdown } from "#components/ui/time.tsx";
import { useNow } from "#components/ui/time-context.tsx";
import { toast } from "#components/ui/toast.ts";
import type { IncidentDto } from "#lib/incidents/schema/incidents.ts";

/** Whether the fix is still being watched at this moment. */
export const isWatched = (incident: IncidentDto, now: number): boolean =>
  incident.watchUntil !== null && Date.parse(incident.watchUntil) > now;

type Props = { incident: IncidentDto; act: Act; onResolve: () => void };

/** While mitigated: offers to watch the fix, counts down, and then proposes to resolve (S-032). */
export function FixWatch({ incident, act, onResolve }: Props) {
  if (incident.status !== "mitigated" || !incident.abilities.resolve) return null;
  return <Watch incident={incident} act={act} onResolve={onResolve} />;
}

function Watch({ incident, act, onResolve }: Props) {
  const now = useNow();
  const [busy, setBusy] = useState(false);
  const until = incident.watchUntil;
  const running = isWatched(incident, now);
  async function watch(minutes: number | null) {
    setBusy(true);
    const problem = sentenceOf(await act("POST", "/watch", { minutes }));
    setBusy(false);
    if (problem) toast({ title: "Not done", detail: problem, tone: "crit" });
  }
  return (
    <section className="note mb-3 row wrap noprint" aria-label="Watching the fix">
      <Timer />
      {until && running ? (
        <>
          <span className="grow">
            Watching the fix, <Countdown to={until} show="plain" /> left
          </span>
          <Button size="sm" variant="quiet" disabled={busy} onClick={() => void watch(null)}>
            Stop watching
          </Button>
        </>
      ) : until ? (
        <>
          <span className="grow" role="status">
            The watch is over. If the fix has held, resolve it.
          </span>
          <Button size="sm" variant="quiet" disabled={busy} onClick={() => void watch(5)}>
            5 min more
          </Button>
          <Button size="sm" onClick={onResolve}>
            Resolve
          </Button>
        </>
      ) : (
        <>
          <span className="grow">Watch the fix for a while before it counts as resolved.</span>
          <Button size="sm" disabled={busy} onClick={() => void watch(5)}>
            5 min
          </Button>
          <Button size="sm" disabled={busy} onClick={() => void watch(10)}>
            10 min
          </Button>
        </>
      )}
    </section>
  );
}
