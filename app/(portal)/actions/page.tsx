import type { Metadata } from "next";
import { ActionList } from "#components/actions/action-list.tsx";
import { ActionPanel } from "#components/actions/action-panel.tsx";
import { ActionsFilter, ActionTabs, actionsUrl } from "#components/actions/actions-filter.tsx";
import { NewAction } from "#components/actions/new-action.tsx";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { countActions, getAction, listActions, teamsForActions } from "#lib/actions/queries.ts";
import { ActionsPlace } from "#lib/actions/schema.ts";
import { peopleChoices, teamChoices } from "#lib/people/queries/teams.ts";
import { isAppError } from "#lib/platform/errors.ts";
import { plural } from "#lib/platform/format.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Actions" };

/** Follow-ups: mine first, a team's, overdue ones; one opened beside the list. */
export default async function ActionsPage(props: {
  searchParams: Promise<Record<string, string | string[]>>;
}) {
  const ctx = await pageCtx();
  const given = Object.entries(await props.searchParams).map(([name, value]) => [name, [value].flat()[0]]);
  const place = ActionsPlace.parse(Object.fromEntries(given));
  const { action: opened, ...filter } = place;
  const list = listActions(ctx, { limit: 50, ...filter }).catch((error) =>
    isAppError(error) && error.code === "bad_cursor"
      ? listActions(ctx, { ...filter, limit: 50, cursor: undefined })
      : Promise.reject(error),
  );
  const [page, counts, people, teams, writable, action] = await Promise.all([
    list,
    countActions(ctx),
    peopleChoices(ctx),
    teamChoices(ctx),
    teamsForActions(ctx),
    opened ? getAction(ctx, opened).catch(() => null) : null,
  ]);
  const href = (change: Record<string, string | undefined>) => actionsUrl({ ...place, ...change });
  const say =
    counts.overdue > 0
      ? `${plural(counts.overdue, "action is", "actions are")} overdue.`
      : "Nothing is overdue.";
  return (
    <>
      <PageHead title="Actions" say={say}>
        {writable.length > 0 ? <NewAction people={people} teams={writable} /> : null}
      </PageHead>
      <ActionTabs place={place} counts={counts} />
      <ActionsFilter place={place} teams={teams} />
      <div className={action ? "cols" : ""}>
        <Panel label="Actions">
          <ActionList
            page={page}
            me={ctx.actor.userId}
            current={opened}
            href={href}
            filtered={Boolean(filter.q || filter.teamId || filter.sourceKind)}
          />
        </Panel>
        {action ? (
          <ActionPanel action={action} people={people} closeHref={href({ action: undefined })} />
        ) : null}
      </div>
      <LiveRefresh kinds={["action-item"]} />
    </>
  );
}
