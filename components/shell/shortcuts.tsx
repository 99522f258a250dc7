"use client";

import { useRouter } from "next/navigation";
import { useSyncExternalStore } from "react";
import { useHotkeys } from "react-hotkeys-hook";
import {
  closeOverlay,
  currentOverlay,
  noOverlay,
  openPalette,
  openShortcutSheet,
  subscribeOverlay,
} from "#components/shell/overlay-store.ts";
import { useShownPageKeys } from "#components/shell/page-keys.ts";
import { BACK_ROOMS, LINKS, PLACES } from "#components/shell/places.ts";
import { setSingleKeys, useSingleKeys } from "#components/shell/single-keys.ts";
import { Checkbox } from "#components/ui/choices.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";

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
  return <ShortcutSheet />;
}

const GENERAL: ReadonlyArray<[string[], string]> = [
  [["⌘ K", "Ctrl K"], "Search or run"],
  [["?"], "This sheet"],
  [["C"], "Declare an incident"],
  [["Esc"], "Close what is open"],
];

function ShortcutSheet() {
  const overlay = useSyncExternalStore(subscribeOverlay, currentOverlay, noOverlay);
  const on = useSingleKeys();
  const page = useShownPageKeys();
  return (
    <Dialog open={overlay === "shortcuts"} onClose={closeOverlay} title="Keyboard shortcuts" width={520}>
      <div className="grid grid-cols-2 gap-x-6 gap-y-1 max-sm:grid-cols-1">
        {page.map(({ keys, words }) => (
          <KeyLine key={words} keys={keys} words={words} />
        ))}
        {GENERAL.map(([keys, words]) => (
          <KeyLine key={words} keys={keys} words={words} />
        ))}
        {JUMPS.map((place) => (
          <KeyLine key={place.href} keys={["G", place.jump.toUpperCase()]} words={place.label} />
        ))}
      </div>
      <Checkbox
        label="Single-letter shortcuts"
        hint="Off: only keys together with ⌘ or Ctrl do something."
        checked={on}
        onChange={(event) => setSingleKeys(event.target.checked)}
      />
    </Dialog>
  );
}

function KeyLine({ keys, words }: { keys: ReadonlyArray<string>; words: string }) {
  return (
    <p className="row min-h-7">
      <span className="grow t2">{words}</span>
      {keys.map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
    </p>
  );
}
