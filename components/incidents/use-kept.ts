"use client";

import { useEffect, useState } from "react";
import { keepDraft, readDraft } from "#components/patterns/draft-store.ts";

/**
 * A field that starts from what the server knows and survives reloads once somebody has typed: until then it follows
 * `stored`; `settle` is called when the server has taken it.
 */
export function useKept(key: string, stored: string) {
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => setTyped(readDraft(key)?.text ?? null), [key]);
  return {
    text: typed ?? stored,
    write(next: string) {
      setTyped(next);
      keepDraft(key, next);
    },
    settle() {
      setTyped(null);
      keepDraft(key, "");
    },
  };
}
