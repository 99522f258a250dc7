import Bell from "lucide-react/icons/bell";
import Siren from "lucide-react/icons/siren";
import { LiveBadge } from "#components/shell/live-badge.tsx";
import { Logo } from "#components/shell/logo.tsx";
import { LINKS } from "#components/shell/places.ts";
import { SearchButton, ThemeSwitch, TopClock } from "#components/shell/top-tools.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { LinkButton } from "#components/ui/button.tsx";

/** The line at the top: the time, search, theme, inbox, Declare. On a phone the brand, the live light and the inbox. */
export function TopLine({ unread }: { unread: number }) {
  return (
    <header className="top">
      <div className="lead">
        <Anchor
          className="phone flex items-center gap-2 min-h-11 b acc"
          href="/today"
          aria-label="Evenkeel, Today"
        >
          <Logo />
          <span className="t1">Evenkeel</span>
        </Anchor>
        <span className="desk">
          <TopClock />
        </span>
      </div>
      <span className="phone">
        <LiveBadge />
      </span>
      <SearchButton />
      <span className="desk">
        <ThemeSwitch />
      </span>
      <Anchor className="btn quiet icon bell" href={LINKS.inbox} aria-label={inboxName(unread)} title="Inbox">
        <Bell />
        {unread > 0 ? <span className="n num">{unread > 99 ? "99+" : unread}</span> : null}
      </Anchor>
      <LinkButton className="declare desk ml-1" icon={<Siren />} href={LINKS.declare}>
        Declare incident
      </LinkButton>
    </header>
  );
}

function inboxName(unread: number): string {
  return unread === 0 ? "Inbox" : `Inbox, ${unread} new`;
}
