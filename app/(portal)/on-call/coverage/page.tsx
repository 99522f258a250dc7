import type { Metadata } from "next";
import { type PageQuery, pageUrl, readQuery } from "#components/auth/list-query.ts";
import { LoadPanel, ServiceGapsPanel } from "#components/oncall/load-panel.tsx";
import { FilterBar } from "#components/patterns/filter-bar.tsx";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { monthAfter, monthWords } from "#lib/oncall/model/month.ts";
import { coverage } from "#lib/oncall/queries/coverage.ts";
import { CoverageQuery } from "#lib/oncall/schema/coverage.ts";
import { teamChoices } from "#lib/people/queries/teams.ts";
import { together } from "#lib/platform/db.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Coverage and load" };
const HERE = "/on-call/coverage";

/** One month: which services have nobody, how hours, nights and weekends fall on people, and what paged them. */
export default async function CoveragePage({ searchParams }: { searchParams: PageQuery }) {
  const ctx = await pageCtx();
  const query = await readQuery(searchParams);
  const wanted = CoverageQuery.safeParse({ month: query.month, teamId: query.team });
  const [found, teams] = await together(ctx, [
    () => coverage(ctx, wanted.data ?? {}),
    () => teamChoices(ctx),
  ]);
  const { month, services, schedules, more } = found;
  const zone = ctx.actor.zone;
  const team = wanted.data?.teamId ?? "";
  const to = (by: number) => pageUrl(HERE, {}, { month: monthAfter(month, by), team });
  return (
    <>
      <PageHead
        title="Coverage and load"
        say={`${monthWords(month)}: who carries what, planned shifts included, and when nobody is on call.`}
        crumbs={[{ label: "On-call", href: "/on-call" }, { label: "Coverage and load" }]}
      >
        <div className="row">
          <LinkButton href={to(-1)}>{monthWords(monthAfter(month, -1))}</LinkButton>
          <LinkButton href={to(1)}>{monthWords(monthAfter(month, 1))}</LinkButton>
        </div>
      </PageHead>
      <FilterBar
        action={HERE}
        label="Coverage"
        selects={[
          {
            name: "team",
            label: "Team",
            any: "Every team",
            value: team,
            options: teams.map((one) => ({ value: one.id, label: one.name })),
          },
        ]}
        keep={{ month: query.month }}
      />
      <div className="stack">
        <ServiceGapsPanel services={services} zone={zone} />
        {schedules.map((load) => (
          <LoadPanel key={load.schedule.id} load={load} zone={zone} me={ctx.actor.userId ?? ""} />
        ))}
        {more > 0 ? <p className="t3">{more} more schedules; choose a team to see its own.</p> : null}
      </div>
      <LiveRefresh kinds={["schedule", "team"]} />
    </>
  );
}
