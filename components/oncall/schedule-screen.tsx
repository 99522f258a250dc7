import type { CSSProperties, ReactNode } from "react";
import { dateAt } from "#components/oncall/axis.ts";
import { gapsOf } from "#components/oncall/bars.ts";
import { NeedsPanel } from "#components/oncall/needs-panel.tsx";
import { OverridesPanel, RulesPanel, TemporaryPanel } from "#components/oncall/rules-panels.tsx";
import { ScheduleButtons } from "#components/oncall/schedule-buttons.tsx";
import { ScheduleLane } from "#components/oncall/schedule-lane.tsx";
import { ScheduleNow } from "#components/oncall/schedule-now.tsx";
import { TimeOffPanel } from "#components/oncall/time-off-panel.tsx";
import { noticeWords } from "#components/oncall/words.ts";
import { PropertyPanel } from "#components/patterns/definition-list.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { Badge } from "#components/ui/marks.tsx";
import type { ReadinessDto } from "#lib/notifications/schema.ts";
import type { ScheduleDto } from "#lib/oncall/schema/schedules.ts";
import type { SwapDto, TimeOffDto } from "#lib/oncall/schema/swaps.ts";
import type { LaneDto, TimelineDto } from "#lib/oncall/schema/timeline.ts";
import "./oncall.css";

export type ScheduleScreenProps = {
  me: string;
  schedule: ScheduleDto;
  /** The lane of this schedule alone; empty for an archived one. */
  timeline: TimelineDto;
  swaps: readonly SwapDto[];
  readiness: readonly ReadinessDto[];
  /** Who of the team is away, for those who lead it; null: not theirs to see. */
  timeOff: readonly TimeOffDto[] | null;
  /** The zone of whoever looks. */
  viewerZone: string;
  /** The name of its channel, if it has one. */
  channel: string | null;
  /** Further panels of the side: calendar feeds. */
  children?: ReactNode;
};

/** One schedule: who is on call, the next two weeks, its layers in words, what lies above them. */
export function ScheduleScreen(props: ScheduleScreenProps) {
  const { me, schedule, timeline, swaps, readiness, timeOff, viewerZone, channel, children } = props;
  const { name, team, zone } = schedule;
  const lane = timeline.lanes.find((one) => one.schedule.id === schedule.id);
  const may = schedule.abilities.edit === true && !schedule.archivedAt;
  return (
    <div className="oc">
      <PageHead
        title={`${team.name}, ${name}`}
        crumbs={[{ label: "On-call", href: "/on-call" }, { label: `${team.name}, ${name}` }]}
        say={schedule.about || undefined}
        mark={schedule.archivedAt ? <Badge>Archived</Badge> : undefined}
      >
        <ScheduleButtons schedule={schedule} />
      </PageHead>
      {lane ? <ScheduleLane me={me} lane={lane} timeline={timeline} /> : null}
      <div className="cols mt-3.5" style={{ "--side": "348px" } as CSSProperties}>
        <div className="stack">
          <div className="stack later">
            <RulesPanel schedule={schedule} />
            <OverridesPanel schedule={schedule} />
            <TemporaryPanel schedule={schedule} may={may} today={dateAt(Date.parse(timeline.now), zone)} />
          </div>
        </div>
        <aside className="stack" aria-label="About this schedule">
          {schedule.archivedAt ? null : <ScheduleNow schedule={schedule} me={me} readiness={readiness} />}
          {lane ? <Needs me={me} lane={lane} timeline={timeline} swaps={swaps} zone={zone} /> : null}
          {timeOff ? (
            <TimeOffPanel
              me={{ id: me, zone: viewerZone }}
              timeOff={timeOff}
              people={schedule.candidates}
              className="later"
            />
          ) : null}
          {children}
          <PropertyPanel
            title="How it hands over"
            className="later"
            termWidth={132}
            items={[
              {
                term: "Team",
                value: (
                  <Anchor className="link" href={`/settings/teams/${team.id}`}>
                    {team.name}
                  </Anchor>
                ),
              },
              { term: "Zone", value: zone.replaceAll("_", " ") },
              {
                term: "Line",
                value:
                  schedule.ordinal === 0 ? "First: pages of the team reach it" : `${schedule.ordinal + 1}`,
              },
              { term: "Grace of a handoff", value: `${schedule.graceMinutes} min` },
              {
                term: "Swaps and covers",
                value: schedule.needsApproval ? "A lead approves" : "Colleagues agree",
              },
              { term: "People are told", value: noticeWords(schedule) },
              { term: "Channel told too", value: channel ?? "None" },
            ]}
          />
        </aside>
      </div>
    </div>
  );
}

type NeedsProps = {
  me: string;
  lane: LaneDto;
  timeline: TimelineDto;
  swaps: readonly SwapDto[];
  zone: string;
};

function Needs({ me, lane, timeline, swaps, zone }: NeedsProps) {
  const gaps = gapsOf([lane], Date.parse(timeline.now), Date.parse(timeline.to));
  const own = swaps.filter((swap) => swap.schedule.id === lane.schedule.id);
  return <NeedsPanel gaps={gaps} swaps={own} me={me} zone={zone} />;
}
