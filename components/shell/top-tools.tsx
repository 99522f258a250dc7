"use client";

import Search from "lucide-react/icons/search";
import SunMoon from "lucide-react/icons/sun-moon";
import { openPalette } from "#components/shell/overlay-store.ts";
import { preloadPalette } from "#components/shell/palette-host.tsx";
import { useThemeChoice } from "#components/shell/use-theme-choice.ts";
import { Button } from "#components/ui/button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { useModKey } from "#components/ui/mod-key.ts";
import { useNow, useZone } from "#components/ui/time-context.tsx";
import { formatTimeZoned, isoWeek } from "#lib/platform/format.ts";

/** Opens the palette; shows the key that does the same on this machine. */
export function SearchButton() {
  const mod = useModKey();
  return (
    <button
      type="button"
      className="search"
      aria-haspopup="dialog"
      onClick={openPalette}
      onPointerEnter={preloadPalette}
      onFocus={preloadPalette}
    >
      <Search className="s" />
      <span>Search or run</span>
      <Kbd>{mod}K</Kbd>
    </button>
  );
}

/** Light or dark, at once; the menu at the foot of the rail also offers the system's choice. */
export function ThemeSwitch() {
  const { flip } = useThemeChoice();
  return (
    <Button
      variant="quiet"
      iconOnly
      icon={<SunMoon />}
      label="Switch between light and dark"
      onClick={flip}
    />
  );
}

/** The present in the viewer's zone, with the ISO week. */
export function TopClock() {
  const zone = useZone();
  const iso = new Date(useNow()).toISOString();
  return (
    <span className="xs t3 num" suppressHydrationWarning>
      {formatTimeZoned(iso, zone)} · week {isoWeek(iso, zone)}
    </span>
  );
}
