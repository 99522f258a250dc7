"use client";

import { type CSSProperties, type ReactNode, useMemo } from "react";
import { addDays, axisOf, dateAt } from "#components/oncall/axis.ts";
import { gapsOf } from "#components/oncall/bars.ts";
import { NeedsPanel } from "#components/oncall/needs-panel.tsx";
import { pickOverride, pickShift, pickSpan } from "#components/oncall/pick.ts";
import { PickPanel } from "#components/oncall/pick-panel.tsx";
import { Rota } from "#components/oncall/rota.tsx";
import { OverridesPanel, RulesPanel, TemporaryPanel } from "#components/oncall/rules-panels.tsx";
import { ScheduleButtons } from "#components/oncall/schedule-buttons.tsx";
import { ScheduleNow } from "#components/oncall/schedule-now.tsx";
import { TimeOffPanel } from "#components/oncall/time-off-panel.tsx";
import { useChoice } from "#components/oncall/use-choice.ts";
import { useOverrideKey } from "#components/oncall/use-override-key.ts";
import { noticeWords } from "#components/oncall/words.ts";
import { PropertyPanel } from "#components/patterns/definition-list.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { UrlStateProvider } from "#components/shell/url-state-provider.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { Badge } from "#components/ui/marks.tsx";
import type { ReadinessDto } from "#lib/notifications/schema.ts";
import type { LaneDto, ScheduleDto, SwapDto, TimelineDto, TimeOffDto } from "#lib/oncall/schema.ts";
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
  return (
    <UrlStateProvider>
      <Screen {...props} />
    </UrlStateProvider>
  );
}

function Screen(props: ScheduleScreenProps) {
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
      {lane ? <Lane me={me} lane={lane} timeline={timeline} /> : null}
      <div className="cols soon mt-3.5" style={{ "--side": "348px" } as CSSProperties}>
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

/** The next two weeks, from yesterday on, with the form beside it once something is chosen. */
function Lane({ me, lane, timeline }: { me: string; lane: LaneDto; timeline: TimelineDto }) {
  const { zone, id } = lane.schedule;
  const lanes = useMemo(() => [lane], [lane]);
  const today = dateAt(Date.parse(timeline.now), zone);
  const axis = useMemo(() => axisOf(addDays(today, -1), 15, zone), [today, zone]);
  const choice = useChoice(lanes, id);
  useOverrideKey(lane.abilities.override === true ? () => choice.begin(id) : undefined);
  return (
    <>
      <Rota
        axis={axis}
        lanes={lanes}
        me={me}
        open={choice.open}
        onOpen={choice.setOpen}
        chosen={choice.chosen}
        linked={false}
        onShift={(_, shiftId, nowMs) => choice.select(pickShift(lane, shiftId, nowMs), shiftId)}
        onOverride={(_, overrideId) => choice.select(pickOverride(lane, overrideId), overrideId)}
        onSpan={(_, from, to) => choice.select(pickSpan(id, from, to))}
      />
      {choice.pick ? (
        <div className="mt-3.5 one-form">
          <PickPanel
            lanes={lanes}
            pick={choice.pick}
            shiftId={choice.chosen}
            me={me}
            first={choice.first}
            onSchedule={choice.begin}
            onDone={choice.clear}
          />
        </div>
      ) : null}
    </>
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
