"use client";

import ArrowLeftRight from "lucide-react/icons/arrow-left-right";
import CircleCheck from "lucide-react/icons/circle-check";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { AnswerSwap } from "#components/oncall/answer-swap.tsx";
import type { Gap } from "#components/oncall/bars.ts";
import { aboutWords, answerable, askWords, stateWords } from "#components/oncall/swap-words.ts";
import { laneName, lengthWords, lineName, nearSpanWords, spanWords } from "#components/oncall/words.ts";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { SwapDto } from "#lib/oncall/schema/swaps.ts";

export type NeedsPanelProps = {
  gaps: readonly Gap[];
  swaps: readonly SwapDto[];
  me: string;
  zone: string;
  /** Absent where no form stands beside it. */
  onAssign?: ((gap: Gap) => void) | undefined;
};

/** Gaps of the next two weeks and requests that wait for somebody. */
export function NeedsPanel({ gaps, swaps, me, zone, onAssign }: NeedsPanelProps) {
  const count = gaps.length + swaps.length;
  return (
    <Panel title="Needs a person" count={count} className="needs">
      {count === 0 ? (
        <p className="li two quiet">
          <CircleCheck className="g-ok" />
          <span className="t2">Every hour of the next two weeks has somebody.</span>
        </p>
      ) : (
        <ul>
          {gaps.map((gap) => (
            <li className="li at" key={gap.key}>
              <TriangleAlert className="g-crit" />
              <span className="min-w-0">
                <span className="m">{lineName(gap.lane.schedule)} has nobody</span>
                <span className="block xs t3 num">
                  {nearSpanWords(gap.from, gap.to, zone)},{" "}
                  <span className="nw">{lengthWords(gap.from, gap.to)}</span>
                </span>
              </span>
              {onAssign && gap.lane.abilities.override === true ? (
                <Button
                  size="sm"
                  variant="soft"
                  aria-label={`Assign somebody: ${laneName(gap.lane.schedule)}, ${spanWords(gap.from, gap.to, zone)}`}
                  onClick={() => onAssign(gap)}
                >
                  Assign
                </Button>
              ) : null}
            </li>
          ))}
          {swaps.map((swap) => (
            <li className="li at" key={swap.id}>
              <ArrowLeftRight className="g-info" />
              <span className="min-w-0">
                <span className="m">
                  {swap.user.id === me ? `You ask for a ${swap.kind}` : askWords(swap)}
                </span>
                <span className="block xs t3 num">{aboutWords(swap, zone)}</span>
                {swap.state === "open" ? null : <span className="block xs t2">{stateWords(swap)}</span>}
              </span>
              <AnswerSwap swap={swap} zone={zone} me={me} label={answerable(swap) ? "Answer" : "Show"} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
