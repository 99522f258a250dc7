import Bell from "lucide-react/icons/bell";
import Siren from "lucide-react/icons/siren";
import { LiveBadge } from "#components/shell/live-badge.tsx";
import { Logo } from "#components/shell/logo.tsx";
import { OnCallNow } from "#components/shell/on-call-now.tsx";
import { LINKS } from "#components/shell/places.ts";
import type { ShellOnCall } from "#components/shell/shell-data.ts";
import { SearchButton, ThemeSwitch, TopClock } from "#components/shell/top-tools.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { LinkButton } from "#components/ui/button.tsx";

export type TopLineProps = { unread: number; onCall: ReadonlyArray<ShellOnCall>; me: string };

/**
 * The line at the top: who is on call now (S-052), search, theme, inbox, Declare; the live light where the rail has no
 * words. Where no schedule is, the time stands instead. On a phone the brand, who is on call, the light and the inbox.
 */
export function TopLine({ unread, onCall, me }: TopLineProps) {
  return (
    <header className="top">
      <div className="lead">
        <Anchor
          className="phone flex items-center gap-2 min-h-11 b acc"
          href="/today"
          aria-label="Evenkeel, Today"
        >
          <Logo />
          {onCall.length === 0 ? <span className="t1">Evenkeel</span> : null}
        </Anchor>
        {onCall.length > 0 ? (
          <OnCallNow lines={onCall} me={me} />
        ) : (
          <span className="desk">
            <TopClock />
          </span>
        )}
      </div>
      <span className="slim">
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
