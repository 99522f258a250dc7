import ArrowUpFromLine from "lucide-react/icons/arrow-up-from-line";
import BookMarked from "lucide-react/icons/book-marked";
import Gauge from "lucide-react/icons/gauge";
import Inbox from "lucide-react/icons/inbox";
import KeyRound from "lucide-react/icons/key-round";
import RadioTower from "lucide-react/icons/radio-tower";
import ScrollText from "lucide-react/icons/scroll-text";
import User from "lucide-react/icons/user";
import Users from "lucide-react/icons/users";
import type { CSSProperties, ReactNode } from "react";
import { PropertyPanel } from "#components/patterns/definition-list.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { ListRow, Panel, RowTitle } from "#components/ui/panel.tsx";
import { StateWord } from "#components/ui/state-glyph.tsx";
import { plural } from "#lib/platform/format.ts";
import type { SettingsCounts } from "#lib/services/queries/counts.ts";

type Installation = { address: string; https: boolean; mail: boolean; provider: string | null };
type Props = { admin: boolean; counts: SettingsCounts; installation: Installation };
type Place = { href: string; icon: ReactNode; title: string; say: string; now: string };

function places(admin: boolean, counts: SettingsCounts): Place[] {
  const all: Array<Place & { admin?: true }> = [
    {
      href: "/settings/people",
      icon: <Users />,
      title: "People",
      say: "Accounts, roles, invitations",
      now: `${plural(counts.people, "person", "people")}${counts.invitations > 0 ? `, ${counts.invitations} invited` : ""}`,
    },
    {
      href: "/settings/teams",
      icon: <User />,
      title: "Teams",
      say: "Members, leads, duty roles, who sees what",
      now: plural(counts.teams, "team"),
    },
    {
      href: "/settings/escalations",
      icon: <ArrowUpFromLine />,
      title: "Escalation policies",
      say: "Who is called, after how long, level by level",
      now: plural(counts.policies, "policy", "policies"),
    },
    {
      href: "/settings/figures",
      icon: <Gauge />,
      title: "Figures",
      say: "Where the guides disagree: targets, limits, rules",
      now: `${counts.figures} figures, ${counts.changed} changed`,
    },
    {
      href: "/settings/catalogue",
      icon: <BookMarked />,
      title: "Starter catalogue",
      say: "Checklists, runbooks and policies of the profiles",
      now: "",
      admin: true,
    },
    {
      href: "/settings/deliveries",
      icon: <Inbox />,
      title: "Deliveries",
      say: "What was sent to whom, and what became of it",
      now: "",
    },
    {
      href: "/settings/gateways",
      icon: <RadioTower />,
      title: "Gateways",
      say: "Text messages and calls through your own provider",
      now: plural(counts.gateways, "gateway"),
      admin: true,
    },
    {
      href: "/settings/tokens",
      icon: <KeyRound />,
      title: "API tokens",
      say: "Scripts and monitors that act in somebody's name",
      now: plural(counts.tokens, "token"),
      admin: true,
    },
    {
      href: "/settings/audit",
      icon: <ScrollText />,
      title: "Audit",
      say: "Who did what, failed sign-ins, refusals",
      now: `${plural(counts.entries24h, "entry", "entries")} today`,
      admin: true,
    },
  ];
  return all.filter((one) => admin || !one.admin);
}

/** The rooms of the settings, and how this installation is reached. */
export function SettingsHome({ admin, counts, installation }: Props) {
  return (
    <div className="cols" style={{ "--side": "348px" } as CSSProperties}>
      <Panel label="Places">
        <ul>
          {places(admin, counts).map((place) => (
            <ListRow key={place.href} two columns="24px minmax(0,1fr) auto" phoneColumns="24px minmax(0,1fr)">
              <span className="t3">{place.icon}</span>
              <RowTitle title={<Anchor href={place.href}>{place.title}</Anchor>} sub={place.say} />
              <span className="t2 num max-sm:hidden">{place.now}</span>
            </ListRow>
          ))}
        </ul>
      </Panel>
      <div className="stack">
        <PropertyPanel title="This installation" termWidth={96} items={facts(installation)} />
      </div>
    </div>
  );
}

function facts(of: Installation) {
  return [
    {
      term: "Address",
      value: <span className="break-all">{of.address}</span>,
    },
    {
      term: "Transport",
      value: <StateWord state={of.https ? "ok" : "warn"}>{of.https ? "Encrypted" : "Plain http"}</StateWord>,
      hint: of.https
        ? undefined
        : "Without https browsers allow no push messages and keep nothing for offline use, and passwords cross the network in the clear.",
    },
    {
      term: "Mail",
      value: (
        <StateWord state={of.mail ? "ok" : "none"}>{of.mail ? "Configured" : "Not configured"}</StateWord>
      ),
      hint: of.mail
        ? undefined
        : "Messages stay in the inbox; reset links are passed on by an administrator.",
    },
    {
      term: "Sign-in",
      value: of.provider ? `Password, ${of.provider}` : "Password",
    },
  ];
}
