"use client";

import { useHotkeys } from "react-hotkeys-hook";
import { type PageKey, usePageKeys } from "#components/shell/page-keys.ts";
import { useSingleKeys } from "#components/shell/single-keys.ts";

const KEYS: ReadonlyArray<PageKey> = [
  { keys: ["V"], words: "Override" },
  { keys: ["←", "→"], words: "From shift to shift" },
  { keys: ["↑", "↓"], words: "From schedule to schedule" },
  { keys: ["Enter"], words: "Choose the shift" },
];
const nothingOpen = () => document.querySelector("dialog[open], [aria-modal='true']") === null;

/** `V` opens the override form, while single letters are switched on and no dialog stands. */
export function useOverrideKey(open: (() => void) | undefined): void {
  const wanted = useSingleKeys() && open !== undefined;
  usePageKeys(KEYS);
  useHotkeys("v", () => open?.(), { enabled: () => wanted && nothingOpen(), preventDefault: true });
}
