import Lock from "lucide-react/icons/lock";
import { DataList } from "#components/patterns/data-list.tsx";
import { KIND_WORDS } from "#components/people/words.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { TeamListDto } from "#lib/people/schema.ts";

type Props = { teams: TeamListDto[]; next: string | undefined };

/** Teams with their lead and size. */
export function TeamsTable({ teams, next }: Props) {
  return (
    <DataList
      caption="Teams"
      rows={teams}
      rowKey={(team) => team.id}
      more={{ shown: teams.length, href: next }}
      empty={<EmptyState title="No team fits">A team owns services and everything on them.</EmptyState>}
      columns={[
        {
          key: "name",
          head: "Team",
          shrinks: true,
          cell: (team) => (
            <span className="!grid py-1.5 leading-tight max-sm:py-0">
              <Anchor className="m trunc" href={`/settings/teams/${team.id}`}>
                {team.name}
              </Anchor>
              {team.about ? <span className="xs t3 trunc">{team.about}</span> : null}
            </span>
          ),
        },
        {
          key: "lead",
          head: "Lead",
          cell: (team) => team.lead?.name ?? <span className="warn">Nobody</span>,
        },
        {
          key: "people",
          head: "People",
          right: true,
          className: "max-sm:hidden",
          cell: (team) => <span className="num">{team.memberCount}</span>,
        },
        {
          key: "services",
          head: "Services",
          right: true,
          className: "max-sm:hidden",
          cell: (team) => <span className="num">{team.services}</span>,
        },
        {
          key: "zone",
          head: "Zone",
          className: "max-lg:hidden",
          cell: (team) => <span className="t2">{team.zone}</span>,
        },
        {
          key: "state",
          head: "State",
          hideHead: true,
          right: true,
          cell: (team) => (
            <span className="row justify-end">
              {team.mine ? <Badge tone="acc">You: {KIND_WORDS[team.mine].toLowerCase()}</Badge> : null}
              {team.visibility === "closed" ? (
                <Badge tone="line" icon={<Lock className="s" />}>
                  Closed
                </Badge>
              ) : null}
              {team.archivedAt ? <Badge>Archived</Badge> : null}
            </span>
          ),
        },
      ]}
    />
  );
}
