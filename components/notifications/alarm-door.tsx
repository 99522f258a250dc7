"use client";

import { lazy, Suspense, useEffect } from "react";
import { restoreAlarm, useAlarm } from "./alarm-store.ts";

const AlarmHost = lazy(async () => ({ default: (await import("./alarm-host.tsx")).AlarmHost }));

/** The alarm of this tab, once it is armed; until then its code is not loaded. */
export function AlarmDoor() {
  const { armed } = useAlarm();
  useEffect(() => void restoreAlarm(), []);
  if (!armed) return null;
  return (
    <Suspense fallback={null}>
      <AlarmHost />
    </Suspense>
  );
}
