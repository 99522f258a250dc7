"use client";

import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { currentSecond, setServerTime, subscribeSecond } from "#components/ui/clock-store.ts";

type TimeFrame = { nowMs: number; zone: string };
const Frame = createContext<TimeFrame>({ nowMs: 0, zone: "UTC" });

/** The server's present and the viewer's zone, for every clock and time below. The shell sets it. */
export function TimeProvider(props: { nowIso: string; zone: string; children: ReactNode }) {
  const [heardAt] = useState(() => Date.now());
  const nowMs = Date.parse(props.nowIso);
  useEffect(() => setServerTime(nowMs, heardAt), [nowMs, heardAt]);
  return <Frame value={{ nowMs, zone: props.zone }}>{props.children}</Frame>;
}

/** The viewer's IANA zone. */
export function useZone(): string {
  return useContext(Frame).zone;
}

/** The present in epoch ms, once a second; during hydration exactly what the server rendered with. */
export function useNow(): number {
  const { nowMs } = useContext(Frame);
  return useSyncExternalStore(subscribeSecond, currentSecond, () => nowMs || currentSecond());
}
