import type { LayerDto, LayerInput } from "#lib/oncall/schema/rules.ts";

/** The units of a rotation, as words of a select. */
export const UNIT_WORDS = [
  { value: "hour", label: "hours" },
  { value: "day", label: "days" },
  { value: "week", label: "weeks" },
] as const;
export type Unit = (typeof UNIT_WORDS)[number]["value"];

export interface HoursDraft {
  key: string;
  days: number[];
  from: string;
  to: string;
}

/** One layer while it is written: figures are texts, so that they can be empty for a moment. */
export interface LayerDraft {
  key: string;
  name: string;
  /** One of them for each turn; somebody may have several. */
  members: Array<{ key: string; id: string }>;
  unit: Unit;
  count: string;
  /** Wall time of the first hand-over, "2026-11-23T09:00". */
  start: string;
  /** Empty: the schedule's. */
  zone: string;
  hours: HoursDraft[];
}

let counter = 0;
const nextKey = (): string => {
  counter += 1;
  return `part-${counter}`;
};

export const newHours = (): HoursDraft => ({
  key: nextKey(),
  days: [1, 2, 3, 4, 5],
  from: "09:00",
  to: "17:00",
});

export const newMember = (id: string): LayerDraft["members"][number] => ({ key: nextKey(), id });

/** A weekly rotation that hands over at `start`. */
export const newLayer = (name: string, start: string): LayerDraft => ({
  key: nextKey(),
  name,
  members: [],
  unit: "week",
  count: "1",
  start,
  zone: "",
  hours: [],
});

/** A layer that stands, to be changed. */
export const toDraft = (layer: LayerDto): LayerDraft => ({
  key: nextKey(),
  name: layer.name,
  members: layer.members.map((member) => newMember(member.id)),
  unit: layer.every.unit,
  count: String(layer.every.count),
  start: layer.start.slice(0, 16),
  zone: layer.zone ?? "",
  hours: layer.restrictions.map((one) => ({ key: nextKey(), days: one.days, from: one.from, to: one.to })),
});

/** What is sent for the layers. A count that is no number goes as zero, which the server names at its field. */
export const fromDrafts = (layers: readonly LayerDraft[]): LayerInput[] =>
  layers.map((layer) => ({
    name: layer.name,
    members: layer.members.map((member) => member.id),
    every: { unit: layer.unit, count: /^\d{1,4}$/.test(layer.count.trim()) ? Number(layer.count) : 0 },
    start: layer.start,
    zone: layer.zone || null,
    restrictions: layer.hours.map(({ days, from, to }) => ({ days, from, to })),
  }));

/** Why a preview cannot be asked for yet, in words; null when it can. */
export function lacks(layers: readonly LayerDraft[]): string | null {
  if (layers.length === 0) return "Add a layer: it says who takes turns.";
  const bare = layers.find((layer) => layer.members.length === 0);
  if (bare) return `${bare.name || "The layer"} has nobody yet: add its first person.`;
  const dayless = layers.find((layer) => layer.hours.some((one) => one.days.length === 0));
  if (dayless) return `${dayless.name || "The layer"}: choose the weekdays of its hours.`;
  return layers.some((layer) => !layer.start) ? "Say when the first hand-over is." : null;
}

/** Moves one entry of a list by one place; the same list where it cannot. */
export function moved<T>(list: readonly T[], index: number, by: 1 | -1): T[] {
  const next = [...list];
  const to = index + by;
  if (to < 0 || to >= list.length) return next;
  next.splice(to, 0, ...next.splice(index, 1));
  return next;
}

/** Monday 09:00 of the week that holds `date` ("2026-11-21"): the hand-over people begin with. */
export function mondayOf(date: string): string {
  const noon = new Date(`${date}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() + 1 - (noon.getUTCDay() || 7));
  return `${noon.toISOString().slice(0, 10)}T09:00`;
}
