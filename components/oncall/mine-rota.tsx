"use client";

import { useMemo, useState } from "react";
import { type Axis, axisOf, lengthOf, type View } from "#components/oncall/axis.ts";
import { askedBars, awayBars, ownBars } from "#components/oncall/bars.ts";
import { Legend, OWN_KEYS } from "#components/oncall/legend.tsx";
import { MineChosen } from "#components/oncall/mine-chosen.tsx";
import { RotaFrame } from "#components/oncall/rota-frame.tsx";
import { Track } from "#components/oncall/track.tsx";
import { laneName } from "#components/oncall/words.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { useNow } from "#components/ui/time-context.tsx";
import type { MyLane, MyTimeline } from "#lib/oncall/queries/mine.ts";
import { formatDate, formatDay } from "#lib/platform/format.ts";

export type MineRotaProps = {
  zone: string;
  view: View;
  /** The first day shown, "2026-11-16". */
  first: string;
  timeline: MyTimeline;
};

/** One's own time: a row for each schedule one is on, what one has asked others to take, and when one is away. */
export function MineRota({ zone, view, first, timeline }: MineRotaProps) {
  const axis = useMemo(() => axisOf(first, lengthOf(view, first), zone), [first, view, zone]);
  const [chosen, setChosen] = useState<string | null>(null);
  const minute = Math.floor(useNow() / 60_000) * 60_000;
  const { lanes, timeOff } = timeline;
  if (lanes.length === 0 && timeOff.length === 0) return null;
  const begin = formatDay(new Date(axis.from).toISOString(), zone);
  const end = formatDate(new Date(axis.to - 1).toISOString(), zone);
  return (
    <Panel className="rota mine" label="My timeline">
      <RotaFrame axis={axis} label={`My timeline, ${begin} to ${end}`}>
        {timeOff.length > 0 ? <Away axis={axis} timeOff={timeOff} /> : null}
        {lanes.map((lane) => (
          <Lane
            key={lane.schedule.id}
            axis={axis}
            lane={lane}
            minute={minute}
            chosen={chosen}
            onShift={(id) => setChosen(id === chosen ? null : id)}
          />
        ))}
      </RotaFrame>
      <MineChosen lanes={lanes} shiftId={chosen} zone={zone} />
      <Legend keys={OWN_KEYS} />
    </Panel>
  );
}

function Away({ axis, timeOff }: { axis: Axis; timeOff: MyTimeline["timeOff"] }) {
  return (
    <div className="lane sub">
      <div className="ln t2">Time off</div>
      <Track axis={axis} bars={awayBars(timeOff, axis.zone)} label="My time off" sub />
    </div>
  );
}

type LaneProps = {
  axis: Axis;
  lane: MyLane;
  minute: number;
  chosen: string | null;
  onShift: (shiftId: string) => void;
};

function Lane({ axis, lane, minute, chosen, onShift }: LaneProps) {
  const { schedule } = lane;
  const name = laneName(schedule);
  const bars = useMemo(() => ownBars(lane, minute, axis.zone), [lane, minute, axis.zone]);
  return (
    <>
      <div className="lane">
        <div className="ln">
          <span className="who">
            <Anchor className="m trunc" href={`/on-call/schedules/${schedule.id}`} title={name}>
              {schedule.team.name}
              <span className="vh">, {schedule.name}</span>
            </Anchor>
            <span className="xs t3 trunc" aria-hidden="true">
              {schedule.name}
            </span>
          </span>
        </div>
        <Track
          axis={axis}
          bars={bars}
          label={`My shifts of ${name}`}
          chosen={chosen ?? undefined}
          nowMs={minute}
          onBar={(bar) => onShift(bar.key)}
        />
      </div>
      {lane.requests.length > 0 ? (
        <div className="lane sub">
          <div className="ln t3">Asked for</div>
          <Track axis={axis} bars={askedBars(lane, axis.zone)} label={`What I have asked for, ${name}`} sub />
        </div>
      ) : null}
    </>
  );
}
