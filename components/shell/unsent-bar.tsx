"use client";

import { useEffect, useState } from "react";
import type { Unsent } from "#components/shell/unsent.ts";
import { onDemand } from "#components/ui/on-demand.tsx";

const UnsentList = onDemand(async () => (await import("./unsent-list.tsx")).UnsentList);

const SHOW_AFTER_MS = 3_000;

/**
 * What the server has not confirmed yet, on every page, with its own time; also keeps what is seen for the time the
 * server is away. Both load when the page has nothing else to do.
 */
export function UnsentBar({ me }: { me: string }) {
  const [waiting, setWaiting] = useState<Unsent[]>([]);
  const [soon, setSoon] = useState(true);
  useEffect(() => {
    let ended = false;
    const stops: Array<() => void> = [];
    const begin = async () => {
      const [unsent, kept] = await Promise.all([
        import("#components/shell/unsent.ts"),
        import("#components/shell/kept.ts"),
        // Needed while the server is away, so it is fetched before.
        import("#components/shell/unsent-list.tsx"),
      ]);
      if (ended) return;
      stops.push(unsent.watchUnsent(me, setWaiting), kept.keepSeen(me));
      void kept.prepareOffline();
    };
    // Where the browser has no idle call, shortly after the first paint does as well.
    const idle = "requestIdleCallback" in window;
    const handle = idle
      ? requestIdleCallback(() => void begin(), { timeout: 3000 })
      : setTimeout(() => void begin(), 1000);
    return () => {
      ended = true;
      if (idle) cancelIdleCallback(handle as number);
      else clearTimeout(handle);
      for (const stop of stops) stop();
    };
  }, [me]);
  const any = waiting.length > 0;
  useEffect(() => {
    setSoon(true);
    if (!any) return;
    const timer = setTimeout(() => setSoon(false), SHOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, [any]);
  if (!any || (soon && waiting.every((one) => one.problem === null))) return null;
  return <UnsentList me={me} waiting={waiting} />;
}
