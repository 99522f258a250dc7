import { beforeAll, describe, expect, test } from "vitest";
import { deactivateUser } from "#lib/people/commands/deactivate.ts";
import { setCarriedWork } from "#lib/people/commands/internal.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db, inTransaction } from "#lib/platform/db.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { anIncident, inboxOf } from "#lib/testing/incidents-factory.ts";
import { again, aPerson, aTeam, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";
import { acknowledgeIncident } from "./acknowledge.ts";
import { addTask } from "./add-task.ts";
import { cancelIncident } from "./cancel.ts";
import { changeTask } from "./change-task.ts";
import { declareIncident } from "./declare.ts";
import { carriedIncidents } from "./hand-over.ts";
import { carriedTasks } from "./hand-over-tasks.ts";

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

describe("tasks of somebody who leaves", () => {
  const tasksOf = (userId: string) => inTransaction(admin, (tx) => carriedTasks.list(admin, tx, userId));
  const give = async (userId: string, to: string | null) => {
    const items = await tasksOf(userId);
    await inTransaction(admin, (tx) => carriedTasks.handOver(admin, tx, userId, items, to));
  };

  /** A task of somebody who does not lead the incident, one that is done, and one of an incident that is over. */
  async function tasked(facts: { private?: boolean } = {}) {
    const lead = await aPerson();
    const person = await aPerson({ name: "Tess Tasked" });
    const teamId = await aTeam([
      [lead, "lead"],
      [person, "member"],
    ]);
    const ctx = await signedIn(lead);
    const { id } = await anIncident(ctx, { teamId, title: "Search is slow", ...facts });
    const task = await addTask(ctx, { id, text: "Call the bank", ownerId: person.id });
    const done = await addTask(ctx, { id, text: "Look at the log", ownerId: person.id });
    await changeTask(ctx, { id, taskId: done.id, version: done.version, done: true });
    const over = await anIncident(ctx, { teamId });
    await addTask(ctx, { id: over.id, text: "Too late", ownerId: person.id });
    await cancelIncident(ctx, { id: over.id, reason: "A mistake" });
    return { person, id, task };
  }

  test("are listed while they are to be done; of a private incident without their words", async () => {
    const { person, id, task } = await tasked();
    expect(await tasksOf(person.id)).toEqual([
      expect.objectContaining({ kind: "incident-task", id: task.id, url: `/incidents/${id}` }),
    ]);
    expect((await tasksOf(person.id))[0]?.label).toMatch(/^A task on INC-\d+: Call the bank$/);
    const hidden = await tasked({ private: true });
    expect((await tasksOf(hidden.person.id))[0]?.label).toMatch(/^A task on INC-\d+$/);
  });

  test("go to the successor, who is named on the incident and told; or to whoever takes them", async () => {
    const { person, id, task } = await tasked();
    await give(person.id, heir.id);
    const after = await db().incidentTask.findUniqueOrThrow({ where: { id: task.id } });
    expect(after).toMatchObject({ ownerId: heir.id, version: task.version + 1 });
    expect((await inboxOf(heir.id))[0]).toMatch(/^A task for you on P2 INC-\d+: Search is slow$/);
    expect(await db().incidentPerson.count({ where: { incidentId: id, userId: heir.id } })).toBe(1);
    expect(await tasksOf(person.id)).toEqual([]);
    const other = await tasked();
    await give(other.person.id, null);
    expect(await db().incidentTask.findUniqueOrThrow({ where: { id: other.task.id } })).toMatchObject({
      ownerId: null,
    });
  });

  test("go to nobody who only reads", async () => {
    const { person } = await tasked();
    const reader = await aPerson({ role: "viewer" });
    await expect(give(person.id, reader.id)).rejects.toMatchObject({ code: "invalid" });
    expect(await tasksOf(person.id)).toHaveLength(1);
  });

  test("stand in the list that is shown before somebody is deactivated", async () => {
    setCarriedWork([carriedTasks]);
    const { person, task } = await tasked();
    const refused = deactivateUser(admin, { id: person.id, replacements: [] });
    await expect(refused).rejects.toMatchObject({ code: "conflict" });
    const replacements = [{ kind: "incident-task", id: task.id, toUserId: heir.id }];
    await deactivateUser(admin, { id: person.id, replacements });
    expect(await db().incidentTask.count({ where: { ownerId: person.id, doneAt: null } })).toBe(1);
  });
});
