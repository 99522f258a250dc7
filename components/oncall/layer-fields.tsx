"use client";

import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import Trash2 from "lucide-react/icons/trash-2";
import { HoursFields } from "#components/oncall/hours-fields.tsx";
import { MemberFields } from "#components/oncall/member-fields.tsx";
import { type LayerDraft, UNIT_WORDS, type Unit } from "#components/oncall/schedule-draft.ts";
import { ZoneField } from "#components/oncall/zone-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { NumberInput, Select, TextInput } from "#components/ui/inputs.tsx";
import { Panel } from "#components/ui/panel.tsx";

export type LayerFieldsProps = {
  index: number;
  count: number;
  layer: LayerDraft;
  /** The schedule's zone, which holds where the layer has none of its own. */
  zone: string;
  people: ReadonlyArray<{ id: string; name: string }>;
  at: (path: string) => string | undefined;
  onChange: (layer: LayerDraft) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
};

/** One layer: who takes turns, how long a turn is, when the first begins, at what hours. */
export function LayerFields(props: LayerFieldsProps) {
  const { index, count, layer, zone, people, onChange, onMove, onRemove } = props;
  const at = (path: string) => props.at(`layers.${index}.${path}`);
  const of = `Layer ${index + 1}`;
  const set = (part: Partial<LayerDraft>) => onChange({ ...layer, ...part });
  return (
    <Panel
      title={of}
      padded
      end={
        <>
          {count > 1 ? <span className="xs t3">{index === 0 ? "covers the others" : "below"}</span> : null}
          <Button
            size="sm"
            variant="quiet"
            iconOnly
            icon={<ArrowUp />}
            label={`Move ${of} up`}
            disabled={index === 0}
            onClick={() => onMove(-1)}
          />
          <Button
            size="sm"
            variant="quiet"
            iconOnly
            icon={<ArrowDown />}
            label={`Move ${of} down`}
            disabled={index === count - 1}
            onClick={() => onMove(1)}
          />
          <Button
            size="sm"
            variant="quiet"
            iconOnly
            icon={<Trash2 />}
            label={`Remove ${of}`}
            disabled={count === 1}
            onClick={onRemove}
          />
        </>
      }
    >
      <div className="grid gap-3">
        <TextInput
          label="Name of the layer"
          value={layer.name}
          maxLength={80}
          onChange={(event) => set({ name: event.target.value })}
          error={at("name")}
        />
        <MemberFields
          of={of}
          members={layer.members}
          people={people}
          error={at("members") ?? firstOf(props.at, `layers.${index}.members`, layer.members.length)}
          onChange={(members) => set({ members })}
        />
        <div className="turn-fields">
          <NumberInput
            label="Hands over every"
            value={layer.count}
            onChange={(event) => set({ count: event.target.value })}
            error={at("every.count")}
          />
          <Select
            label="Unit"
            value={layer.unit}
            options={UNIT_WORDS}
            onChange={(event) => set({ unit: event.target.value as Unit })}
            error={at("every.unit")}
          />
          <TextInput
            label="First hand-over"
            type="datetime-local"
            value={layer.start}
            onChange={(event) => set({ start: event.target.value })}
            error={at("start")}
          />
        </div>
        <ZoneField
          label="Zone of the layer"
          value={layer.zone}
          same={`The schedule's, ${zone.replaceAll("_", " ")}`}
          onChange={(next) => set({ zone: next })}
          error={at("zone")}
        />
        <HoursFields of={of} hours={layer.hours} at={at} onChange={(hours) => set({ hours })} />
      </div>
    </Panel>
  );
}

/** The first complaint about one of a list's entries. */
function firstOf(at: (path: string) => string | undefined, path: string, count: number): string | undefined {
  for (let index = 0; index < count; index++) {
    const words = at(`${path}.${index}`);
    if (words) return words;
  }
  return undefined;
}
