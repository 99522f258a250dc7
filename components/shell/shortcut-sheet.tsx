"use client";

import { closeOverlay } from "#components/shell/overlay-store.ts";
import { useShownPageKeys } from "#components/shell/page-keys.ts";
import { BACK_ROOMS, PLACES } from "#components/shell/places.ts";
import { setSingleKeys, useSingleKeys } from "#components/shell/single-keys.ts";
import { Checkbox } from "#components/ui/choices.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";

const JUMPS = [...PLACES, ...BACK_ROOMS];

const GENERAL: ReadonlyArray<[string[], string]> = [
  [["⌘ K", "Ctrl K"], "Search or run"],
  [["?"], "This sheet"],
  [["C"], "Declare an incident"],
  [["Esc"], "Close what is open"],
];

/** What the keys do, those of the page that is open first; its code comes with the first look. */
export function ShortcutSheet({ open }: { open: boolean }) {
  const on = useSingleKeys();
  const page = useShownPageKeys();
  return (
    <Dialog open={open} onClose={closeOverlay} title="Keyboard shortcuts" width={520}>
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
