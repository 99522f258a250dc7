"use client";

import CirclePlus from "lucide-react/icons/circle-plus";
import LogOut from "lucide-react/icons/log-out";
import MenuIcon from "lucide-react/icons/menu";
import SunMoon from "lucide-react/icons/sun-moon";
import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { EngineLine } from "#components/shell/engine-line.tsx";
import { BACK_ROOMS, isCurrent, LINKS, PLACES, type Place } from "#components/shell/places.ts";
import type { ShellCounts, ShellMe } from "#components/shell/shell-data.ts";
import { THEMES, type ThemeChoice, useThemeChoice } from "#components/shell/use-theme-choice.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { Segmented } from "#components/ui/choices.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { Avatar } from "#components/ui/marks.tsx";

const AT_HAND = ["/today", "/incidents", "/checklists"];
const IN_MORE = [...PLACES.filter((place) => !AT_HAND.includes(place.href)), ...BACK_ROOMS];
const at = (href: string) => PLACES.filter((place) => place.href === href);

type PhoneBarProps = { counts: ShellCounts; me: ShellMe; engineAt: string | null };

/** The bottom bar of a phone: Today, Incidents, Declare in the middle, Checklists, More. */
export function PhoneBar({ counts, me, engineAt }: PhoneBarProps) {
  const pathname = usePathname();
  const [more, setMore] = useState(false);
  // A link in the sheet has led somewhere: the sheet has done its work.
  useEffect(() => setMore(false), [pathname]);
  const link = (place: Place) => (
    <BarLink key={place.href} place={place} counts={counts} current={isCurrent(place, pathname)} />
  );
  const inMore = IN_MORE.some((place) => isCurrent(place, pathname));
  return (
    <>
      <nav className="bar" aria-label="Main, phone">
        {at("/today").map(link)}
        {at("/incidents").map(link)}
        <Anchor className="dec" href={LINKS.declare}>
          <CirclePlus />
          Declare
        </Anchor>
        {at("/checklists").map(link)}
        <button
          type="button"
          aria-haspopup="dialog"
          aria-expanded={more}
          aria-current={inMore ? "true" : undefined}
          onClick={() => setMore(true)}
        >
          <MenuIcon />
          More
        </button>
      </nav>
      <Drawer open={more} onClose={() => setMore(false)} title="More" flush>
        <MoreSheet me={me} pathname={pathname} engineAt={engineAt} />
      </Drawer>
    </>
  );
}

function BarLink({ place, counts, current }: { place: Place; counts: ShellCounts; current: boolean }) {
  const Icon = place.icon;
  const count = place.count ? counts[place.count] : undefined;
  return (
    <Anchor href={place.href} aria-current={current ? "page" : undefined}>
      <Icon />
      {place.label}
      {count ? <span className="n num">{count}</span> : null}
    </Anchor>
  );
}

type MoreProps = { me: ShellMe; pathname: string; engineAt: string | null };

function MoreSheet({ me, pathname, engineAt }: MoreProps) {
  const { theme, choose } = useThemeChoice();
  return (
    <div className="more">
      {IN_MORE.map((place) => {
        const Icon = place.icon;
        return (
          <Anchor
            key={place.href}
            href={place.href}
            aria-current={isCurrent(place, pathname) ? "page" : undefined}
          >
            <Icon />
            {place.label}
          </Anchor>
        );
      })}
      <hr />
      <Anchor href={LINKS.profile}>
        <Avatar name={me.name} me />
        <span>
          {me.name}
          <span className="block xs t3">{me.subtitle}</span>
        </span>
      </Anchor>
      <div className="row px-2.5">
        <SunMoon />
        <Segmented
          legend="Theme"
          name="theme"
          value={theme ?? "system"}
          options={THEMES.map((entry) => ({
            value: entry.id,
            label: entry.id === "system" ? "System" : entry.label,
          }))}
          onChange={(next) => choose(next as ThemeChoice)}
        />
      </div>
      <Anchor href={LINKS.signOut}>
        <LogOut />
        Sign out
      </Anchor>
      <p className="px-2.5 py-2">
        <EngineLine drawn={engineAt} />
      </p>
    </div>
  );
}
