import type { Metadata } from "next";
import { ChecklistHead } from "#components/checklists/checklist-head.tsx";
import { DoneRuns, OpenRuns, Templates } from "#components/checklists/checklist-views.tsx";
import { LiveRefresh } from "#components/shell/live.tsx";
import { listRuns } from "#lib/checklists/queries/runs.ts";
import { editorChoices, listTemplates } from "#lib/checklists/queries/templates.ts";
import { ListRuns } from "#lib/checklists/schema/runs.ts";
import { ListTemplates } from "#lib/checklists/schema/templates.ts";
import { atLeast } from "#lib/platform/context.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Checklists" };

type Query = Record<string, string | string[] | undefined>;
const TEMPLATE_STATES = ["active", "paused", "archived"];
const UUID = /^[0-9a-f-]{36}$/i;
const one = (query: Query, name: string) => [query[name]].flat()[0];

/** Runs that are open, those that are done, and the checklists they come from; all in the address. */
export default async function ChecklistsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const ctx = await pageCtx();
  const query = await searchParams;
  const asked = one(query, "view");
  const view = asked === "done" || asked === "templates" ? asked : "open";
  const teamId = one(query, "teamId");
  const filter = {
    ...(teamId && UUID.test(teamId) ? { teamId } : {}),
    ...(one(query, "mine") === "true" ? { mine: "true" } : {}),
    ...(one(query, "cursor") ? { cursor: one(query, "cursor") } : {}),
  };
  const choices = await editorChoices(ctx);
  const me = ctx.actor.userId;
  return (
    <>
      <LiveRefresh kinds={["checklist-run", "checklist-template"]} />
      <ChecklistHead view={view} mayMake={choices.teams.length > 0} />
      {view === "templates" ? (
        <Templates
          page={
            await listTemplates(
              ctx,
              ListTemplates.parse({
                ...filter,
                q: one(query, "q"),
                state: TEMPLATE_STATES.find((state) => state === one(query, "state")),
                limit: "50",
              }),
            )
          }
          query={query}
          mayMake={choices.teams.length > 0}
          mayStart={atLeast(ctx.actor, "responder")}
        />
      ) : view === "done" ? (
        <DoneRuns
          page={await listRuns(ctx, ListRuns.parse({ ...filter, state: "done", limit: "40" }))}
          query={query}
          me={me}
        />
      ) : (
        <OpenRuns
          page={await listRuns(ctx, ListRuns.parse({ ...filter, state: "open", limit: "100" }))}
          query={query}
          me={me}
        />
      )}
    </>
  );
}
