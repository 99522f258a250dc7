import type { Metadata } from "next";
import {
  OwedList,
  PostmortemFilters,
  PostmortemList,
  PostmortemTabs,
} from "#components/postmortems/postmortem-lists.tsx";
import { NewPostmortem } from "#components/postmortems/write-up.tsx";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { teamsForActions } from "#lib/actions/queries.ts";
import { teamChoices } from "#lib/people/queries/teams.ts";
import { isAppError } from "#lib/platform/errors.ts";
import { plural } from "#lib/platform/format.ts";
import { countPostmortems, listOwed, listPostmortems } from "#lib/postmortems/queries.ts";
import { PostmortemsPlace } from "#lib/postmortems/schema.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Postmortems" };

/** What is owed, then every postmortem by state. */
export default async function PostmortemsPage(props: {
  searchParams: Promise<Record<string, string | string[]>>;
}) {
  const ctx = await pageCtx();
  const given = Object.entries(await props.searchParams).map(([name, value]) => [name, [value].flat()[0]]);
  const { cursor, ...place } = PostmortemsPlace.parse(Object.fromEntries(given));
  const list = listPostmortems(ctx, { ...place, cursor, limit: 50 }).catch((error) =>
    isAppError(error) && error.code === "bad_cursor"
      ? listPostmortems(ctx, { ...place, limit: 50 })
      : Promise.reject(error),
  );
  const first = Object.values(place).every((value) => !value) && !cursor;
  const [page, counts, owed, teams, writable] = await Promise.all([
    list,
    countPostmortems(ctx),
    first ? listOwed(ctx, 20) : [],
    teamChoices(ctx),
    teamsForActions(ctx),
  ]);
  const say =
    counts.overdue > 0
      ? `${plural(counts.overdue, "postmortem is", "postmortems are")} overdue.`
      : "None is overdue.";
  return (
    <>
      <PageHead title="Postmortems" say={say}>
        {writable.length > 0 ? <NewPostmortem teams={writable} /> : null}
      </PageHead>
      <PostmortemTabs place={place} counts={counts} />
      <PostmortemFilters place={place} teams={teams} />
      <div className="stack">
        <OwedList owed={owed} />
        <PostmortemList page={page} place={place} />
      </div>
      <LiveRefresh kinds={["postmortem", "incident", "action-item"]} />
    </>
  );
}
