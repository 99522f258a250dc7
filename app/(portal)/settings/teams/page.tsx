import type { Metadata } from "next";
import { type PageQuery, pageUrl, readQuery } from "#components/auth/list-query.ts";
import { FilterBar } from "#components/patterns/filter-bar.tsx";
import { CreateTeam } from "#components/people/create-team.tsx";
import { TeamsTable } from "#components/people/teams-table.tsx";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { listTeams } from "#lib/people/queries/teams.ts";
import { ListTeams } from "#lib/people/schema.ts";
import { isAdmin } from "#lib/platform/context.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Teams" };

/** The teams one may see. */
export default async function TeamsPage({ searchParams }: { searchParams: PageQuery }) {
  const ctx = await pageCtx();
  const query = await readQuery(searchParams);
  const filter = ListTeams.safeParse({ limit: "50", ...query }).data ?? ListTeams.parse({ limit: "50" });
  const page = await listTeams(ctx, filter);
  const next = page.nextCursor ? pageUrl("/settings/teams", query, { cursor: page.nextCursor }) : undefined;
  return (
    <>
      <PageHead title="Teams" say="A team owns services, checklists, policies and what happens on them.">
        {isAdmin(ctx.actor) ? <CreateTeam /> : null}
      </PageHead>
      <FilterBar
        action="/settings/teams"
        label="Teams"
        search={{ name: "q", value: query.q ?? "", placeholder: "Name" }}
        toggles={[{ name: "archived", label: "Archived", value: "true", checked: query.archived === "true" }]}
      />
      <Panel label="Teams">
        <TeamsTable teams={page.items} next={next} />
      </Panel>
      <LiveRefresh kinds={["team"]} />
    </>
  );
}
