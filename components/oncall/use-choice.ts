"use client";

import { parseAsString, useQueryState } from "nuqs";
import { useEffect, useRef, useState } from "react";
import { type Pick, pickNothing, pickOverride, pickShift } from "#components/oncall/pick.ts";
import { useNow } from "#components/ui/time-context.tsx";
import type { LaneDto } from "#lib/oncall/schema/timeline.ts";

/**
 * What is chosen: the opened schedule and an override live in the URL, a span in the making does not.
 * @param opened the schedule that stands open while the URL names none
 */
export function useChoice(lanes: readonly LaneDto[], opened?: string) {
  const [asked, setOpen] = useQueryState(
    "open",
    parseAsString.withOptions({ shallow: false, scroll: false }),
  );
  const [override, setOverride] = useQueryState("override", parseAsString);
  const first = useRef<HTMLSelectElement | null>(null);
  const now = useNow();
  const [given] = useState(() => {
    const lane = lanes.find((one) => one.overrides.some((other) => other.id === override));
    return lane && override ? pickOverride(lane, override) : null;
  });
  const [pick, setPick] = useState<Pick | null>(given);
  const [shift, setShift] = useState<string | undefined>(given ? (override ?? undefined) : undefined);
  const key = pick?.key;
  useEffect(() => {
    if (key && key !== given?.key) first.current?.focus();
  }, [key, given]);
  function select(next: Pick | null, chosen?: string) {
    setPick(next);
    setShift(chosen);
    void setOverride(next?.overrideId ?? null);
  }
  function begin(scheduleId?: string) {
    const may = lanes.filter((one) => one.abilities.override === true);
    const lane = may.find((one) => one.schedule.id === scheduleId) ?? may[0];
    if (!lane) return;
    const running = lane.shifts.find((one) => Date.parse(one.from) <= now && Date.parse(one.to) > now);
    const focused = document.activeElement?.getAttribute("data-shift");
    const chosen =
      (focused ? pickShift(lane, focused, now) : null) ?? (running ? pickShift(lane, running.id, now) : null);
    select(chosen?.overrideId ? pickNothing(lane.schedule.id) : (chosen ?? pickNothing(lane.schedule.id)));
  }
  const open = asked ?? opened ?? null;
  return { open, setOpen, pick, select, begin, first, chosen: shift, clear: () => select(null) };
}
