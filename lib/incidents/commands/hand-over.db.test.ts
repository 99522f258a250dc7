import { beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "#lib/platform/context.ts";
import { db, inTransaction } from "#lib/platform/db.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { again, aPerson, aTeam, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";
import { acknowledgeIncident } from "./acknowledge.ts";
import { declareIncident } from "./declare.ts";
import { carriedIncidents } from "./hand-over.ts";

await testDatabase();
let admin: Ctx;
let heir: MadePerson;

beforeAll(async () => {
  admin = await signedIn(await aPerson({ role: "admin" }));
  heir = await aPerson({ name: "Hei Heir" });
});

async function commanded() {
  const person = await aPerson({ name: "Cara Carrier" });
  const teamId = await aTeam([[person, "lead"]]);
  const ctx = await signedIn(person);
  const { incident } = await declareIncident(ctx, {
    title: "Search is slow",
    severity: "P2",
    teamId,
    summary: "",
    source: "person",
    iAmOnIt: false,
  });
  await acknowledgeIncident(await again(ctx), { id: incident.id });
  return { person, incidentId: incident.id };
}

const listOf = (userId: string) => inTransaction(admin, (tx) => carriedIncidents.list(admin, tx, userId));

describe("open incidents of somebody who leaves", () => {
  test("are listed by number and title", async () => {
    const { person, incidentId } = await commanded();
    expect(await listOf(person.id)).toMatchObject([
      { kind: "incident", id: incidentId, label: expect.stringContaining("Search is slow") },
    ]);
    expect(await listOf(heir.id)).toEqual([]);
  });

  test("go to the successor with their roles, which stay on record", async () => {
    const { person, incidentId } = await commanded();
    const items = await listOf(person.id);
    await inTransaction(admin, (tx) => carriedIncidents.handOver(admin, tx, person.id, items, heir.id));
    const after = await db().incident.findUniqueOrThrow({
      where: { id: incidentId },
      include: { roles: true },
    });
    expect(after.commanderId).toBe(heir.id);
    const commanders = after.roles.filter((one) => one.role === "commander");
    expect(commanders.map((one) => [one.userId, one.until === null]).sort()).toEqual(
      [
        [person.id, false],
        [heir.id, true],
      ].sort(),
    );
    expect(await listOf(person.id)).toEqual([]);
  });

  test("are open for whoever takes them when nobody is named", async () => {
    const { person, incidentId } = await commanded();
    const items = await listOf(person.id);
    await inTransaction(admin, (tx) => carriedIncidents.handOver(admin, tx, person.id, items, null));
    const after = await db().incident.findUniqueOrThrow({ where: { id: incidentId } });
    expect(after.commanderId).toBeNull();
  });
});
