"use client";

import { useSyncExternalStore } from "react";
import { useLive } from "#components/shell/live.tsx";
import { type Asked, useAsked } from "#components/shell/use-asked.ts";
import type { ShiftDto } from "./schema/on-call.ts";
import type { ScheduleDto } from "./schema/schedules.ts";

/** Counts up with each change of on-call that this tab knows of: what its forms hold is asked for again then. */
let turn = 0;
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
const useTurn = () =>
  useSyncExternalStore(
    subscribe,
    () => turn,
    () => 0,
  );

/** Fetches what forms of on-call hold again: after a write of one's own. */
export function refreshOncall(): void {
  turn += 1;
  for (const listener of listeners) listener();
}

/** The same whenever somebody changed something, as long as the caller is shown. */
export function useOncallNews(): void {
  useLive(["schedule", "handoff"], refreshOncall);
}

/** One schedule with who may be put on call there and its overrides; asked once a form needs it. */
export function useSchedule(id: string | null): Asked<ScheduleDto> {
  return useAsked<ScheduleDto>(id ? `/schedules/${id}` : null, useTurn());
}

/** Who is scheduled between two instants; nothing is asked while the span is not one. */
export function useShifts(
  id: string | null,
  span: { from: string; to: string } | null,
): ShiftDto[] | undefined {
  const whole = span !== null && Date.parse(span.from) < Date.parse(span.to);
  const query = whole ? new URLSearchParams(span) : null;
  return useAsked<{ items: ShiftDto[] }>(id && query ? `/schedules/${id}/shifts?${query}` : null, useTurn())
    .data?.items;
}
