"use client";

import TriangleAlert from "lucide-react/icons/triangle-alert";
import { useSyncExternalStore } from "react";
import { liveState, onState } from "#components/shell/live-connection.ts";
import { cx } from "#components/ui/cx.ts";
import { useNow } from "#components/ui/time-context.tsx";
import { formatSpan } from "#lib/platform/format.ts";

/** A little less than half a minute: what stands still is red within 30 s, the second's tick included. */
const STALE_MS = 28_000;
/** News of the stream older than this says nothing about the engine. */
const HEARD_MS = 25_000;

type Engine = { state: "running" | "still" | "unknown"; ageMs: number | null };

const noneHeard = () => null;
const heardAt = () => liveState().engineAt ?? null;
const lastAt = () => liveState().lastAt;

/** How the escalation engine is, by what the server said last and the server's clock. */
function useEngine(drawn: string | null): Engine {
  const now = useNow();
  const heard = useSyncExternalStore(onState, heardAt, noneHeard);
  const streamAt = useSyncExternalStore(onState, lastAt, () => 0);
  const known = [heard, drawn === null ? null : Date.parse(drawn)].filter((one) => one !== null);
  const at = known.length > 0 ? Math.max(...known) : null;
  const ageMs = at === null ? null : Math.max(0, now - at);
  if (ageMs !== null && ageMs < STALE_MS) return { state: "running", ageMs };
  // A page that woke up, or whose stream is away, does not know: the live light says that already.
  const fresh = streamAt > 0 && Date.now() - streamAt < HEARD_MS;
  // Where none has ever looked, one may be about to: the page waits as long as for one that stopped.
  const waited = ageMs !== null || performance.now() > STALE_MS;
  return { state: fresh && waited ? "still" : "unknown", ageMs };
}

const WORDS = { running: "running", still: "stand still", unknown: "not heard" } as const;
const spoken = (ageMs: number | null) =>
  ageMs === null ? "no cycle yet" : `last cycle ${formatSpan(Math.floor(ageMs / 1000))} ago`;

/** Says on every page whether levels fire: "Escalations running, last cycle 4 s ago". */
export function EngineLine({ drawn }: { drawn: string | null }) {
  const { state, ageMs } = useEngine(drawn);
  const said = `Escalations ${WORDS[state]},`;
  return (
    <span
      className={cx("engine live", state === "still" && "dead", state === "unknown" && "soon")}
      // In the narrow rail the light stands alone.
      title={`${said} ${spoken(ageMs)}`}
      data-engine={state}
      suppressHydrationWarning
    >
      <span suppressHydrationWarning>
        {said} <span className="num nw block">{spoken(ageMs)}</span>
      </span>
    </span>
  );
}

/** The red strip of a standing engine; it lies over the page's edge, so that nothing moves. */
export function EngineAlarm({ drawn }: { drawn: string | null }) {
  const { state, ageMs } = useEngine(drawn);
  if (state !== "still") return null;
  return (
    <div className="engine-alarm noprint" role="alert">
      <TriangleAlert />
      <span>
        <b>Escalations stand still.</b> Nobody is called by itself: ring people yourself.{" "}
        <span className="num" aria-hidden="true">
          {spoken(ageMs)[0]?.toUpperCase()}
          {spoken(ageMs).slice(1)}.
        </span>
      </span>
    </div>
  );
}
