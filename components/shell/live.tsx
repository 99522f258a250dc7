"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { type LiveChange, type LiveState, liveState, onChange, onState, start } from "./live-connection.ts";
import { setLive } from "./live-store.ts";

const STARTING: LiveState = { status: "starting", lastAt: 0 };

/** Whether what is shown is live, and since when not. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(onState, liveState, () => STARTING);
}

/**
 * Calls `change` when something of these kinds changed, at most once each 250 ms; with `null` when changes may have
 * been missed and everything shown should be fetched again.
 */
export function useLive(kinds: readonly string[], change: (last: LiveChange | null) => void): void {
  const latest = useRef(change);
  latest.current = change;
  const wanted = kinds.join(" ");
  useEffect(() => {
    void start();
    const names = new Set(wanted.split(" "));
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last: LiveChange | null = null;
    const stop = onChange((one) => {
      if (one && !names.has(one.subjectKind)) return;
      last = one;
      // Spread over the window, so that a thousand browsers do not ask in the same millisecond.
      timer ??= setTimeout(
        () => {
          timer = undefined;
          latest.current(last);
        },
        50 + Math.random() * 200,
      );
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [wanted]);
}

/** Renders the page's server part again whenever something of these kinds changed. */
export function LiveRefresh({ kinds, subjectId }: { kinds: readonly string[]; subjectId?: string }) {
  const router = useRouter();
  useLive(kinds, (one) => {
    if (!one || !subjectId || one.subjectId === subjectId) router.refresh();
  });
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
