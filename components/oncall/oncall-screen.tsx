"use client";

import Plus from "lucide-react/icons/plus";
import { type ReactNode, useMemo } from "react";
import { axisOf, lengthOf, sharedZone, type View } from "#components/oncall/axis.ts";
import { type Gap, gapsOf } from "#components/oncall/bars.ts";
import { NeedsPanel } from "#components/oncall/needs-panel.tsx";
import { NowTable } from "#components/oncall/now-table.tsx";
import { OncallEmpty } from "#components/oncall/oncall-empty.tsx";
import { OncallLinks } from "#components/oncall/oncall-links.tsx";
import { pickOverride, pickShift, pickSpan } from "#components/oncall/pick.ts";
import { PickPanel } from "#components/oncall/pick-panel.tsx";
import { Rota } from "#components/oncall/rota.tsx";
import { RotaControls } from "#components/oncall/rota-controls.tsx";
import { summaryWords } from "#components/oncall/summary.ts";
import { useChoice } from "#components/oncall/use-choice.ts";
import { useOverrideKey } from "#components/oncall/use-override-key.ts";
import { PageHead } from "#components/shell/page-head.tsx";
import { UrlStateProvider } from "#components/shell/url-state-provider.tsx";
import { useRefreshAt } from "#components/shell/use-refresh-at.ts";
import { Button } from "#components/ui/button.tsx";
import type { ReadinessDto } from "#lib/notifications/schema.ts";
import type { NowDto } from "#lib/oncall/schema/on-call.ts";
import type { SwapDto } from "#lib/oncall/schema/swaps.ts";
import type { LaneDto, TimelineDto } from "#lib/oncall/schema/timeline.ts";
import "./oncall.css";

export type OncallScreenProps = {
  me: string;
  view: View;
  /** The first day shown, "2026-11-16". */
  first: string;
  viewerZone: string;
  timeline: TimelineDto;
  /** Lanes of the next two weeks, for the gaps that come. */
  ahead: TimelineDto;
  swaps: readonly SwapDto[];
  readiness: readonly ReadinessDto[];
  teams: ReadonlyArray<{ id: string; name: string }>;
  teamId: string;
  mayCreate: boolean;
  /** A handoff that waits for the viewer, above everything else on a phone. */
  handoff?: ReactNode;
};

/** On-call: the rota of every schedule, who has the pager now, what needs a person, and the form to override. */
export function OncallScreen(props: OncallScreenProps) {
  return (
    <UrlStateProvider>
      <Screen {...props} />
    </UrlStateProvider>
  );
}

const lineOf = (lane: LaneDto): NowDto => ({
  schedule: { id: lane.schedule.id, name: lane.schedule.name },
  team: lane.schedule.team,
  ordinal: lane.schedule.ordinal,
  onCall: lane.onCall,
});

function Screen(props: OncallScreenProps) {
  const { me, view, first, viewerZone, timeline, ahead, swaps, readiness, handoff, mayCreate } = props;
  const { lanes, more } = timeline;
  // The schedules' own zone where they share one, so that hand-overs stand at the hours people know them by.
  const zone = sharedZone(
    lanes.map((lane) => lane.schedule.zone),
    viewerZone,
  );
  const axis = useMemo(() => axisOf(first, lengthOf(view, first), zone), [first, view, zone]);
  const gaps = useMemo(() => gapsOf(ahead.lanes, Date.parse(ahead.from), Date.parse(ahead.to)), [ahead]);
  const lines = useMemo(() => lanes.map(lineOf), [lanes]);
  useRefreshAt(
    lanes.flatMap(({ onCall }) => [
      onCall.next?.at,
      onCall.pendingHandoff?.lapsed ? null : onCall.pendingHandoff?.graceEndsAt,
    ]),
  );
  const choice = useChoice(lanes);
  const { pick, select, begin } = choice;
  const mayOverride = lanes.some((lane) => lane.abilities.override === true);
  useOverrideKey(mayOverride ? () => begin(focusedLane()) : undefined);

  if (lanes.length === 0) return <OncallEmpty mayCreate={mayCreate} filtered={props.teamId !== ""} />;
  return (
    <div className="oc">
      <PageHead title="On-call" say={summaryWords(lines, gaps, zone)}>
        <div className="row wrap oc-ctl">
          <RotaControls {...props} />
          {mayOverride ? (
            <Button icon={<Plus />} className="desk" onClick={() => begin()}>
              Override
            </Button>
          ) : null}
        </div>
      </PageHead>
      <Rota
        axis={axis}
        lanes={lanes}
        more={more}
        me={me}
        open={choice.open}
        onOpen={choice.setOpen}
        chosen={choice.chosen}
        onShift={(lane, id, nowMs) => select(pickShift(lane, id, nowMs), id)}
        onOverride={(lane, id) => select(pickOverride(lane, id), id)}
        onSpan={(lane, from, to) => select(pickSpan(lane.schedule.id, from, to))}
      />
      <div className="ocg">
        <NowTable lines={lines} readiness={readiness} me={me} zone={zone} />
        <div className="stack">
          {handoff ? <div className="oc-hand">{handoff}</div> : null}
          <NeedsPanel
            gaps={gaps}
            swaps={swaps}
            me={me}
            zone={zone}
            onAssign={(gap: Gap) => select(pickSpan(gap.lane.schedule.id, gap.from, gap.to))}
          />
          <OncallLinks mayCreate={mayCreate} />
        </div>
        <PickPanel
          key={pick?.scheduleId ? "chosen" : "none"}
          lanes={lanes}
          pick={pick}
          shiftId={choice.chosen}
          me={me}
          first={choice.first}
          onSchedule={begin}
          onDone={choice.clear}
        />
      </div>
    </div>
  );
}

/** The schedule whose lane has the focus, if one has. */
function focusedLane(): string | undefined {
  const lane = document.activeElement?.closest("[data-schedule]");
  return lane instanceof HTMLElement ? lane.dataset.schedule : undefined;
}
