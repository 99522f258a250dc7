import { describe, expect, it } from "vitest";
import { PROCEDURES } from "#lib/incidents/model/procedures.ts";
import type { IncidentType } from "#lib/incidents/model.ts";
import { readTasks } from "#lib/incidents/queries/tasks.ts";
import { readIncident, readRoles, readTimeline } from "#lib/incidents/queries.ts";
import { DeclareIncident } from "#lib/incidents/schema/declaring.ts";
import { db } from "#lib/platform/db.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { anIncident, inboxOf, later } from "#lib/testing/incidents-factory.ts";
import { again, aPerson, aTeam, signedIn } from "#lib/testing/people-factory.ts";
import { addTask } from "./add-task.ts";
import { changeTask } from "./change-task.ts";
import { declareIncident } from "./declare.ts";
import { editIncident } from "./edit.ts";
import { mitigateIncident } from "./mitigate.ts";
import { reopenIncident } from "./reopen.ts";
import { resolveIncident } from "./resolve.ts";
import { setRole } from "./set-role.ts";
import { watchFix } from "./watch-fix.ts";

await testDatabase();

async function scene(facts: { type?: IncidentType } = {}) {
  const [lead, mate] = await Promise.all([aPerson(), aPerson({ name: "Mia Mate" })]);
  const teamId = await aTeam([
    [lead, "lead"],
    [mate, "member"],
  ]);
  const ctx = await signedIn(lead);
  const input = DeclareIncident.parse({ title: "It is down", severity: "P2", teamId, ...facts });
  const { incident } = await declareIncident(ctx, input);
  return { ctx, lead, mate, incident, teamId };
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code?: string }) => error.code,
  );
const versionOf = async (id: string) =>
  (await db().incident.findUniqueOrThrow({ where: { id }, select: { version: true } })).version;

describe("a kind brings its procedure", () => {
  it.each([
    ["downtime", 9, 3],
    ["security", 9, 3],
    ["data-loss", 6, 2],
    ["other", 0, 0],
  ] as const)("%s: %i steps in %i phases (S-035, S-036, S-037)", async (type, steps, phases) => {
    const { ctx, incident } = await scene({ type });
    const tasks = await readTasks(ctx, incident.id);
    expect(tasks).toHaveLength(steps);
    expect([...new Set(tasks.map((one) => one.phase))]).toEqual(PROCEDURES[type].map((one) => one.phase));
    expect(new Set(tasks.map((one) => one.phase)).size).toBe(phases);
    expect(incident.private).toBe(type === "security");
  });

  it("another kind takes away what nobody began and keeps the rest; the same again changes nothing", async () => {
    const { ctx, mate, incident } = await scene({ type: "downtime" });
    const [first, second] = await readTasks(ctx, incident.id);
    if (!first || !second) throw new Error("no tasks");
    await changeTask(ctx, { id: incident.id, taskId: first.id, version: 1, done: true });
    await changeTask(ctx, { id: incident.id, taskId: second.id, version: 1, ownerId: mate.id });
    for (let i = 0; i < 2; i += 1)
      await editIncident(ctx, { id: incident.id, version: await versionOf(incident.id), type: "data-loss" });
    const tasks = await readTasks(ctx, incident.id);
    expect(tasks.filter((one) => one.phase === "Immediate response").map((one) => one.text)).toEqual([
      first.text,
      second.text,
    ]);
    expect(tasks).toHaveLength(8);
  });
});

describe("tasks", () => {
  it("are given to somebody who is told, done, and taken back; both stand on the timeline", async () => {
    const { ctx, mate, incident } = await scene();
    const task = await addTask(ctx, { id: incident.id, text: "Call the bank", ownerId: mate.id });
    expect(await inboxOf(mate.id)).toEqual([`A task for you on P2 INC-${incident.number}: It is down`]);
    const other = await signedIn(mate);
    const done = await changeTask(other, { id: incident.id, taskId: task.id, version: 1, done: true });
    expect(done).toMatchObject({ doneBy: { id: mate.id }, version: 2 });
    expect(await codeOf(changeTask(ctx, { id: incident.id, taskId: task.id, version: 1, done: false }))).toBe(
      "stale",
    );
    const back = await changeTask(await again(ctx), {
      id: incident.id,
      taskId: task.id,
      version: 2,
      done: false,
    });
    expect(back.doneAt).toBeNull();
    const entries = (await readTimeline(ctx, incident.id)).filter((one) => one.kind === "task");
    expect(entries.map((one) => [one.text, one.data.done])).toEqual([
      ["Call the bank", true],
      ["Call the bank", false],
    ]);
  });

  it("are for those who work the incident, and never reached through another one", async () => {
    const { incident } = await scene();
    const one = await scene();
    const stranger = await signedIn(await aPerson());
    expect(await codeOf(addTask(stranger, { id: incident.id, text: "Look" }))).toBe("forbidden");
    const task = await addTask(one.ctx, { id: one.incident.id, text: "Look" });
    const mine = await anIncident(one.ctx, { teamId: one.teamId });
    const across = { id: mine.id, taskId: task.id, version: 1, done: true };
    expect(await codeOf(changeTask(one.ctx, across))).toBe("not_found");
  });
});

describe("watching a fix (S-032)", () => {
  it("is for what is mitigated, counts from now, and ends with the next step", async () => {
    const { ctx, incident } = await scene();
    expect(await codeOf(watchFix(ctx, { id: incident.id, minutes: 5 }))).toBe("forbidden");
    await mitigateIncident(ctx, { id: incident.id });
    const watched = await watchFix(ctx, { id: incident.id, minutes: 10 });
    expect(watched.watchUntil).toBe(new Date(ctx.now.getTime() + 600_000).toISOString());
    expect((await watchFix(ctx, { id: incident.id, minutes: null })).watchUntil).toBeNull();
    await watchFix(ctx, { id: incident.id, minutes: 5 });
    await resolveIncident(ctx, { id: incident.id });
    await reopenIncident(ctx, { id: incident.id, reason: "It is back" });
    const anew = await mitigateIncident(ctx, { id: incident.id });
    expect(anew.watchUntil).toBeNull();
  });
});

describe("a role is handed over", () => {
  it("with who held it from when to when, and a note on the timeline", async () => {
    const { ctx, lead, mate, incident } = await scene();
    await setRole(ctx, { id: incident.id, role: "commander", userId: lead.id });
    const after = later(await again(ctx), 30);
    const note = "The vendor calls back at noon.";
    await setRole(after, { id: incident.id, role: "commander", userId: mate.id, note });
    const roles = (await readRoles(ctx, incident.id)).filter((one) => one.role === "commander");
    expect(roles).toMatchObject([
      { user: { id: lead.id }, until: after.now.toISOString() },
      { user: { id: mate.id }, from: after.now.toISOString(), until: null },
    ]);
    const entry = (await readTimeline(ctx, incident.id)).findLast((one) => one.kind === "role");
    expect(entry).toMatchObject({ text: note, data: { name: "Mia Mate", from: lead.name } });
    expect((await readIncident(ctx, incident.id)).incident.commander?.id).toBe(mate.id);
  });
});
