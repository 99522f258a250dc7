"use client";

import { useEffect, useRef, useState } from "react";

const ASK_MS = 3000;
/** A page that fails by its own fault is not asked for again and again by itself. */
const ONCE_IN_MS = 60_000;
let triedAt = -ONCE_IN_MS;

async function isWell(): Promise<boolean> {
  const answer = await fetch("/api/health", { cache: "no-store" }).catch(() => null);
  return answer?.ok ?? false;
}

/** The portal is well again before anybody could ask: the page failed in the moment it came back, or by its own fault. */
function mayTryOnce(): boolean {
  const now = performance.now();
  if (now - triedAt < ONCE_IN_MS) return false;
  triedAt = now;
  return true;
}

/**
 * Asks the portal's health after a failed page: whether the database is away, and when it is back.
 * @param back called when the portal is well again after having been away, and once in a while when it is well at once
 * @returns true while it is away
 */
export function useRecovery(back: () => void): boolean {
  const [away, setAway] = useState(false);
  const latest = useRef(back);
  latest.current = back;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    let wasAway = false;
    async function ask() {
      const well = await isWell();
      if (ended) return;
      if (well && (wasAway || mayTryOnce())) latest.current();
      if (well) {
        setAway(false);
        return;
      }
      wasAway = true;
      setAway(true);
      timer = setTimeout(() => void ask(), ASK_MS);
    }
    void ask();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, []);
  return away;
}
