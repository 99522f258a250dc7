import { beforeAll, expect, test } from "vitest";
import { type Ctx, systemCtx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { addMinutes } from "#lib/platform/time.ts";
import { zoneDifferences } from "#lib/platform/zone-rules.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { aLayer, aSchedule } from "#lib/testing/oncall-factory.ts";
import { aPerson, aTeam, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";
import { detailedHealth } from "./health.ts";
import { compareZones } from "./zones.ts";

await testDatabase();

let lead: MadePerson;
let asLead: Ctx;
let teamId: string;
const zonesPart = async (ctx: Ctx) => (await detailedHealth(ctx)).parts.zones;

beforeAll(async () => {
  lead = await aPerson({ name: "Marek" });
  teamId = await aTeam([[lead, "lead"]], { visibility: "closed" });
  asLead = await signedIn(lead);
});

/** Zones whose law changed in 2026; "Factory" is known to the database alone. */
const NEWEST = ["Africa/Casablanca", "Africa/El_Aaiun", "America/Edmonton", "Factory"];

test("the health answer names zone, instant and schedules where runtime and database know different rules", async () => {
  expect((await zonesPart(asLead))?.detail).toBe("not compared yet");
  const made = await aSchedule(asLead, teamId, [aLayer([lead])], {
    zone: "Europe/Berlin",
    name: "Night desk",
  });
  const system = systemCtx("zones", asLead.now);
  expect(await compareZones(system)).toEqual([]);
  expect(await zonesPart(asLead)).toMatchObject({
    status: "ok",
    detail: expect.stringMatching(/agree on \d+ zones for 400 days/),
  });

  const hour = new Date(asLead.now);
  hour.setUTCMinutes(0, 0, 0);
  const parted = await zoneDifferences(system, NEWEST, hour, addMinutes(hour, 400 * 1440));
  const [one] = parted;
  if (!one) throw new Error("Even the zone that only the database knows is known to both.");
  await db().schedule.update({ where: { id: made.id }, data: { zone: one.zone } });
  const found = await compareZones(system);
  expect(found[0]).toMatchObject({ zone: one.zone, at: one.at.toISOString(), schedules: [{ id: made.id }] });
  // To an administrator with names, to a token of somebody else without: the team is closed.
  const part = await zonesPart(await signedIn(await aPerson({ role: "admin" })));
  expect(part?.status).toBe("failing");
  for (const word of [one.zone, one.at.toISOString(), "Night desk"]) expect(part?.detail).toContain(word);
  const other = await zonesPart(await signedIn(await aPerson()));
  expect(other?.detail).toContain("(1 schedule;");
  expect(other?.detail).not.toContain("Night desk");
  console.log(`zones: ${part?.detail}`);

  // Out of use again: nothing to tell.
  await db().schedule.update({ where: { id: made.id }, data: { archivedAt: asLead.now } });
  await compareZones(system);
  expect((await zonesPart(asLead))?.status).toBe("ok");
});
