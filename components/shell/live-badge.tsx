"use client";

import { useSyncExternalStore } from "react";
import { currentLive, startingLive, subscribeLive } from "#components/shell/live-store.ts";
import { cx } from "#components/ui/cx.ts";
import { useNow } from "#components/ui/time-context.tsx";
import { formatSpan } from "#lib/platform/format.ts";

/** Says that the page is live, and since when it is not. Announced only when it changes. */
export function LiveBadge({ className }: { className?: string | undefined }) {
  const { state, lastAt } = useSyncExternalStore(subscribeLive, currentLive, startingLive);
  if (state === "live") return <span className={cx("live", className)}>Live</span>;
  if (state === "starting") return <span className={cx("live soon", className)}>Connecting</span>;
  return (
    <span className={cx("live off", className)} role="status">
      {state === "reconnecting" ? "Reconnecting" : "Not live"}
      {lastAt === null ? null : <Age lastAt={lastAt} />}
    </span>
  );
}

function Age({ lastAt }: { lastAt: number }) {
  const seconds = (useNow() - lastAt) / 1000;
  return <span aria-hidden="true">, last update {formatSpan(seconds)} ago</span>;
}
