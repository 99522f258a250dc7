import type { Metadata } from "next";
import { type PageQuery, readQuery } from "#components/auth/list-query.ts";
import { DutiesPanel } from "#components/handoffs/duties-panel.tsx";
import { FeedPanel } from "#components/oncall/feed-panel.tsx";
import { MineScreen } from "#components/oncall/mine-screen.tsx";
import { pageWindow } from "#components/oncall/page-window.ts";
import { RotaControls } from "#components/oncall/rota-controls.tsx";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { myDuties } from "#lib/handoffs/queries/duties.ts";
import { listFeeds } from "#lib/oncall/queries/feeds.ts";
import { myTimeline } from "#lib/oncall/queries/mine.ts";
import { surveysAsked } from "#lib/oncall/queries/surveys.ts";
import { listSwaps } from "#lib/oncall/queries/swaps.ts";
import { listTimeOff } from "#lib/oncall/queries/time-off.ts";
import { myShifts } from "#lib/oncall/queries/timeline.ts";
import { addMinutes } from "#lib/platform/time.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "My shifts" };
const TEN_WEEKS = 70 * 1440;

/** My own timeline, my shifts of the next weeks, what I am asked, and my time off. */
export default async function MyShiftsPage({ searchParams }: { searchParams: PageQuery }) {
  const ctx = await pageCtx();
  const query = await readQuery(searchParams);
  const { view, first, fetch } = pageWindow(query, ctx.now, ctx.actor.zone);
  const [timeline, shifts, swaps, timeOff, feeds, surveys, duties] = await Promise.all([
    myTimeline(ctx, fetch),
    myShifts(ctx, { from: ctx.now.toISOString(), to: addMinutes(ctx.now, TEN_WEEKS).toISOString() }),
    listSwaps(ctx, {}),
    listTimeOff(ctx, "mine"),
    listFeeds(ctx, { kind: "person" }),
    surveysAsked(ctx),
    myDuties(ctx),
  ]);
  return (
    <>
      <PageHead
        title="My shifts"
        say="Give a shift away, or swap it for a colleague's."
        crumbs={[{ label: "On-call", href: "/on-call" }, { label: "My shifts" }]}
      >
        {query.from || timeline.lanes.length + timeline.timeOff.length > 0 ? (
          <div className="row wrap oc-ctl">
            <RotaControls view={view} first={first} teams={[]} teamId="" path="/on-call/mine" onPhone />
          </div>
        ) : null}
      </PageHead>
      <MineScreen
        me={{ id: ctx.actor.userId ?? "", zone: ctx.actor.zone }}
        {...{ shifts, swaps, timeOff, surveys }}
        shown={{ view, first, timeline }}
        duties={<DutiesPanel shifts={duties} zone={ctx.actor.zone} nowIso={ctx.now.toISOString()} />}
      >
        <FeedPanel kind="person" feeds={feeds} />
      </MineScreen>
      <LiveRefresh kinds={["schedule", "handoff", "team", "incident", "postmortem"]} />
    </>
  );
}
