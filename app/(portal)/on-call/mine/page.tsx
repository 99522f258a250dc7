import type { Metadata } from "next";
import { FeedPanel } from "#components/oncall/feed-panel.tsx";
import { MineScreen } from "#components/oncall/mine-screen.tsx";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { listFeeds } from "#lib/oncall/queries/feeds.ts";
import { surveysAsked } from "#lib/oncall/queries/surveys.ts";
import { listSwaps } from "#lib/oncall/queries/swaps.ts";
import { listTimeOff } from "#lib/oncall/queries/time-off.ts";
import { myShifts } from "#lib/oncall/queries/timeline.ts";
import { addMinutes } from "#lib/platform/time.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "My shifts" };
const WEEKS = 10;

/** My shifts of the next weeks, what I am asked, and my time off. */
export default async function MyShiftsPage() {
  const ctx = await pageCtx();
  const span = { from: ctx.now.toISOString(), to: addMinutes(ctx.now, WEEKS * 7 * 1440).toISOString() };
  const [shifts, swaps, timeOff, feeds, surveys] = await Promise.all([
    myShifts(ctx, span),
    listSwaps(ctx, {}),
    listTimeOff(ctx),
    listFeeds(ctx, { kind: "person" }),
    surveysAsked(ctx),
  ]);
  return (
    <>
      <PageHead
        title="My shifts"
        say={`The next ${WEEKS} weeks. Give a shift away, or swap it for a colleague's.`}
        crumbs={[{ label: "On-call", href: "/on-call" }, { label: "My shifts" }]}
      />
      <MineScreen
        me={{ id: ctx.actor.userId ?? "", zone: ctx.actor.zone }}
        shifts={shifts}
        swaps={swaps}
        timeOff={timeOff}
        surveys={surveys}
      >
        <FeedPanel kind="person" feeds={feeds} />
      </MineScreen>
      <LiveRefresh kinds={["schedule", "handoff", "team"]} />
    </>
  );
}
