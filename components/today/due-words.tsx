"use client";

import { useNow, useZone } from "#components/ui/time-context.tsx";
import { formatMoment, formatSpan } from "#lib/platform/format.ts";

export type DueWordsProps = { state: string; dueAt: string | null; missedAt: string | null };

/** "Due 11:00, in 1 h 46 min", "Late, missed at 00:00", "Missed 21 Nov, 12:00"; read from the clock, not from the load. */
export function DueWords({ dueAt, missedAt }: DueWordsProps) {
  const now = useNow();
  const zone = useZone();
  const [tone, words] = dueWords(dueAt, missedAt, now, zone);
  return (
    <span className={`num ${tone}`} suppressHydrationWarning>
      {words}
    </span>
  );
}

function dueWords(
  dueAt: string | null,
  missedAt: string | null,
  now: number,
  zone: string,
): [string, string] {
  const moment = (iso: string) => formatMoment(iso, now, zone);
  if (missedAt && Date.parse(missedAt) <= now) return ["crit", `Missed ${moment(missedAt)}`];
  if (!dueAt) return ["t2", "No due time"];
  const left = (Date.parse(dueAt) - now) / 1000;
  if (left >= 0) return ["t2", `Due ${moment(dueAt)}, in ${formatSpan(left)}`];
  return ["warn", missedAt ? `Late, missed at ${moment(missedAt)}` : `Late since ${moment(dueAt)}`];
}
