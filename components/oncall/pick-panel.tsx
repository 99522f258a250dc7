"use client";

import MousePointerClick from "lucide-react/icons/mouse-pointer-click";
import { type RefObject, useState } from "react";
import { AskDialog } from "#components/oncall/ask.ts";
import { OverrideForm } from "#components/oncall/override-form.tsx";
import type { Pick } from "#components/oncall/pick.ts";
import { ShiftCard } from "#components/oncall/shift-card.tsx";
import { laneName } from "#components/oncall/words.ts";
import { Button } from "#components/ui/button.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { useNow } from "#components/ui/time-context.tsx";
import type { ShiftDto } from "#lib/oncall/schema/on-call.ts";
import type { LaneDto } from "#lib/oncall/schema/timeline.ts";

export type PickPanelProps = {
  lanes: readonly LaneDto[];
  pick: Pick | null;
  /** The chosen shift. */
  shiftId: string | undefined;
  me: string;
  first: RefObject<HTMLSelectElement | null>;
  onSchedule: (scheduleId: string) => void;
  onDone: () => void;
};

/** The chosen shift or span: the override form for leads, for others what they may do. */
export function PickPanel({ lanes, pick, shiftId, me, first, onSchedule, onDone }: PickPanelProps) {
  const mine = lanes.filter((lane) => lane.abilities.override === true);
  const lane = lanes.find((one) => one.schedule.id === pick?.scheduleId);
  const shift = lane?.shifts.find((one) => one.id === shiftId);
  if (!pick || !lane) {
    const begin = mine[0];
    return (
      <Panel title={begin ? "Override" : "Shift"} className="of">
        <EmptyState
          icon={<MousePointerClick />}
          title={begin ? "Choose a span" : "Choose a shift"}
          actions={
            begin ? (
              <Button onClick={() => onSchedule(begin.schedule.id)}>Write an override</Button>
            ) : undefined
          }
        >
          {begin ? (
            <>
              <span className="desk">Drag across a lane, or choose </span>
              <span className="phone">Choose </span>a shift, or begin with the running one.
            </>
          ) : (
            "A shift of yours can be given to a colleague; leads override."
          )}
        </EmptyState>
      </Panel>
    );
  }
  if (lane.abilities.override !== true) {
    return (
      <Panel title={`Shift, ${lane.schedule.team.name}`} className="of" padded end={<Chosen />}>
        {shift ? <ShiftCard lane={lane} shift={shift} me={me} zone={lane.schedule.zone} /> : null}
      </Panel>
    );
  }
  return (
    <Panel
      title={`${pick.overrideId ? "Override" : "New override"}, ${laneName(lane.schedule)}`}
      className="of"
      padded
      end={shiftId ? <Chosen /> : null}
    >
      <OverrideForm
        pick={pick}
        schedules={mine.map(({ schedule }) => ({
          id: schedule.id,
          label: laneName(schedule),
          zone: schedule.zone,
        }))}
        onSchedule={onSchedule}
        onDone={onDone}
        first={first}
      />
      {shift ? <GiveAway shift={shift} zone={lane.schedule.zone} /> : null}
    </Panel>
  );
}

/** A lead may also ask for a cover of somebody's shift instead of deciding it. */
function GiveAway({ shift, zone }: { shift: ShiftDto; zone: string }) {
  const [asking, setAsking] = useState(false);
  const now = useNow();
  if (!shift.user || Date.parse(shift.to) <= now) return null;
  return (
    <p className="mt-3 pt-3 border-t border-line">
      <Button variant="quiet" size="sm" aria-haspopup="dialog" onClick={() => setAsking(true)}>
        Ask the team instead
      </Button>
      {asking ? <AskDialog open onClose={() => setAsking(false)} shift={shift} zone={zone} /> : null}
    </p>
  );
}

const Chosen = () => <Badge tone="line">Selected</Badge>;
