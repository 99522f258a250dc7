"use client";

import { usePathname } from "next/navigation";
import { EngineLine } from "#components/shell/engine-line.tsx";
import { LiveBadge } from "#components/shell/live-badge.tsx";
import { Logo } from "#components/shell/logo.tsx";
import { MeMenu } from "#components/shell/me-menu.tsx";
import { BACK_ROOMS, isCurrent, PLACES, type Place } from "#components/shell/places.ts";
import type { ShellCounts, ShellMe } from "#components/shell/shell-data.ts";
import { Anchor } from "#components/ui/anchor.tsx";

type RailProps = { counts: ShellCounts; me: ShellMe; engineAt: string | null };

/** The left rail: places with what is mine and open, the live light, the escalations' sign of life, me. */
export function Rail({ counts, me, engineAt }: RailProps) {
  const pathname = usePathname();
  const link = (place: Place) => (
    <RailLink
      key={place.href}
      place={place}
      count={place.count ? counts[place.count] : undefined}
      current={isCurrent(place, pathname)}
    />
  );
  return (
    <nav className="rail" aria-label="Main">
      <Anchor className="brand" href="/today">
        <Logo />
        <span>Evenkeel</span>
      </Anchor>
      {PLACES.map(link)}
      <hr />
      {BACK_ROOMS.map(link)}
      <div className="foot">
        <LiveBadge />
        <EngineLine drawn={engineAt} />
        <MeMenu me={me} />
      </div>
    </nav>
  );
}

function RailLink({ place, count, current }: { place: Place; count: number | undefined; current: boolean }) {
  const Icon = place.icon;
  return (
    <Anchor className="nav" href={place.href} title={place.label} aria-current={current ? "page" : undefined}>
      <Icon />
      <span>{place.label}</span>
      {count ? (
        <span className="n num">
          {count}
          <span className="vh"> open, yours</span>
        </span>
      ) : null}
    </Anchor>
  );
}
