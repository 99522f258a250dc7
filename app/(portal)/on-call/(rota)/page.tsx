import type { Metadata } from "next";
import { readQuery } from "#components/auth/list-query.ts";
import { HandoffCard } from "#components/handoffs/handoff-card.tsx";
import { OncallScreen } from "#components/oncall/oncall-screen.tsx";
import { pageWindow } from "#components/oncall/page-window.ts";
import { LiveRefresh } from "#components/shell/live.tsx";
import { myHandoffs } from "#lib/handoffs/queries.ts";
import { readinessOfPeople } from "#lib/notifications/queries/readiness.ts";
import { scheduleHomes } from "#lib/oncall/queries/choices.ts";
import { listSwaps } from "#lib/oncall/queries/swaps.ts";
import { timeline } from "#lib/oncall/queries/timeline.ts";
import { teamChoices } from "#lib/people/queries/teams.ts";
import { together } from "#lib/platform/db.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "On-call" };

/** Who is on call now, who comes then, and what needs a person. */
export default async function OncallPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string>>;
}) {
  const ctx = await pageCtx();
  const query = await readQuery(searchParams);
  const wanted = pageWindow(query, ctx.now, ctx.actor.zone);
  const inTeam = wanted.teamId ? { teamId: wanted.teamId } : {};
  const [shown, ahead, swaps, teams, homes, handoffs] = await together(ctx, [
    () => timeline(ctx, { ...wanted.fetch, ...inTeam, ...(query.open ? { detail: query.open } : {}) }),
    () => timeline(ctx, { ...wanted.ahead, ...inTeam }),
    () => listSwaps(ctx, inTeam),
    () => teamChoices(ctx),
    () => scheduleHomes(ctx),
    () => myHandoffs(ctx),
  ]);
  const [handoff] = handoffs;
  const holders = shown.lanes.flatMap(({ onCall }) => (onCall.holder ? [onCall.holder.user] : []));
  const people = [...new Map(holders.map((one) => [one.id, { ...one, kind: "member" }])).values()];
  return (
    <>
      <OncallScreen
        me={ctx.actor.userId ?? ""}
        view={wanted.view}
        first={wanted.first}
        viewerZone={ctx.actor.zone}
        timeline={shown}
        ahead={ahead}
        swaps={swaps}
        readiness={await readinessOfPeople(ctx, people)}
        teams={teams}
        teamId={wanted.teamId}
        mayCreate={homes.length > 0}
        handoff={
          handoff ? (
            <HandoffCard handoff={handoff} me={ctx.actor.userId ?? ""} zone={ctx.actor.zone} />
          ) : undefined
        }
      />
      <LiveRefresh kinds={["schedule", "handoff", "team"]} />
    </>
  );
}
