import Lock from "lucide-react/icons/lock";
import Users from "lucide-react/icons/users";
import { DataList } from "#components/patterns/data-list.tsx";
import { KIND_WORDS, ROLE_WORDS } from "#components/people/words.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { Avatar, Badge } from "#components/ui/marks.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { UserDto } from "#lib/people/schema.ts";

type Props = { people: UserDto[]; me: string; next: string | undefined; filtered: boolean; admin: boolean };

const teamsOf = (person: UserDto) =>
  person.teams.map((one) =>
    one.kind === "member" ? one.name : `${one.name} (${KIND_WORDS[one.kind].toLowerCase()})`,
  );

function State({ person }: { person: UserDto }) {
  if (person.deactivatedAt) return <Badge>Deactivated</Badge>;
  if (person.account?.lockedUntil)
    return (
      <Badge tone="warn" icon={<Lock className="s" />}>
        Locked
      </Badge>
    );
  return null;
}

/** People by name, with what they belong to and, for administrators, when they were here last. */
export function PeopleTable({ people, me, next, filtered, admin }: Props) {
  return (
    <DataList
      caption="People"
      rows={people}
      rowKey={(person) => person.id}
      more={{ shown: people.length, href: next }}
      empty={
        <EmptyState icon={<Users />} title={filtered ? "Nobody fits" : "Nobody is here yet"}>
          {filtered ? "Take a filter away to see more." : "Invite the first colleague."}
        </EmptyState>
      }
      columns={[
        {
          key: "name",
          head: "Name",
          shrinks: true,
          cell: (person) => (
            <span className="!flex items-center gap-2.5 py-1.5 max-sm:py-0">
              <Avatar name={person.name} me={person.id === me} />
              <span className="grid min-w-0 leading-tight">
                <Anchor className="m trunc" href={`/settings/people/${person.id}`}>
                  {person.name}
                </Anchor>
                <span className="xs t3 trunc">{person.email}</span>
              </span>
            </span>
          ),
        },
        {
          key: "role",
          head: "Role",
          cell: (person) => <span className="t2">{ROLE_WORDS[person.role]}</span>,
        },
        {
          key: "teams",
          head: "Teams",
          className: "max-sm:col-start-1 max-sm:pl-8",
          cell: (person) => <span className="t2">{teamsOf(person).join(", ") || "–"}</span>,
        },
        ...(admin
          ? [
              {
                key: "seen",
                head: "Last here",
                className: "max-sm:hidden",
                cell: (person: UserDto) =>
                  person.account?.lastSeenAt ? (
                    <span className="t2">
                      <RelativeTime iso={person.account.lastSeenAt} />
                    </span>
                  ) : (
                    <span className="t3">Never</span>
                  ),
              },
            ]
          : []),
        {
          key: "state",
          head: "State",
          hideHead: true,
          right: true,
          className: "max-sm:col-start-2",
          cell: (person) => <State person={person} />,
        },
      ]}
    />
  );
}
