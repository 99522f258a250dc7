"use client";

import type { Axis } from "#components/oncall/axis.ts";
import { Legend } from "#components/oncall/legend.tsx";
import { RotaFrame } from "#components/oncall/rota-frame.tsx";
import { RotaLane } from "#components/oncall/rota-lane.tsx";
import { useSingleKeys } from "#components/shell/single-keys.ts";
import { Kbd } from "#components/ui/kbd.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { useNow } from "#components/ui/time-context.tsx";
import type { LaneDto } from "#lib/oncall/schema/timeline.ts";
import { formatDate, formatDay, plural } from "#lib/platform/format.ts";

export type RotaProps = {
  axis: Axis;
  lanes: readonly LaneDto[];
  /** Schedules that are not drawn. */
  more?: number | undefined;
  me: string;
  /** The schedule whose layers are shown. */
  open: string | null;
  onOpen: (scheduleId: string | null) => void;
  chosen: string | undefined;
  onShift: (lane: LaneDto, shiftId: string, nowMs: number) => void;
  onOverride: (lane: LaneDto, overrideId: string) => void;
  onSpan: (lane: LaneDto, from: string, to: string) => void;
  linked?: boolean | undefined;
};

/** The picture of who is on call when: a lane for each schedule. */
export function Rota(props: RotaProps) {
  const { axis, lanes, more, me, open, onOpen, chosen, onShift, onOverride, onSpan, linked } = props;
  const now = useNow();
  const keys = useSingleKeys();
  const drags = lanes.some((lane) => lane.abilities.override === true);
  const first = new Date(axis.from).toISOString();
  const last = new Date(axis.to - 1).toISOString();
  return (
    <Panel className="rota" label="Rota">
      <RotaFrame axis={axis} label={`Rota, ${formatDay(first, axis.zone)} to ${formatDate(last, axis.zone)}`}>
        {lanes.map((lane) => (
          <div key={lane.schedule.id} data-schedule={lane.schedule.id} className="lane-group">
            <RotaLane
              axis={axis}
              lane={lane}
              me={me}
              nowMs={now}
              open={open === lane.schedule.id}
              onToggle={() => onOpen(open === lane.schedule.id ? null : lane.schedule.id)}
              chosen={chosen}
              onShift={(id) => onShift(lane, id, now)}
              onOverride={(id) => onOverride(lane, id)}
              onSpan={
                lane.abilities.override === true
                  ? ({ from, to }) => onSpan(lane, new Date(from).toISOString(), new Date(to).toISOString())
                  : undefined
              }
              linked={linked}
            />
          </div>
        ))}
      </RotaFrame>
      {more ? (
        <p className="rota-more xs t2">
          {plural(more, "more schedule")} {more === 1 ? "is" : "are"} not drawn: choose a team to see its own.
        </p>
      ) : null}
      <Legend>
        {drags ? (
          <>
            Drag across a lane to override{keys ? ", or press" : ""}
            {keys ? <Kbd>V</Kbd> : null}
          </>
        ) : null}
      </Legend>
    </Panel>
  );
}
