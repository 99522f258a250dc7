import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { IncidentScreen } from "#components/incidents/incident-screen.tsx";
import { readPrivately } from "#lib/incidents/commands/read-privately.ts";
import { readPager, readSeverities } from "#lib/incidents/queries/choices.ts";
import { readDetails } from "#lib/incidents/queries/details.ts";
import { readIncident, readTimeline } from "#lib/incidents/queries.ts";
import { unreadAbout } from "#lib/notifications/queries.ts";
import { isAppError } from "#lib/platform/errors.ts";
import { postmortemOf } from "#lib/postmortems/queries.ts";
import { pageCtx } from "#lib/registry/page.ts";
import { listRunbooks } from "#lib/runbooks/queries.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
type Params = { params: Promise<{ id: string }> };

const find = cache(async (id: string) => {
  const ctx = await pageCtx();
  if (!UUID.test(id)) notFound();
  return readIncident(ctx, id).catch((error) =>
    isAppError(error) && error.code === "not_found" ? notFound() : Promise.reject(error),
  );
});

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { incident } = await find((await params).id);
  return { title: `INC-${incident.number} ${incident.title}` };
}

/** One incident: first paint from the server, then live. */
export default async function IncidentPage({ params }: Params) {
  const ctx = await pageCtx();
  const { id } = await params;
  const { incident, asAdmin } = await find(id);
  if (asAdmin) await readPrivately(ctx, id);
  const [entries, details, levels, runbooks, pager, postmortem, unread] = await Promise.all([
    readTimeline(ctx, id),
    readDetails(ctx, incident),
    readSeverities(ctx),
    listRunbooks(ctx, { limit: 100 }),
    readPager(ctx, incident.teamId).catch(() => []),
    postmortemOf(ctx, id),
    unreadAbout(ctx, { kind: "incident", id }),
  ]);
  return (
    <IncidentScreen
      key={id}
      initial={{ incident, entries, ...details }}
      me={ctx.actor.userId ?? ""}
      levels={levels}
      runbooks={runbooks.items.map((one) => ({ id: one.id, name: one.title }))}
      pager={pager}
      postmortem={postmortem}
      unread={unread}
    />
  );
}
