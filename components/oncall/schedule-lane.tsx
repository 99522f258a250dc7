"use client";

import { useMemo } from "react";
import { addDays, axisOf, dateAt } from "#components/oncall/axis.ts";
import { pickOverride, pickShift, pickSpan } from "#components/oncall/pick.ts";
import { PickPanel } from "#components/oncall/pick-panel.tsx";
import { Rota } from "#components/oncall/rota.tsx";
import { useChoice } from "#components/oncall/use-choice.ts";
import { useOverrideKey } from "#components/oncall/use-override-key.ts";
import { UrlStateProvider } from "#components/shell/url-state-provider.tsx";
import type { LaneDto, TimelineDto } from "#lib/oncall/schema/timeline.ts";

type Props = { me: string; lane: LaneDto; timeline: TimelineDto };

/** The lane of one schedule, in which one may choose. */
export function ScheduleLane(props: Props) {
  return (
    <UrlStateProvider>
      <Lane {...props} />
    </UrlStateProvider>
  );
}

/** The next two weeks, from yesterday on, with the form beside it once something is chosen. */
function Lane({ me, lane, timeline }: Props) {
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
