import type { Metadata } from "next";
import { type PageQuery, pageUrl, readQuery } from "#components/auth/list-query.ts";
import { CreateService } from "#components/services/service-actions.tsx";
import { ServiceFilters } from "#components/services/service-filters.tsx";
import { ServicesTable } from "#components/services/services-table.tsx";
import { VendorsPanel } from "#components/services/vendors-panel.tsx";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { teamChoices } from "#lib/people/queries/teams.ts";
import { isAdmin, isLead } from "#lib/platform/context.ts";
import { pageCtx } from "#lib/registry/page.ts";
import { listProfiles, listServices, listVendors } from "#lib/services/queries/services.ts";
import { ListServices } from "#lib/services/schema.ts";

export const metadata: Metadata = { title: "Services" };

/** What the teams run, and the vendors they depend on. */
export default async function ServicesPage({ searchParams }: { searchParams: PageQuery }) {
  const ctx = await pageCtx();
  const { cursor, ...query } = await readQuery(searchParams);
  const wanted = ListServices.safeParse({ ...query, ...(cursor ? { cursor } : {}), limit: "50" });
  const filter = wanted.data ?? ListServices.parse({ limit: "50" });
  const [page, teams, profiles, vendors] = await Promise.all([
    listServices(ctx, filter),
    teamChoices(ctx),
    listProfiles(ctx),
    listVendors(ctx),
  ]);
  const led = teams.filter((team) => isAdmin(ctx.actor) || isLead(ctx.actor, team.id));
  const create = led.length > 0 ? <CreateService choices={{ teams: led, profiles }} /> : null;
  const next = page.nextCursor ? pageUrl("/services", query, { cursor: page.nextCursor }) : undefined;
  return (
    <>
      <PageHead title="Services" say="What your teams run, and the figures each is judged by.">
        {create}
      </PageHead>
      <ServiceFilters query={query} teams={teams} />
      <div className="stack">
        <Panel label="Services">
          <ServicesTable
            services={page.items}
            next={next}
            filtered={Object.keys(query).length > 0}
            first={create}
          />
        </Panel>
        <VendorsPanel vendors={vendors} />
      </div>
      <LiveRefresh kinds={["service", "vendor"]} />
    </>
  );
}
