"use client";

import { useState } from "react";
import { AskDialog } from "#components/oncall/ask.ts";
import { lineName, ownWords } from "#components/oncall/words.ts";
import { Button } from "#components/ui/button.tsx";
import { useNow } from "#components/ui/time-context.tsx";
import type { MyLane } from "#lib/oncall/queries/mine.ts";

type Props = { lanes: readonly MyLane[]; shiftId: string | null; zone: string };

/** The shift chosen in one's own timeline, in words, and what one may do with it. */
export function MineChosen({ lanes, shiftId, zone }: Props) {
  const [asking, setAsking] = useState(false);
  const now = useNow();
  const lane = lanes.find((one) => one.shifts.some((shift) => shift.id === shiftId));
  const shift = lane?.shifts.find((one) => one.id === shiftId);
  const asked = shift && lane?.requests.some((one) => one.from < shift.to && one.to > shift.from);
  const over = shift ? Date.parse(shift.to) <= now : false;
  return (
    <div className="mine-chosen">
      <p role="status" className="grow min-w-0">
        {lane && shift ? (
          <>
            <span className="m">{lineName(lane.schedule)}</span>{" "}
            <span className="t2 num">{ownWords(shift, zone)}</span>{" "}
            {over ? <span className="t3">It is over.</span> : null}
            {asked && !over ? <span className="t3">Yours until somebody takes it.</span> : null}
          </>
        ) : (
          <span className="t3">Choose a shift of yours to read it here, or to give it away.</span>
        )}
      </p>
      {shift && !over && !asked ? (
        <>
          <Button size="sm" variant="soft" aria-haspopup="dialog" onClick={() => setAsking(true)}>
            Give away
          </Button>
          {asking ? (
            <AskDialog key={shift.id} open onClose={() => setAsking(false)} shift={shift} zone={zone} />
          ) : null}
        </>
      ) : null}
    </div>
  );
}
