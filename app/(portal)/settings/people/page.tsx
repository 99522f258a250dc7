import type { Metadata } from "next";
import { type PageQuery, pageUrl, readQuery } from "#components/auth/list-query.ts";
import { InvitationsPanel } from "#components/people/invitations-panel.tsx";
import { InviteButton } from "#components/people/invite-button.tsx";
import { PeopleFilters } from "#components/people/people-filters.tsx";
import { PeopleTable } from "#components/people/people-table.tsx";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { listInvitations } from "#lib/people/queries/invitations.ts";
import { teamChoices } from "#lib/people/queries/teams.ts";
import { listUsers } from "#lib/people/queries.ts";
import { ListUsers } from "#lib/people/schema.ts";
import { isAdmin, isLead } from "#lib/platform/context.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "People" };

/** Everybody who works here, and who is invited. */
export default async function PeoplePage({ searchParams }: { searchParams: PageQuery }) {
  const ctx = await pageCtx();
  const { actor } = ctx;
  const query = await readQuery(searchParams);
  const filter = ListUsers.safeParse({ limit: "50", ...query }).data ?? ListUsers.parse({ limit: "50" });
  const [page, teams, invitations] = await Promise.all([
    listUsers(ctx, filter),
    teamChoices(ctx),
    listInvitations(ctx),
  ]);
  const mayInvite = teams.filter((team) => isAdmin(actor) || isLead(actor, team.id));
  const { cursor: _place, ...set } = query;
  const next = page.nextCursor ? pageUrl("/settings/people", set, { cursor: page.nextCursor }) : undefined;
  return (
    <>
      <PageHead title="People" say="Everybody who has an account, by name.">
        {isAdmin(actor) || mayInvite.length > 0 ? (
          <InviteButton teams={mayInvite} admin={isAdmin(actor)} zone={actor.zone} />
        ) : null}
      </PageHead>
      <PeopleFilters query={query} teams={teams} />
      <div className="stack">
        <Panel label="People">
          <PeopleTable
            people={page.items}
            me={actor.userId ?? ""}
            next={next}
            filtered={Object.keys(set).length > 0}
            admin={isAdmin(actor)}
          />
        </Panel>
        <InvitationsPanel invitations={invitations} />
      </div>
      <LiveRefresh kinds={["user", "invitation"]} />
    </>
  );
}
