import type { Metadata } from "next";
import { type PageQuery, pageUrl, readQuery } from "#components/auth/list-query.ts";
import { ScheduleList } from "#components/oncall/schedule-list.tsx";
import { FilterBar } from "#components/patterns/filter-bar.tsx";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { scheduleHomes } from "#lib/oncall/queries/choices.ts";
import { listSchedules } from "#lib/oncall/queries/schedules.ts";
import { ListSchedules } from "#lib/oncall/schema/schedules.ts";
import { teamChoices } from "#lib/people/queries/teams.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Schedules" };

/** The schedules of the teams one may see, archived ones on demand. */
export default async function SchedulesPage({ searchParams }: { searchParams: PageQuery }) {
  const ctx = await pageCtx();
  const query = await readQuery(searchParams);
  const filter =
    ListSchedules.safeParse({ limit: "25", ...query }).data ?? ListSchedules.parse({ limit: "25" });
  const [page, teams, homes] = await Promise.all([
    listSchedules(ctx, filter),
    teamChoices(ctx),
    scheduleHomes(ctx),
  ]);
  const here = "/on-call/schedules";
  return (
    <>
      <PageHead
        title="Schedules"
        say="Who takes turns, team by team."
        crumbs={[{ label: "On-call", href: "/on-call" }, { label: "Schedules" }]}
      >
        {homes.length > 0 ? (
          <LinkButton variant="primary" href={`${here}/new`}>
            New schedule
          </LinkButton>
        ) : null}
      </PageHead>
      <FilterBar
        action={here}
        label="Schedules"
        selects={[
          {
            name: "teamId",
            label: "Team",
            any: "Any team",
            value: query.teamId ?? "",
            options: teams.map((team) => ({ value: team.id, label: team.name })),
          },
        ]}
        toggles={[{ name: "archived", label: "Archived", value: "true", checked: query.archived === "true" }]}
      />
      <ScheduleList
        page={page}
        next={page.nextCursor ? pageUrl(here, query, { cursor: page.nextCursor }) : undefined}
        mayCreate={homes.length > 0}
        archived={query.archived === "true"}
      />
      <LiveRefresh kinds={["schedule", "handoff", "team"]} />
    </>
  );
}
