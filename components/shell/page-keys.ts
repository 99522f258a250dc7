"use client";

import { useEffect, useSyncExternalStore } from "react";

/** A key of the page that is open: "M", "Next step". */
export type PageKey = { keys: ReadonlyArray<string>; words: string };

const NONE: ReadonlyArray<PageKey> = [];
let shown = NONE;
const listeners = new Set<() => void>();

function show(next: ReadonlyArray<PageKey>) {
  shown = next;
  for (const listener of listeners) listener();
}

/** Lists a page's own keys in the `?` sheet while that page is open. Hand over a constant. */
export function usePageKeys(keys: ReadonlyArray<PageKey>): void {
  useEffect(() => {
    show(keys);
    return () => show(NONE);
  }, [keys]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The keys of the page that is open, for the sheet. */
export const useShownPageKeys = () =>
  useSyncExternalStore(
    subscribe,
    () => shown,
    () => NONE,
  );
