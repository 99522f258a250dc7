import ICAL from "ical.js";
import { partsProblem } from "#lib/platform/recurrence.ts";
import { validZone } from "#lib/platform/time.ts";
import { clockOf, instantOf } from "./clock.ts";

/** The instant of a wall time, both in milliseconds (see `clock.ts`). */
export type ToInstant = (wall: number) => number;

/** What a calendar may define of a zone, so that reckoning with it ends: changes of the clock once a year each. */
const MOST_OBSERVANCES = 60;

/** The name that the world has for a zone: vendors put their own path before it. */
export function worldName(tzid: string): string | null {
  const parts = tzid.trim().replace(/^"|"$/g, "").split("/").filter(Boolean);
  for (const count of [parts.length, 3, 2, 1]) {
    const name = parts.slice(-count).join("/");
    if (count <= parts.length && validZone(name)) return name;
  }
  return null;
}

/** Whether a zone that a calendar defines by itself is of a kind that ends: no rule of it runs for ever in vain. */
function isTame(zone: ICAL.Component): boolean {
  const observances = [...zone.getAllSubcomponents("standard"), ...zone.getAllSubcomponents("daylight")];
  if (observances.length === 0 || observances.length > MOST_OBSERVANCES) return false;
  return observances.every((one) =>
    one.getAllProperties("rrule").every((property) => {
      const text = String(property.getFirstValue());
      const parts = new Map(text.split(";").map((part) => part.split("=", 2) as [string, string]));
      const judged = new Map([...parts].filter(([name]) => !/^(UNTIL|COUNT)$/.test(name)));
      const interval = parts.get("INTERVAL") ?? "1";
      return parts.get("FREQ") === "YEARLY" && interval === "1" && partsProblem(judged, 0, 40) === null;
    }),
  );
}

const byDefinition =
  (zone: ICAL.Timezone): ToInstant =>
  (wall) => {
    const at = new Date(wall);
    const time = ICAL.Time.fromData(
      {
        year: at.getUTCFullYear(),
        month: at.getUTCMonth() + 1,
        day: at.getUTCDate(),
        hour: at.getUTCHours(),
        minute: at.getUTCMinutes(),
        second: at.getUTCSeconds(),
      },
      zone,
    );
    return time.toUnixTime() * 1000;
  };

export const byName = (zone: string): ToInstant => {
  const clock = clockOf(zone);
  return (wall) => instantOf(clock, wall);
};

/**
 * The zones of a calendar by the names it uses. One the world knows by that name (or by the one that the calendar says
 * it has) goes by our own rules, which follow the law; any other by what the calendar says of it.
 * @returns null for a name that nobody knows
 */
export function zonesOf(calendar: ICAL.Component): (tzid: string) => ToInstant | null {
  const defined = new Map<string, ToInstant | null>();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    const tzid = String(zone.getFirstPropertyValue("tzid") ?? "");
    const located = worldName(String(zone.getFirstPropertyValue("x-lic-location") ?? ""));
    if (located) defined.set(tzid, byName(located));
    else if (isTame(zone)) defined.set(tzid, byDefinition(new ICAL.Timezone({ component: zone, tzid })));
  }
  return (tzid) => {
    const known = worldName(tzid);
    return known ? byName(known) : (defined.get(tzid) ?? null);
  };
}
