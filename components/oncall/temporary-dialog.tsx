"use client";

import { useState } from "react";
import { FormDialog } from "#components/auth/form-dialog.tsx";
import { LayerFields } from "#components/oncall/layer-fields.tsx";
import {
  fromDrafts,
  type LayerDraft,
  moved,
  newLayer,
  newMember,
} from "#components/oncall/schedule-draft.ts";
import { momentProblem } from "#components/oncall/words.ts";
import { callApi } from "#components/shell/api.ts";
import { TextInput } from "#components/ui/inputs.tsx";
import { fromWall, zoneWords } from "#components/ui/wall-time.ts";
import type { ScheduleDto } from "#lib/oncall/schema/schedules.ts";
import "./schedule.css";

type Props = { schedule: ScheduleDto; today: string; onClose: () => void };

/** A daily turn of one person, from which most events are written. */
const fresh = (today: string): LayerDraft => ({
  ...newLayer("During the event", `${today}T09:00`),
  unit: "day",
});

/** Replaces all layers for a span: a launch, a holiday, an event. */
export function TemporaryDialog({ schedule, today, onClose }: Props) {
  const { zone, id, candidates } = schedule;
  const [layers, setLayers] = useState<LayerDraft[]>(() => [
    { ...fresh(today), members: candidates.slice(0, 1).map((one) => newMember(one.id)) },
  ]);
  return (
    <FormDialog
      open
      onClose={onClose}
      title="Temporary schedule"
      description="Its layers judge instead of all others for this span; overrides stay above it."
      verb="Add"
      busyLabel="Adding"
      done="The temporary schedule is added"
      width={640}
      fields={[
        "from",
        "to",
        "reason",
        ...layers.flatMap((_, index) => PATHS.map((path) => `layers.${index}.${path}`)),
      ]}
      onSend={({ text, idempotencyKey }) =>
        callApi(
          "POST",
          `/schedules/${id}/temporary`,
          {
            version: schedule.version,
            from: fromWall(text.from ?? "", zone) ?? text.from,
            to: fromWall(text.to ?? "", zone) ?? text.to,
            layers: fromDrafts(layers),
            reason: text.reason ?? "",
          },
          { idempotencyKey },
        )
      }
    >
      {(at) => (
        <>
          <div className="span-fields">
            <TextInput label="From" name="from" type="datetime-local" error={momentProblem(at("from"))} />
            <TextInput
              label="To"
              name="to"
              type="datetime-local"
              error={momentProblem(at("to"))}
              hint={zoneWords(zone)}
            />
          </div>
          <TextInput label="Reason" note="optional" name="reason" maxLength={500} error={at("reason")} />
          {layers.map((layer, index) => (
            <LayerFields
              key={layer.key}
              index={index}
              count={layers.length}
              layer={layer}
              zone={zone}
              people={candidates}
              at={at}
              onChange={(next) =>
                setLayers((before) => before.map((one) => (one.key === next.key ? next : one)))
              }
              onMove={(by) => setLayers((before) => moved(before, index, by))}
              onRemove={() => setLayers((before) => before.filter((one) => one.key !== layer.key))}
            />
          ))}
        </>
      )}
    </FormDialog>
  );
}

const PATHS = ["name", "members", "every.count", "every.unit", "start", "zone"];
