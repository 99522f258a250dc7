import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TeamNotifications } from "#components/notifications/team-page.tsx";
import { canSetChannels } from "#lib/notifications/policy.ts";
import { listChannels } from "#lib/notifications/queries/channels.ts";
import { teamReadiness } from "#lib/notifications/queries/readiness.ts";
import { pagerHolders } from "#lib/oncall/queries.ts";
import { getTeam } from "#lib/people/queries/teams.ts";
import { IdParams } from "#lib/people/schema.ts";
import { isAppError } from "#lib/platform/errors.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Paging" };

/** Whom of a team a page would reach, and the channels it posts to. */
export default async function TeamPagingPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const parsed = IdParams.safeParse(await params);
  if (!parsed.success) notFound();
  const team = await getTeam(ctx, parsed.data.id).catch((error) =>
    isAppError(error) && error.code === "not_found" ? notFound() : Promise.reject(error),
  );
  const [channels, readiness, firstCalled] = await Promise.all([
    listChannels(ctx, team.id),
    teamReadiness(ctx, team.id),
    pagerHolders(ctx, team.id),
  ]);
  return (
    <TeamNotifications
      team={{ id: team.id, name: team.name }}
      mayEdit={team.archivedAt === null && canSetChannels(ctx.actor, team.id) === true}
      channels={channels}
      readiness={readiness}
      firstCalled={firstCalled}
    />
  );
}
