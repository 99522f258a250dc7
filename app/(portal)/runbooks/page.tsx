import type { Metadata } from "next";
import { RunbookFilters, RunbookList } from "#components/runbooks/runbook-list.tsx";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { teamChoices } from "#lib/people/queries/teams.ts";
import { isAppError } from "#lib/platform/errors.ts";
import { pageCtx } from "#lib/registry/page.ts";
import { homesForRunbooks, listRunbooks } from "#lib/runbooks/queries.ts";
import { RunbooksPlace } from "#lib/runbooks/schema.ts";

export const metadata: Metadata = { title: "Runbooks" };

/** What to look at and what to do, by title. */
export default async function RunbooksPage(props: {
  searchParams: Promise<Record<string, string | string[]>>;
}) {
  const ctx = await pageCtx();
  const given = Object.entries(await props.searchParams).map(([name, value]) => [name, [value].flat()[0]]);
  const { cursor, ...place } = RunbooksPlace.parse(Object.fromEntries(given));
  const list = listRunbooks(ctx, { ...place, cursor, limit: 50 }).catch((error) =>
    isAppError(error) && error.code === "bad_cursor"
      ? listRunbooks(ctx, { ...place, limit: 50 })
      : Promise.reject(error),
  );
  const [page, teams, homes] = await Promise.all([list, teamChoices(ctx), homesForRunbooks(ctx)]);
  const mayCreate = homes.length > 0;
  return (
    <>
      <PageHead title="Runbooks" say="What to look at, what helps, and when to call somebody.">
        {mayCreate ? (
          <LinkButton variant="primary" href="/runbooks/new">
            Write a runbook
          </LinkButton>
        ) : null}
      </PageHead>
      <RunbookFilters place={place} teams={teams} />
      <RunbookList page={page} place={place} mayCreate={mayCreate} />
      <LiveRefresh kinds={["runbook"]} />
    </>
  );
}
