import { beforeAll, describe, expect, test } from "vitest";
import type { IncidentDto } from "#lib/incidents/schema/incidents.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { dropServiceSetting } from "#lib/services/commands/drop-service-setting.ts";
import { putServiceSetting } from "#lib/services/commands/put-service-setting.ts";
import { putSetting } from "#lib/services/commands/put-setting.ts";
import { definitionOf } from "#lib/services/model.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { anIncident, later } from "#lib/testing/incidents-factory.ts";
import { aPerson, aTeam, signedIn } from "#lib/testing/people-factory.ts";
import { aService } from "#lib/testing/services-factory.ts";
import { changeSeverity } from "./change-severity.ts";
import { mergeIncident } from "./merge.ts";
import { reopenIncident } from "./reopen.ts";
import { resolveIncident } from "./resolve.ts";

await testDatabase();

const key = "acknowledge_minutes";
let lead: Ctx;
let deputy: Ctx;
let teamId: string;
let serviceId: string;
let other: string;

beforeAll(async () => {
  const leader = await aPerson({ role: "admin" });
  const second = await aPerson();
  teamId = await aTeam([
    [leader, "lead"],
    [second, "deputy"],
  ]);
  serviceId = await aService(teamId);
  other = await aService(teamId);
  lead = await signedIn(leader);
  deputy = await signedIn(second);
});

/** Minutes it was given, and whose figure that is. */
function given(incident: IncidentDto, name = "acknowledge"): [number, string | null] | null {
  const clock = incident.clocks.find((one) => one.name === name);
  return clock ? [(Date.parse(clock.dueAt) - Date.parse(clock.startedAt)) / 60_000, clock.from] : null;
}

describe("the acknowledge figure (C-21)", () => {
  test("is the severity's where nothing is set, then the installation's, then the service's own", async () => {
    const declared = (service?: string) =>
      anIncident(lead, { teamId, severity: "P1", ...(service ? { serviceId: service } : {}) });
    expect(given(await declared(serviceId))).toEqual([5, "severity"]);
    await db().severityLevel.update({ where: { level: "P1" }, data: { acknowledgeSeconds: 420 } });
    expect(given(await declared(serviceId))).toEqual([7, "severity"]);
    await putSetting(lead, { key, value: 9, version: 0 });
    expect(given(await declared(serviceId))).toEqual([9, "installation"]);
    expect(given(await declared())).toEqual([9, "installation"]);
    await putServiceSetting(lead, { serviceId, key, value: 3, version: 0 });
    const own = await declared(serviceId);
    expect(given(own)).toEqual([3, "service"]);
    expect(given(own, "respond")).toEqual([60, "severity"]);
    expect(given(await declared(other))).toEqual([9, "installation"]);
    await dropServiceSetting(lead, { serviceId, key, version: 1 });
    expect(given(await declared(serviceId))).toEqual([9, "installation"]);
  });

  test("a profile's preset comes before the installation's", async () => {
    const definition = definitionOf(key);
    if (!definition) throw new Error("no definition");
    Object.assign(definition, { presets: { election: 4 } });
    try {
      const ours = await aService(teamId, { profileKey: "election" });
      const made = await anIncident(lead, { teamId, severity: "P0", serviceId: ours });
      expect(given(made)).toEqual([4, "profile election"]);
    } finally {
      Object.assign(definition, { presets: undefined });
    }
  });

  test("a level without that clock gets none, and what is set later changes no running clock", async () => {
    expect(given(await anIncident(lead, { teamId, severity: "P2", serviceId }))).toBeNull();
    const made = await anIncident(lead, { teamId, severity: "P1", serviceId: other });
    await putServiceSetting(lead, { serviceId: other, key, value: 11, version: 0 });
    const [before] = given(made) ?? [];
    const still = await changeSeverity(later(lead, 1), { id: made.id, severity: "P1" });
    expect(given(still)?.[0]).toBe(before);
  });

  test("holds after a raise, a merge and a reopening as it did at opening", async () => {
    const small = await anIncident(lead, { teamId, severity: "P3", serviceId: other });
    const raised = await changeSeverity(later(lead, 1), { id: small.id, severity: "P0" });
    expect(given(raised)).toEqual([11, "service"]);
    const target = await anIncident(lead, { teamId, severity: "P3", serviceId: other });
    const worse = await anIncident(lead, { teamId, severity: "P1" });
    expect(given(await mergeIncident(later(lead, 2), { id: worse.id, intoId: target.id }))).toEqual([
      11,
      "service",
    ]);
    await resolveIncident(later(lead, 3), { id: small.id });
    const again = await reopenIncident(later(deputy, 4), { id: small.id, reason: "Back again" });
    expect(given(again)).toEqual([11, "service"]);
  });
});
