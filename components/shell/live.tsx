"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { type LiveChange, type LiveState, liveState, onChange, onState, start } from "./live-connection.ts";
import { setLive } from "./live-store.ts";
import { soonOnce } from "./soon-once.ts";

const STARTING: LiveState = { status: "starting", lastAt: 0 };

/** Whether what is shown is live, and since when not. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(onState, liveState, () => STARTING);
}

/** Spread over a moment, so that a thousand browsers do not ask in the same millisecond. */
const spread = () => 50 + Math.random() * 200;

/**
 * Calls `heard` for each change of these kinds, and when changes may have been missed.
 * @param concerns which changes are meant; each is judged as it comes, so that one that follows at once does not hide it
 */
function useHeard(
  kinds: readonly string[],
  heard: () => void,
  concerns: (one: LiveChange) => boolean = () => true,
): void {
  const latest = useRef({ heard, concerns });
  latest.current = { heard, concerns };
  const wanted = kinds.join(" ");
  useEffect(() => {
    void start();
    const names = new Set(wanted.split(" "));
    return onChange((one) => {
      if (one && !(names.has(one.subjectKind) && latest.current.concerns(one))) return;
      latest.current.heard();
    });
  }, [wanted]);
}

/**
 * Calls `change` when something of these kinds changed, or when changes may have been missed and everything shown should
 * be fetched again; at most once each 250 ms.
 * @param concerns which changes are meant; all of these kinds, unless told
 */
export function useLive(
  kinds: readonly string[],
  change: () => void,
  concerns?: (one: LiveChange) => boolean,
): void {
  const latest = useRef(change);
  latest.current = change;
  const [soon] = useState(() => soonOnce(() => latest.current(), spread));
  useEffect(() => soon.stop, [soon]);
  useHeard(kinds, soon.call, concerns);
}

let again: () => void = () => undefined;
/** The frame and the parts of a page hear the same change: the page is asked for once, as all of it comes together. */
const refreshed = soonOnce(() => again(), spread);

/** Renders the page's server part again whenever something of these kinds changed. */
export function LiveRefresh({ kinds, subjectId }: { kinds: readonly string[]; subjectId?: string }) {
  const router = useRouter();
  const refresh = () => {
    again = router.refresh;
    refreshed.call();
  };
  useHeard(kinds, refresh, (one) => !subjectId || one.subjectId === subjectId);
  return null;
}

/** Keeps the frame true: counts, band and badge follow what changes; the live light follows the stream. */
export function FrameRefresh() {
  const state = useLiveState();
  useEffect(() => {
    if (state.status === "ended") setLive({ state: "off", lastAt: state.lastAt });
    else setLive({ state: state.status, lastAt: state.lastAt || null });
  }, [state]);
  return <LiveRefresh kinds={FRAME_KINDS} />;
}

const FRAME_KINDS = ["incident", "notification", "checklist-run", "postmortem", "schedule", "handoff"];
