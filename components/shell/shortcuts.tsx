"use client";

import { useRouter } from "next/navigation";
import { useState, useSyncExternalStore } from "react";
import { useHotkeys } from "react-hotkeys-hook";
import {
  currentOverlay,
  noOverlay,
  openPalette,
  openShortcutSheet,
  subscribeOverlay,
} from "#components/shell/overlay-store.ts";
import { BACK_ROOMS, LINKS, PLACES } from "#components/shell/places.ts";
import { useSingleKeys } from "#components/shell/single-keys.ts";
import { onDemand } from "#components/ui/on-demand.tsx";

const ShortcutSheet = onDemand(
  async () => (await import("#components/shell/shortcut-sheet.tsx")).ShortcutSheet,
);

const JUMPS = [...PLACES, ...BACK_ROOMS];
/** No single key may act behind an open dialog, drawer or palette. */
const nothingOpen = () => document.querySelector("dialog[open], [aria-modal='true']") === null;

/** The frame's keys: ⌘K or Ctrl K, `?`, `g` and a letter, `c`. Single letters only while they are switched on. */
export function Shortcuts({ singleKeys = true }: { singleKeys?: boolean | undefined }) {
  const router = useRouter();
  const wanted = useSingleKeys() && singleKeys;
  const single = { enabled: () => wanted && nothingOpen() };
  useHotkeys("mod+k", () => openPalette(), { enableOnFormTags: true, preventDefault: true });
  useHotkeys("?", () => openShortcutSheet(), { ...single, useKey: true, ignoreModifiers: true });
  useHotkeys("c", () => router.push(LINKS.declare), { ...single, preventDefault: true });
  useHotkeys(
    JUMPS.map((place) => `g>${place.jump}`),
    (_, hotkey) => {
      const place = JUMPS.find((entry) => entry.jump === hotkey.keys?.[1]);
      if (place) router.push(place.href);
    },
    { ...single, sequenceTimeoutMs: 1_200, preventDefault: true },
  );
  const overlay = useSyncExternalStore(subscribeOverlay, currentOverlay, noOverlay);
  const open = overlay === "shortcuts";
  // Kept from the first look on: a dialog that is closed, not taken away, gives the focus back.
  const [asked, setAsked] = useState(open);
  if (open && !asked) setAsked(true);
  return asked ? <ShortcutSheet open={open} /> : null;
}
