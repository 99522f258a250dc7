"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** A timer holds at most this long, in ms. */
const LONGEST = 2 ** 31 - 1;

/**
 * Fetches the page again at the earliest of these instants: what moves by the clock moves without an event.
 * @param instants ISO; null and what has passed are left out
 */
export function useRefreshAt(instants: ReadonlyArray<string | null | undefined>): void {
  const router = useRouter();
  const next = instants
    .filter((at): at is string => typeof at === "string" && Date.parse(at) > Date.now())
    .sort()[0];
  useEffect(() => {
    if (!next) return;
    const wait = Date.parse(next) - Date.now() + 1_000;
    if (wait > LONGEST) return;
    const timer = setTimeout(() => router.refresh(), wait);
    return () => clearTimeout(timer);
  }, [next, router]);
}
