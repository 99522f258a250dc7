"use client";

import { useSyncExternalStore } from "react";

const KEY = "ek:single-keys";
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

function read(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

/** Whether shortcuts of a single letter are on (WCAG 2.1.4: they can be switched off). On by default. */
export function useSingleKeys(): boolean {
  return useSyncExternalStore(subscribe, read, () => true);
}

/** Switches single-letter shortcuts on or off in this browser. */
export function setSingleKeys(on: boolean): void {
  try {
    localStorage.setItem(KEY, on ? "on" : "off");
  } catch {
    // Storage is closed (private window): the choice then holds for nobody; the shortcuts stay on.
  }
  for (const listener of listeners) listener();
}
