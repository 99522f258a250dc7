import Lock from "lucide-react/icons/lock";
import type { CSSProperties } from "react";
import { AuditEntry } from "#components/audit/audit-entry.tsx";
import { PropertyPanel } from "#components/patterns/definition-list.tsx";
import { DeactivatePerson } from "#components/people/deactivate-person.tsx";
import { EditPerson } from "#components/people/edit-person.tsx";
import { HelpAccount } from "#components/people/help-account.tsx";
import { ReactivatePerson } from "#components/people/reactivate-person.tsx";
import { KIND_WORDS, ROLE_HINTS, ROLE_WORDS } from "#components/people/words.ts";
import { PageHead } from "#components/shell/page-head.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { Avatar, Badge } from "#components/ui/marks.tsx";
import { ListRow, Panel, RowTitle } from "#components/ui/panel.tsx";
import { StateWord } from "#components/ui/state-glyph.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { NOTABLE_FAILURES } from "#lib/audit/model.ts";
import type { AuditDto } from "#lib/audit/schema.ts";
import type { UserPageDto } from "#lib/people/schema.ts";

type Props = {
  person: UserPageDto;
  me: string;
  zone: string;
  people: ReadonlyArray<{ id: string; name: string }>;
  /** What they did last; for administrators. */
  recent: AuditDto[];
};

/** One person: who they are, what they belong to, how their account is. */
export function PersonPage({ person, me, zone, people, recent }: Props) {
  const { abilities } = person;
  return (
    <>
      <PageHead
        title={person.name}
        mark={<Avatar name={person.name} me={person.id === me} size="lg" />}
        crumbs={[
          { label: "Settings", href: "/settings" },
          { label: "People", href: "/settings/people" },
          { label: person.name },
        ]}
        say={`${ROLE_WORDS[person.role]}, ${ROLE_HINTS[person.role]}.`}
      >
        <div className="row wrap">
          {person.deactivatedAt ? <Badge>Deactivated</Badge> : null}
          {abilities.edit ? <EditPerson person={person} /> : null}
          {abilities.deactivate ? <DeactivatePerson person={person} people={people} /> : null}
          {abilities.reactivate ? <ReactivatePerson id={person.id} name={person.name} /> : null}
        </div>
      </PageHead>
      <div className="cols" style={{ "--side": "348px" } as CSSProperties}>
        <div className="stack">
          <Teams person={person} />
          <Duties person={person} />
          <Recent id={person.id} recent={recent} />
        </div>
        <div className="stack">
          <PropertyPanel title="Contact" termWidth={96} items={contact(person)} />
          {person.account ? <Account person={person} zone={zone} /> : null}
        </div>
      </div>
    </>
  );
}

function contact(person: UserPageDto) {
  return [
    {
      term: "Mail",
      value: (
        <a className="link" href={`mailto:${person.email}`}>
          {person.email}
        </a>
      ),
    },
    {
      term: "Phone",
      value: person.phone ? (
        <a className="link num" href={`tel:${person.phone.replaceAll(/[^+\d]/g, "")}`}>
          {person.phone}
        </a>
      ) : (
        <span className="t3">None given</span>
      ),
    },
    { term: "Time zone", value: person.zone.replaceAll("_", " ") },
    {
      term: "Confirmed",
      value: person.contactConfirmedAt ? (
        <RelativeTime iso={person.contactConfirmedAt} />
      ) : (
        <span className="t3">Not yet</span>
      ),
    },
  ];
}

function Teams({ person }: { person: UserPageDto }) {
  return (
    <Panel title="Teams" count={person.teams.length}>
      {person.teams.length === 0 ? (
        <EmptyState title="In no team">A team's leads put people into it.</EmptyState>
      ) : (
        <ul>
          {person.teams.map((team) => (
            <ListRow key={team.id} columns="minmax(0,1fr) auto">
              <RowTitle title={<Anchor href={`/settings/teams/${team.id}`}>{team.name}</Anchor>} />
              <span className="t2">{KIND_WORDS[team.kind]}</span>
            </ListRow>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Duties({ person }: { person: UserPageDto }) {
  if (person.duties.length === 0) return null;
  return (
    <Panel title="Duty roles" count={person.duties.length}>
      <ul>
        {person.duties.map((duty) => (
          <ListRow key={`${duty.team.id}:${duty.key}`} columns="minmax(0,1fr) auto">
            <RowTitle title={duty.name} />
            <span className="t2">{duty.team.name}</span>
          </ListRow>
        ))}
      </ul>
    </Panel>
  );
}

function Recent({ id, recent }: { id: string; recent: AuditDto[] }) {
  if (recent.length === 0) return null;
  return (
    <Panel
      title="Did last"
      end={
        <Anchor className="link" href={`/settings/audit?person=${id}`}>
          All
        </Anchor>
      }
    >
      <ul className="border-line border-t">
        {recent.map((entry) => (
          <AuditEntry key={entry.id} entry={entry} />
        ))}
      </ul>
    </Panel>
  );
}

function Failed({ count, id }: { count: number; id: string }) {
  const link = (
    <Anchor className="link num" href={`/settings/audit?person=${id}&outcome=failed`}>
      {count}
    </Anchor>
  );
  return count >= NOTABLE_FAILURES ? <StateWord state="warn">{link}</StateWord> : link;
}

function Account({ person, zone }: { person: UserPageDto; zone: string }) {
  const { account, trouble, abilities } = person;
  if (!account) return null;
  const items = [
    {
      term: "Last sign-in",
      value: account.lastSignInAt ? (
        <RelativeTime iso={account.lastSignInAt} />
      ) : (
        <span className="t3">Never</span>
      ),
    },
    {
      term: "Open now",
      value: <span className="num">{account.openSessions}</span>,
      hint: "signed-in browsers",
    },
    ...(trouble
      ? [
          {
            term: "Failed",
            value: <Failed count={trouble.failedSignIns} id={person.id} />,
            hint: "sign-ins in 24 hours",
          },
          {
            term: "Refused",
            value: (
              <Anchor className="link num" href={`/settings/audit?person=${person.id}&outcome=refused`}>
                {trouble.refusals}
              </Anchor>
            ),
            hint: "requests in 24 hours",
          },
        ]
      : []),
  ];
  return (
    <PropertyPanel
      title="Account"
      end={
        account.lockedUntil ? (
          <Badge tone="warn" icon={<Lock className="s" />}>
            Locked, <RelativeTime iso={account.lockedUntil} />
          </Badge>
        ) : null
      }
      termWidth={96}
      items={items}
      footer={
        abilities.help ? (
          <HelpAccount id={person.id} name={person.name} locked={account.lockedUntil !== null} zone={zone} />
        ) : null
      }
    />
  );
}
