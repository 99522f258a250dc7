import { expect, test } from "vitest";
import { onCallNow } from "#lib/oncall/queries/on-call.ts";
import { databaseNow } from "#lib/platform/clock.ts";
import { systemCtx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { loadCatalogue, SHARED_KINDS } from "#lib/registry/catalogue/load.ts";
import { readCatalogue } from "#lib/registry/catalogue-file.ts";
import { loadDefaults } from "#lib/registry/defaults.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { TEAMS } from "./cast.ts";
import { fillDemo } from "./fill.ts";
import { wipeDemo } from "./wipe.ts";

await testDatabase();

test("the demo stands on the catalogue as the loader loads it: loading again finds nothing to do", async () => {
  await loadDefaults();
  const filled = await fillDemo({ incidents: 12, seed: 4711, days: 14 });
  expect(filled).toMatchObject({ teams: TEAMS.length });
  expect(filled.samples).toBeGreaterThan(50);
  const { id: teamId } = await db().team.findFirstOrThrow({ where: { isDemo: true } });
  const profiles = [...new Set(TEAMS.flatMap((team) => team.services.map((service) => service.profile)))];
  const ctx = systemCtx("test", await databaseNow());
  const report = await loadCatalogue(ctx, { profiles, teamId }, readCatalogue(), SHARED_KINDS);
  const shared = report.kinds.filter(({ kind }) => SHARED_KINDS.includes(kind));
  expect(shared.map(({ kind, made, updated }) => [kind, made, updated])).toEqual(
    shared.map(({ kind }) => [kind, 0, 0]),
  );
  expect(shared.reduce((sum, one) => sum + one.unchanged, 0)).toBeGreaterThan(40);
  // A part of it is no choice of a profile: the wizard still offers the whole.
  expect(await db().profile.count({ where: { loadedAt: { not: null } } })).toBe(0);
  const services = await db().service.findMany({ select: { profileKey: true } });
  const known = new Set((await db().profile.findMany()).map((profile) => profile.key));
  expect(services.filter((one) => one.profileKey !== "general" && !known.has(one.profileKey))).toEqual([]);
  const held = await onCallNow(ctx);
  expect(held.map((one) => one.onCall.holder !== null)).toEqual([true, true, true, true]);
  expect(held.filter((one) => one.onCall.pendingHandoff && !one.onCall.pendingHandoff.lapsed)).toHaveLength(
    1,
  );
  expect(await db().handoff.count({ where: { state: "accepted" } })).toBeGreaterThan(8);
  expect(await db().runbook.count()).toBeGreaterThan(5);
  expect(await db().escalationPolicy.count({ where: { state: "active" } })).toBe(1);
  await wipeDemo();
  expect(await db().runbook.count()).toBe(0);
  expect(await db().escalationPolicy.count()).toBe(0);
  expect(await db().schedule.count()).toBe(0);
  expect(await db().handoff.count()).toBe(0);
  expect(await db().incident.count()).toBe(0);
});
