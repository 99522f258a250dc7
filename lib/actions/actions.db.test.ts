import { beforeAll, describe, expect, it } from "vitest";
import { createAction } from "#lib/actions/commands/create.ts";
import { editAction } from "#lib/actions/commands/edit.ts";
import { finishAction, reopenAction } from "#lib/actions/commands/finish.ts";
import { carriedActions } from "#lib/actions/commands/hand-over.ts";
import { waiveAction } from "#lib/actions/commands/waive.ts";
import { countActions, getAction, listActions, openActionsFor } from "#lib/actions/queries.ts";
import { CreateAction } from "#lib/actions/schema.ts";
import { db } from "#lib/platform/db.ts";
import { anAction } from "#lib/testing/actions-factory.ts";
import { at, makeCrew, makePerson, NOW } from "#lib/testing/checklists-factory.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { anIncident, aRun } from "#lib/testing/kpis-factory.ts";

await testDatabase();

let crew: Awaited<ReturnType<typeof makeCrew>>;

beforeAll(async () => {
  crew = await makeCrew();
});

const create = (more: Record<string, unknown> = {}) =>
  createAction(crew.ines.ctx, CreateAction.parse({ title: "Add an index", teamId: crew.teamId, ...more }));

describe("writing one down", () => {
  it("keeps owner, day and priority, with an audit entry and news", async () => {
    const action = await create({ ownerId: crew.marek.id, dueOn: "2026-11-21", priority: "high" });
    expect(action).toMatchObject({
      state: "open",
      owner: { id: crew.marek.id },
      dueOn: "2026-11-21",
      priority: "high",
      overdue: false,
      version: 1,
    });
    expect(await db().auditEntry.count({ where: { subjectId: action.id } })).toBe(1);
    expect(await db().outboxEvent.findFirst({ where: { subjectId: action.id } })).toMatchObject({
      name: "action.added",
    });
  });

  it("is for members; a closed team's is not there for others", async () => {
    const input = CreateAction.parse({ title: "Mine", teamId: crew.teamId });
    for (const who of [crew.stranger, crew.viewer])
      await expect(createAction(who.ctx, input)).rejects.toMatchObject({ code: "forbidden" });
    const closed = await makeCrew("closed");
    const hidden = CreateAction.parse({ title: "Theirs", teamId: closed.teamId });
    await expect(createAction(crew.ines.ctx, hidden)).rejects.toMatchObject({ code: "not_found" });
    const { id } = await createAction(closed.ines.ctx, hidden);
    await expect(getAction(crew.ines.ctx, id)).rejects.toMatchObject({ code: "not_found" });
    // Given to somebody, it is theirs to see and do.
    await db().actionItem.update({ where: { id }, data: { ownerId: crew.marek.id } });
    expect((await finishAction(crew.marek.ctx, { id })).state).toBe("done");
  });

  it("names what it came out of, if the asker may see it", async () => {
    const run = await aRun({ teamId: crew.teamId, dueAt: NOW });
    const fromRun = await create({ source: { kind: "checklist-run", id: run } });
    expect(fromRun.source.label).toMatch(/^Morning check \(RUN-\d+\)$/);
    const incident = await anIncident({ teamId: crew.teamId, openedAt: NOW, isPrivate: true });
    await expect(create({ source: { kind: "incident", id: incident } })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(create({ ownerId: crew.teamId })).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("changing it", () => {
  it("a stale version gets what it is now", async () => {
    const { id, version } = await create();
    await editAction(crew.ines.ctx, { id, version, title: "Add two indexes" });
    await expect(editAction(crew.marek.ctx, { id, version, title: "Other" })).rejects.toMatchObject({
      code: "stale",
      facts: { current: { title: "Add two indexes" } },
    });
    await expect(editAction(crew.stranger.ctx, { id, version: 2, title: "Other" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("done, reopened, waived: each from where it can be, by whom it may", async () => {
    const manager = await makePerson("Léa", "manager");
    const { id } = await create();
    await expect(reopenAction(crew.ines.ctx, { id })).rejects.toMatchObject({ code: "conflict" });
    expect(await finishAction(crew.ines.ctx, { id })).toMatchObject({
      state: "done",
      doneBy: { id: crew.ines.id },
      doneAt: NOW.toISOString(),
    });
    await expect(finishAction(crew.marek.ctx, { id })).rejects.toMatchObject({ code: "conflict" });
    expect(await reopenAction(crew.marek.ctx, { id })).toMatchObject({ state: "open", doneAt: null });
    const waive = { id, reason: "The service is gone" };
    await expect(waiveAction(crew.ines.ctx, waive)).rejects.toMatchObject({ code: "forbidden" });
    expect(await waiveAction(manager.ctx, waive)).toMatchObject({
      state: "waived",
      waivedReason: "The service is gone",
    });
    await expect(editAction(crew.ines.ctx, { id, version: 4, title: "Other" })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("lists", () => {
  it("overdue begins with the next midnight of the team's zone", async () => {
    const id = await anAction(crew.teamId, { due: "2026-11-20" });
    // In Berlin the day ends at 23:00 UTC.
    const overdue = async (instant: string) => (await getAction(at(crew.ines.ctx, instant), id)).overdue;
    expect(await overdue("2026-11-20T22:59:59Z")).toBe(false);
    expect(await overdue("2026-11-20T23:00:00Z")).toBe(true);
    const list = (instant: string) =>
      listActions(at(crew.ines.ctx, instant), { overdue: "true", limit: 100 });
    expect((await list("2026-11-20T22:59:59Z")).items.map((one) => one.id)).not.toContain(id);
    expect((await list("2026-11-20T23:00:00Z")).items.map((one) => one.id)).toContain(id);
  });

  it("go by due day, those without one last, page by page without a gap", async () => {
    const team = await makeCrew();
    const days = ["2026-12-03", undefined, "2026-12-01", "2026-12-02", undefined, "2026-12-02"];
    for (const due of days) await anAction(team.teamId, due ? { due } : {});
    const seen: Array<string | null> = [];
    let cursor: string | undefined;
    do {
      const page = await listActions(crew.ines.ctx, {
        teamId: team.teamId,
        limit: 2,
        ...(cursor ? { cursor } : {}),
      });
      seen.push(...page.items.map((one) => one.dueOn));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(["2026-12-01", "2026-12-02", "2026-12-02", "2026-12-03", null, null]);
  });

  it("take what is typed as text", async () => {
    await create({ title: "100% of nodes_x" });
    const found = async (q: string) => (await listActions(crew.ines.ctx, { q, limit: 100 })).items.length;
    expect(await found("100%")).toBe(1);
    expect(await found("nodes_x")).toBe(1);
    expect(await found("nodes?x")).toBe(0);
    expect(await found("%")).toBe(1);
  });

  it("Today has what is mine and open, soonest first", async () => {
    const person = await makePerson("Kim", "responder", { [crew.teamId]: "member" });
    await anAction(crew.teamId, { ownerId: person.id, due: "2026-12-05" });
    await anAction(crew.teamId, { ownerId: person.id, due: "2026-12-01" });
    await anAction(crew.teamId, { ownerId: person.id, state: "done" });
    const mine = await openActionsFor(person.ctx, person.id);
    expect(mine.map((one) => one.dueOn)).toEqual(["2026-12-01", "2026-12-05"]);
    expect((await countActions(person.ctx)).mine).toBe(2);
  });

  it("refuse another list's cursor", async () => {
    await expect(listActions(crew.ines.ctx, { cursor: "eyJhIjoxfQ" })).rejects.toMatchObject({
      code: "bad_cursor",
    });
  });
});

it("what somebody carries is listed and handed over when they leave", async () => {
  const leaver = await makePerson("Leo", "responder", { [crew.teamId]: "member" });
  const id = await anAction(crew.teamId, { ownerId: leaver.id, title: "Left behind" });
  await db().$transaction(async (tx) => {
    const items = await carriedActions.list(crew.admin.ctx, tx, leaver.id);
    expect(items).toMatchObject([{ kind: "action", id, label: "Left behind", teamId: crew.teamId }]);
    await carriedActions.handOver(crew.admin.ctx, tx, leaver.id, items, crew.marek.id);
  });
  expect(await getAction(crew.ines.ctx, id)).toMatchObject({ owner: { id: crew.marek.id }, version: 2 });
});
