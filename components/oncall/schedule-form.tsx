"use client";

import Plus from "lucide-react/icons/plus";
import { useMemo, useState } from "react";
import { LayerFields } from "#components/oncall/layer-fields.tsx";
import { PreviewPanel } from "#components/oncall/preview-panel.tsx";
import {
  fromDrafts,
  type LayerDraft,
  lacks,
  mondayOf,
  moved,
  newLayer,
  toDraft,
} from "#components/oncall/schedule-draft.ts";
import { type Facts, ScheduleFields } from "#components/oncall/schedule-fields.tsx";
import { StaleNote } from "#components/oncall/stale-note.tsx";
import { usePreview } from "#components/oncall/use-preview.ts";
import { useSaveSchedule } from "#components/oncall/use-save-schedule.ts";
import { ValidFrom } from "#components/oncall/valid-from.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/inputs.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { fromWall } from "#components/ui/wall-time.ts";
import { FIRST_NOTICE, LAST_NOTICE } from "#lib/oncall/model/notice.ts";
import type { ScheduleHome } from "#lib/oncall/queries/choices.ts";
import type { ScheduleDto } from "#lib/oncall/schema/schedules.ts";
import "./oncall.css";
import "./schedule.css";

export type ScheduleFormProps = {
  homes: readonly ScheduleHome[];
  /** The schedule to change; null: a new one. */
  schedule: ScheduleDto | null;
  me: string;
  /** The server's present, for the first hand-over of a new layer. */
  today: string;
};

function factsOf(schedule: ScheduleDto | null, homes: readonly ScheduleHome[]): Facts {
  const home = homes[0];
  return {
    name: schedule?.name ?? "",
    about: schedule?.about ?? "",
    teamId: schedule?.team.id ?? home?.id ?? "",
    zone: schedule?.zone ?? home?.zone ?? "UTC",
    line: schedule ? String(schedule.ordinal + 1) : "",
    grace: String(schedule?.graceMinutes ?? 30),
    needsApproval: schedule?.needsApproval ?? false,
    channelId: schedule?.channelId ?? "",
    first: String((schedule ? schedule.noticeFirstMinutes : FIRST_NOTICE.default) ?? ""),
    last: String((schedule ? schedule.noticeLastMinutes : LAST_NOTICE.default) ?? ""),
  };
}

/** The layers one goes on from: those that judge now, else those that are planned first. */
const layersOf = (schedule: ScheduleDto | null, today: string): LayerDraft[] => {
  const rules = schedule?.rules ?? schedule?.planned[0];
  return rules ? rules.layers.map(toDraft) : [newLayer("Weekly rotation", mondayOf(today))];
};

/** Writes a schedule or gives one new rules, with the next twelve months beside it before anything is saved. */
export function ScheduleForm({ homes, schedule, me, today }: ScheduleFormProps) {
  const [facts, setFacts] = useState(() => factsOf(schedule, homes));
  const [layers, setLayers] = useState(() => layersOf(schedule, today));
  const [later, setLater] = useState("");
  const [reason, setReason] = useState("");
  const saving = useSaveSchedule(schedule);
  const people = homes.find((home) => home.id === facts.teamId)?.candidates ?? [];
  const validFrom = later ? (fromWall(later, facts.zone) ?? undefined) : undefined;
  const missing = lacks(layers);
  const body = useMemo(
    () => ({
      teamId: facts.teamId,
      ...(schedule ? { scheduleId: schedule.id } : {}),
      zone: facts.zone,
      layers: fromDrafts(layers),
      ...(validFrom ? { from: validFrom } : {}),
    }),
    [facts.teamId, facts.zone, layers, schedule, validFrom],
  );
  const preview = usePreview(missing ? null : body);
  const at = (path: string) => saving.at(path) ?? preview.problem?.at(path);
  const change = (next: LayerDraft) =>
    setLayers((before) => before.map((one) => (one.key === next.key ? next : one)));
  return (
    <div className="cols form-cols">
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void saving.save({ facts, layers: fromDrafts(layers), validFrom, reason });
        }}
      >
        <ScheduleFields
          facts={facts}
          homes={homes}
          fixed={schedule !== null}
          at={saving.at}
          onChange={(part) => setFacts((before) => ({ ...before, ...part }))}
        />
        {layers.map((layer, index) => (
          <LayerFields
            key={layer.key}
            index={index}
            count={layers.length}
            layer={layer}
            zone={facts.zone}
            people={people}
            at={at}
            onChange={change}
            onMove={(by) => setLayers((before) => moved(before, index, by))}
            onRemove={() => setLayers((before) => before.filter((one) => one.key !== layer.key))}
          />
        ))}
        <div>
          <Button
            variant="soft"
            icon={<Plus />}
            onClick={() =>
              setLayers((before) => [...before, newLayer(`Layer ${before.length + 1}`, mondayOf(today))])
            }
          >
            Add a layer
          </Button>
        </div>
        {schedule ? (
          <Panel title="From when" padded>
            <div className="grid gap-3">
              <ValidFrom zone={facts.zone} value={later} onChange={setLater} error={saving.at("validFrom")} />
              <TextInput
                label="Reason"
                note="optional, stays with the rules"
                value={reason}
                maxLength={500}
                onChange={(event) => setReason(event.target.value)}
                error={saving.at("reason")}
              />
            </div>
          </Panel>
        ) : null}
        <StaleNote current={saving.current} />
        <div role="alert" className="field empty:hidden">
          <FieldError>{saving.rest}</FieldError>
        </div>
        <div className="row">
          <Button variant="primary" type="submit" busy={saving.busy} busyLabel="Saving">
            {schedule ? "Save the schedule" : "Create the schedule"}
          </Button>
          <LinkButton variant="quiet" href={schedule ? `/on-call/schedules/${schedule.id}` : "/on-call"}>
            Cancel
          </LinkButton>
        </div>
      </form>
      <div className="side">
        <PreviewPanel state={preview} missing={missing} zone={facts.zone} me={me} />
      </div>
    </div>
  );
}
