"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};
const onMac = () => /mac|iphone|ipad/iu.test(navigator.userAgent);

/** The key that goes with a letter on this machine, as a key cap shows it: "⌘" or "Ctrl ". */
export function useModKey(): string {
  return useSyncExternalStore(never, onMac, () => false) ? "⌘" : "Ctrl ";
}
