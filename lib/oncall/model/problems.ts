import { validTime, validZone } from "#lib/platform/time.ts";
import { type Layer, type Restriction, type Rules, UNITS } from "../model.ts";
import { wallOf } from "./clock.ts";

/** What is wrong with a field of rules; the path as in an answer of the API: "layers.0.members". */
export interface RulesProblem {
  path: string;
  message: string;
}

/** The most that rules may hold; a rotation's length counts in its unit. */
export const MOST = { layers: 20, members: 100, restrictions: 50, count: 1000 } as const;
/** Years a rotation may begin in: zones have had clocks of whole minutes since 1972. */
const YEARS = { first: 1973, last: 2199 };

type Check = [wrong: boolean, path: string, message: string];

const found = (checks: readonly Check[]): RulesProblem[] =>
  checks.filter(([wrong]) => wrong).map(([, path, message]) => ({ path, message }));

const isCount = (value: number) => Number.isInteger(value) && value >= 1 && value <= MOST.count;

function isStart(start: string): boolean {
  const year = new Date(wallOf(start)).getUTCFullYear();
  return year >= YEARS.first && year <= YEARS.last;
}

function areDays(days: readonly number[]): boolean {
  const whole = days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7);
  return days.length > 0 && whole && new Set(days).size === days.length;
}

function restrictionProblems(restriction: Restriction, path: string): RulesProblem[] {
  const { days, from, to } = restriction;
  return found([
    [!areDays(days), `${path}.days`, "Choose at least one weekday, each once."],
    [!validTime(from), `${path}.from`, "Give the beginning as HH:MM."],
    [!validTime(to) && to !== "24:00", `${path}.to`, "Give the end as HH:MM; 24:00 is midnight."],
  ]);
}

function layerProblems(layer: Layer, path: string, names: readonly string[]): RulesProblem[] {
  const { every, members, restrictions } = layer;
  const name = layer.name.trim();
  return [
    ...found([
      [name === "", `${path}.name`, "Give the layer a name."],
      [name !== "" && names.includes(name), `${path}.name`, "Another layer has this name."],
      [members.length > MOST.members, `${path}.members`, `A rotation has at most ${MOST.members} places.`],
      [!UNITS.includes(every.unit), `${path}.every.unit`, "Count in hours, days or weeks."],
      [!isCount(every.count), `${path}.every.count`, `Give a whole number from 1 to ${MOST.count}.`],
      [!isStart(layer.start), `${path}.start`, "Give the date and time of the first hand-over."],
      [layer.zone !== null && !validZone(layer.zone), `${path}.zone`, "This is not the name of a time zone."],
      [
        restrictions.length > MOST.restrictions,
        `${path}.restrictions`,
        `A layer has at most ${MOST.restrictions} restrictions.`,
      ],
    ]),
    ...restrictions.flatMap((one, index) => restrictionProblems(one, `${path}.restrictions.${index}`)),
  ];
}

/** What is wrong with rules, each as a sentence at its field; none when they can be laid out. */
export function rulesProblems(rules: Rules): RulesProblem[] {
  const { layers, zone } = rules;
  const names = layers.map((layer) => layer.name.trim());
  const nobody = layers.length > 0 && layers.every((layer) => layer.members.length === 0);
  return [
    ...found([
      [!validZone(zone), "zone", "This is not the name of a time zone."],
      [layers.length === 0, "layers", "A schedule has at least one layer."],
      [layers.length > MOST.layers, "layers", `A schedule has at most ${MOST.layers} layers.`],
      [nobody, "layers.0.members", "Put at least one person into a rotation."],
    ]),
    ...layers.flatMap((layer, index) => layerProblems(layer, `layers.${index}`, names.slice(0, index))),
  ];
}
