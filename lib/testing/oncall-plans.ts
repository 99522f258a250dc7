import fc from "fast-check";
import type { Layer, Override, Plan, PlannedShift, Restriction, RuleVersion } from "#lib/oncall/model.ts";

/**
 * Zones with every kind of clock: changes of an hour, of half an hour (Lord Howe), of two (Troll), back in summer's
 * stead (Dublin), around Ramadan and given up in 2026 (Casablanca), at a minute past midnight (St. John's, 2011), at a
 * quarter to (Chatham), given up in 2022 (Tehran) and 2026 (Vancouver), a day left out (Apia), none (Kathmandu).
 */
export const ZONES = [
  "Australia/Lord_Howe",
  "Antarctica/Troll",
  "Europe/Dublin",
  "Africa/Casablanca",
  "Pacific/Apia",
  "Asia/Kathmandu",
  "America/New_York",
  "Europe/Berlin",
  "America/St_Johns",
  "Asia/Tehran",
  "Pacific/Chatham",
  "America/Vancouver",
] as const;

export const utc = (iso: string) => new Date(`${iso}${iso.length > 10 ? "" : "T00:00"}Z`);

/** Ten years: one with Apia's missing day, and nine from 2021 on. */
export const TEN_YEARS = [
  { from: utc("2011-07-01"), to: utc("2012-07-01") },
  { from: utc("2021-01-01"), to: utc("2030-01-01") },
] as const;

export function layerOf(given: Partial<Layer> = {}): Layer {
  return {
    name: "First",
    members: ["ann", "ben", "cem"],
    every: { unit: "day", count: 1 },
    start: "2011-01-03T09:00",
    zone: null,
    restrictions: [],
    ...given,
  };
}

export function versionOf(layers: Layer[], given: Partial<RuleVersion> = {}): RuleVersion {
  return { zone: "Europe/Berlin", layers, number: 1, validFrom: utc("2000-01-01"), ...given };
}

export function planOf(layers: Layer[], zone = "Europe/Berlin", overrides: Override[] = []): Plan {
  return { versions: [versionOf(layers, { zone })], temporaries: [], overrides };
}

/** A shift as short as it can be written. */
export function shiftOf(
  userId: string | null,
  from: string,
  to: string,
  given: Partial<PlannedShift> = {},
): PlannedShift {
  const source = userId === null ? "gap" : "rotation";
  const origin = userId === null ? null : "First";
  return { userId, from: utc(from), to: utc(to), source, origin, rules: 1, ...given };
}

/** A day of an exact length of hand-overs, in three layers: nights by windows, working days, and a week behind both. */
export function threeLayers(start = "2011-01-03"): Layer[] {
  return [
    layerOf({
      name: "Nights",
      start: `${start}T22:00`,
      restrictions: [{ days: [1, 2, 3, 4, 5, 6, 7], from: "22:00", to: "02:30" }],
    }),
    layerOf({
      name: "Days",
      members: ["dia", "eve", "fay", "gus"],
      start: `${start}T08:00`,
      restrictions: [{ days: [1, 2, 3, 4, 5], from: "08:00", to: "18:00" }],
    }),
    layerOf({
      name: "Behind",
      members: ["hal", "ida"],
      every: { unit: "week", count: 1 },
      start: `${start}T02:30`,
    }),
  ];
}

// --- Anything that rules can be ------------------------------------------------------------------------------------

const MEMBERS = ["ann", "ben", "cem", "dia", "eve"];
const pad = (value: number) => String(value).padStart(2, "0");
const timeOfDay = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45))
  .map(([hour, minute]) => `${pad(hour)}:${pad(minute)}`);

const restriction: fc.Arbitrary<Restriction> = fc.record({
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  from: timeOfDay,
  to: fc.oneof(timeOfDay, fc.constant("24:00")),
});

const every = fc.oneof(
  fc.record({ unit: fc.constant("hour" as const), count: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ unit: fc.constant("day" as const), count: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ unit: fc.constant("week" as const), count: fc.integer({ min: 1, max: 3 }) }),
);

/** Layers that begin some weeks before or in the span, in a zone of their own or the schedule's. */
const layersNear = (at: Date): fc.Arbitrary<Layer[]> =>
  fc.array(
    fc.record({
      name: fc.constantFrom("First", "Second", "Third"),
      members: fc.array(fc.constantFrom(...MEMBERS), { maxLength: 5 }),
      every,
      start: fc
        .integer({ min: -200 * 96, max: 10 * 96 })
        .map((quarters) => new Date(at.getTime() + quarters * 900_000).toISOString().slice(0, 16)),
      zone: fc.option(fc.constantFrom(...ZONES)),
      restrictions: fc.array(restriction, { maxLength: 3 }),
    }),
    { minLength: 0, maxLength: 3 },
  );

/** Plans with several versions, temporary schedules and overrides that fall into the `days` after an instant. */
export function plansNear(at: Date, days: number): fc.Arbitrary<Plan> {
  const minute = fc.integer({ min: -1440, max: days * 1440 }).map((m) => new Date(at.getTime() + m * 60_000));
  const span = fc
    .tuple(minute, fc.integer({ min: 1, max: 5000 }))
    .map(([from, minutes]) => ({ from, to: new Date(from.getTime() + minutes * 60_000) }));
  const rules = fc.record({ zone: fc.constantFrom(...ZONES), layers: layersNear(at) });
  const kind = fc.constantFrom("override", "cover", "swap", "import");
  return fc
    .record({
      versions: fc.array(fc.tuple(rules, minute), { maxLength: 4 }),
      temporaries: fc.array(fc.tuple(rules, span), { maxLength: 2 }),
      overrides: fc.array(fc.tuple(fc.option(fc.constantFrom(...MEMBERS)), span, kind), { maxLength: 6 }),
    })
    .map(({ versions, temporaries, overrides }) => ({
      versions: versions.map(([own, validFrom], index) => ({ ...own, number: index + 1, validFrom })),
      temporaries: temporaries.map(([own, when], index) => ({ ...own, ...when, id: `t${index}` })),
      overrides: overrides.map(([userId, when, one], index) => ({
        userId,
        ...when,
        kind: one,
        id: `o${index}`,
      })),
    }));
}
