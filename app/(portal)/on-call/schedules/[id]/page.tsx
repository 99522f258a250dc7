import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { FeedPanel } from "#components/oncall/feed-panel.tsx";
import { ScheduleScreen } from "#components/oncall/schedule-screen.tsx";
import { LiveRefresh } from "#components/shell/live.tsx";
import { listChannels } from "#lib/notifications/queries/channels.ts";
import { readinessOfPeople } from "#lib/notifications/queries/readiness.ts";
import { listFeeds } from "#lib/oncall/queries/feeds.ts";
import { getSchedule } from "#lib/oncall/queries/schedules.ts";
import { listSwaps } from "#lib/oncall/queries/swaps.ts";
import { listTimeOff } from "#lib/oncall/queries/time-off.ts";
import { timeline } from "#lib/oncall/queries/timeline.ts";
import { ScheduleParams } from "#lib/oncall/schema.ts";
import { isAppError } from "#lib/platform/errors.ts";
import { addMinutes } from "#lib/platform/time.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Schedule" };
const DAY = 1440;

/** One schedule: who is on call by it, the next two weeks, its rules in words and what lies above them. */
export default async function SchedulePage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const known = ScheduleParams.safeParse(await params);
  if (!known.success) notFound();
  const schedule = await getSchedule(ctx, known.data.id).catch((error) =>
    isAppError(error) && error.code === "not_found" ? notFound() : Promise.reject(error),
  );
  const from = addMinutes(ctx.now, -2 * DAY).toISOString();
  const to = addMinutes(ctx.now, 16 * DAY).toISOString();
  const teamId = schedule.team.id;
  const holder = schedule.onCall.holder?.user;
  const leads = schedule.abilities.edit === true && !schedule.archivedAt;
  const [shown, swaps, channels, readiness, feeds, timeOff] = await Promise.all([
    timeline(ctx, { from, to, teamId, detail: schedule.id }),
    listSwaps(ctx, { teamId }),
    schedule.channelId ? listChannels(ctx, teamId) : [],
    readinessOfPeople(ctx, holder ? [{ ...holder, kind: "member" }] : []),
    listFeeds(ctx, { kind: "schedule", scheduleId: schedule.id }),
    leads ? listTimeOff(ctx, { teamId }) : null,
  ]);
  return (
    <>
      <ScheduleScreen
        me={ctx.actor.userId ?? ""}
        schedule={schedule}
        timeline={shown}
        swaps={swaps}
        readiness={readiness}
        timeOff={timeOff}
        viewerZone={ctx.actor.zone}
        channel={channels.find((one) => one.id === schedule.channelId)?.name ?? null}
      >
        <FeedPanel kind="schedule" scheduleId={schedule.id} feeds={feeds} />
      </ScheduleScreen>
      <LiveRefresh kinds={["schedule", "handoff", "team"]} />
    </>
  );
}
