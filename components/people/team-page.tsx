import BellRing from "lucide-react/icons/bell-ring";
import Lock from "lucide-react/icons/lock";
import type { CSSProperties } from "react";
import { PropertyPanel } from "#components/patterns/definition-list.tsx";
import { ArchiveTeam, EditTeam } from "#components/people/edit-team.tsx";
import { InviteButton } from "#components/people/invite-button.tsx";
import { TeamDuties } from "#components/people/team-duties.tsx";
import { TeamMembers } from "#components/people/team-members.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { ListRow, Panel, RowTitle } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { TeamDto } from "#lib/people/schema.ts";
import type { ServiceDto } from "#lib/services/schema.ts";

type Props = {
  team: TeamDto;
  people: ReadonlyArray<{ id: string; name: string }>;
  services: ServiceDto[];
  me: { id: string; zone: string; admin: boolean };
};

/** One team with everything that is set up on it. */
export function TeamPage({ team, people, services, me }: Props) {
  const { abilities } = team;
  const crumbs = [
    { label: "Settings", href: "/settings" },
    { label: "Teams", href: "/settings/teams" },
    { label: team.name },
  ];
  return (
    <>
      <PageHead title={team.name} crumbs={crumbs} say={team.about || undefined}>
        <div className="row wrap">
          {team.archivedAt ? <Badge>Archived</Badge> : null}
          <LinkButton href={`/settings/teams/${team.id}/paging`} variant="soft" icon={<BellRing />}>
            Paging
          </LinkButton>
          {abilities.invite ? (
            <InviteButton
              teams={[{ id: team.id, name: team.name }]}
              admin={me.admin}
              zone={me.zone}
              teamId={team.id}
              variant="soft"
            />
          ) : null}
          {abilities.edit ? <EditTeam team={team} /> : null}
          {abilities.archive ? <ArchiveTeam team={team} /> : null}
        </div>
      </PageHead>
      <div className="cols" style={{ "--side": "348px" } as CSSProperties}>
        <div className="stack">
          <TeamMembers team={team} people={people} me={me.id} />
          <TeamDuties team={team} people={people} />
        </div>
        <div className="stack">
          <PropertyPanel
            title="About"
            termWidth={104}
            items={[
              {
                term: "Seen by",
                value:
                  team.visibility === "closed" ? (
                    <Badge tone="line" icon={<Lock className="s" />}>
                      Closed
                    </Badge>
                  ) : (
                    "Everybody"
                  ),
              },
              { term: "Time zone", value: team.zone.replaceAll("_", " ") },
              {
                term: "Approval",
                value: team.needsApproval ? "Members propose, a lead approves" : "Leads change templates",
              },
              ...(team.visibility === "closed"
                ? [
                    {
                      term: "Reports",
                      value: team.acceptsReports ? "Taken from everybody, blind" : "From its own people only",
                    },
                  ]
                : []),
            ]}
          />
          <Panel title="Services" count={services.length} tight>
            {services.length === 0 ? (
              <EmptyState title="No service yet">
                Make one on the{" "}
                <Anchor className="link" href="/services">
                  services
                </Anchor>{" "}
                page.
              </EmptyState>
            ) : (
              <ul>
                {services.map((service) => (
                  <ListRow key={service.id}>
                    <RowTitle title={<Anchor href={`/services/${service.id}`}>{service.name}</Anchor>} />
                  </ListRow>
                ))}
              </ul>
            )}
          </Panel>
        </div>
      </div>
    </>
  );
}
