"use client";

import ChevronRight from "lucide-react/icons/chevron-right";
import { useMemo } from "react";
import type { Axis } from "#components/oncall/axis.ts";
import { type Bar, barsOf, layerBars, overrideBars } from "#components/oncall/bars.ts";
import { Track } from "#components/oncall/track.tsx";
import type { Span } from "#components/oncall/use-span-drag.ts";
import { laneName } from "#components/oncall/words.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import type { LaneDto } from "#lib/oncall/schema/timeline.ts";
import { formatZone } from "#lib/platform/format.ts";

export type RotaLaneProps = {
  axis: Axis;
  lane: LaneDto;
  me: string;
  nowMs: number;
  /** Layers and overrides are shown beneath. */
  open: boolean;
  onToggle: () => void;
  /** The chosen shift or override. */
  chosen: string | undefined;
  onShift: (shiftId: string) => void;
  onOverride: (overrideId: string) => void;
  /** Present where one may override here. */
  onSpan: ((span: Span) => void) | undefined;
  /** Names the schedule's page; absent on that page itself. */
  linked?: boolean | undefined;
};

/** One schedule of the rota: its shifts, and opened each layer by itself and the overrides. */
export function RotaLane(props: RotaLaneProps) {
  const { axis, lane, me, nowMs, open, chosen, onShift, onOverride, onSpan } = props;
  const name = laneName(lane.schedule);
  const minute = Math.floor(nowMs / 60_000) * 60_000;
  const bars = useMemo(() => barsOf(lane, me, minute, axis.zone), [lane, me, minute, axis.zone]);
  return (
    <>
      <div className="lane">
        <LaneName {...props} name={name} />
        <Track
          axis={axis}
          bars={bars}
          label={`Shifts of ${name}`}
          chosen={chosen}
          nowMs={minute}
          onBar={(bar: Bar) => onShift(bar.key)}
          onSpan={onSpan}
        />
      </div>
      {open ? (
        <>
          {lane.layers.map((layer) => (
            <div className="lane sub" key={layer.name}>
              <div className="ln t3">
                <span className="trunc" title={layer.name}>
                  {layer.name}
                </span>
              </div>
              <Track
                axis={axis}
                bars={layerBars(layer, axis.zone)}
                label={`Layer ${layer.name} of ${name}`}
                sub
              />
            </div>
          ))}
          {lane.overrides.length > 0 ? (
            <div className="lane sub">
              <div className="ln t3">Overrides</div>
              <Track
                axis={axis}
                bars={overrideBars(lane.overrides, me, axis.zone)}
                label={`Overrides of ${name}`}
                sub
                chosen={chosen}
                nowMs={minute}
                onBar={(bar: Bar) => onOverride(bar.key)}
              />
            </div>
          ) : null}
        </>
      ) : null}
    </>
  );
}

function LaneName({ axis, lane, open, onToggle, linked = true, name }: RotaLaneProps & { name: string }) {
  const { schedule } = lane;
  const at = new Date(axis.from).toISOString();
  const elsewhere =
    formatZone(at, schedule.zone) === formatZone(at, axis.zone) ? "" : `, ${formatZone(at, schedule.zone)}`;
  return (
    <div className="ln">
      <button
        type="button"
        className="fold"
        aria-expanded={open}
        aria-label={`Layers of ${name}`}
        title={open ? "Hide the layers" : "Show the layers"}
        onClick={onToggle}
      >
        <ChevronRight className="s" />
      </button>
      <span className="who">
        {linked ? (
          <Anchor className="m trunc" href={`/on-call/schedules/${schedule.id}`} title={name}>
            {schedule.team.name}
            <span className="vh">, {schedule.name}</span>
          </Anchor>
        ) : (
          <span className="m trunc">{schedule.team.name}</span>
        )}
        <span className="xs t3 trunc" aria-hidden={linked ? "true" : undefined}>
          {schedule.name}
          {elsewhere}
        </span>
      </span>
    </div>
  );
}
