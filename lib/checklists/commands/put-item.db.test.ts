import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#lib/platform/db.ts";
import { at, makeCrew, makeRun, NOW } from "#lib/testing/checklists-factory.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { readRun } from "../queries/run.ts";
import type { RunDto } from "../schema/runs.ts";
import { completeRun } from "./complete-run.ts";
import { putItem } from "./put-item.ts";

await testDatabase();

type Crew = Awaited<ReturnType<typeof makeCrew>>;
let crew: Crew;
let run: RunDto;

const events = (name: string, runId = run.id) =>
  db().outboxEvent.findMany({ where: { name, subjectId: runId }, orderBy: { id: "asc" } });

beforeAll(async () => {
  crew = await makeCrew();
  run = await makeRun(crew.lead, crew.ines, crew.teamId);
});

describe("an answer", () => {
  it("is judged, kept with who and when, and told", async () => {
    const answer = await putItem(crew.marek.ctx, run.id, "api-response", {
      value: 410,
      at: "2026-11-20T08:01:00Z",
    });
    expect(answer).toMatchObject({ value: 410, verdict: "ok", version: 1, incident: null });
    expect(answer.by).toEqual({ id: crew.marek.id, name: "Marek Lindqvist" });
    expect(answer.at).toBe(NOW.toISOString());
    expect(answer.deviceAt).toBe("2026-11-20T08:01:00.000Z");
    expect(answer.judgedBy).toMatchObject({ source: "template", figures: { target: 500, critical: 2000 } });
    expect(answer.run).toMatchObject({ itemsDone: 1, itemsTotal: 7 });
    const told = await events("checklist.item-changed");
    expect(told.at(-1)?.payload).toMatchObject({ runId: run.id, itemKey: "api-response" });
    const entry = await db().auditEntry.findFirst({
      where: { action: "checklist.answer", subjectId: run.id },
    });
    expect(entry?.actorId).toBe(crew.marek.id);
  });

  it("that breaches offers an incident tied to its item", async () => {
    const answer = await putItem(crew.ines.ctx, run.id, "api-response", { value: 2340, note: "Since 08:40" });
    expect(answer.verdict).toBe("critical");
    expect(answer.incident).toMatchObject({
      title: "API response time above 2,000 ms",
      severity: "P2",
      teamId: crew.teamId,
      source: "checklist",
      link: { kind: "checklist-item", subjectId: run.id, part: "api-response" },
    });
    expect(answer.incident?.summary).toContain("2,340 ms");
    expect(answer.incident?.summary).toContain("Since 08:40");
  });

  it("tells its reading when it is recorded, changed and taken back, and not when only a note changes", async () => {
    const mine = await makeRun(crew.lead, crew.ines, crew.teamId);
    const put = (value: number | null, note?: string) =>
      putItem(crew.ines.ctx, mine.id, "api-response", { value, note });
    await put(400);
    await put(400, "a word");
    await put(450);
    await put(null);
    const told = await events("checklist.reading-recorded", mine.id);
    expect(told.map((one) => (one.payload as { value: number | null }).value)).toEqual([400, 450, null]);
    expect(told[0]?.payload).toMatchObject({ metric: "response_ms", unit: "ms", itemKey: "api-response" });
    expect(told[0]?.audience).toEqual({});
  });

  it("given again changes nothing", async () => {
    const mine = await makeRun(crew.lead, crew.ines, crew.teamId);
    const first = await putItem(crew.ines.ctx, mine.id, "new-errors", { value: "no" });
    const again = await putItem(at(crew.marek.ctx, "2026-11-20T09:00:00Z"), mine.id, "new-errors", {
      value: "no",
    });
    expect(again).toMatchObject({ version: 1, at: first.at, by: first.by });
    expect(await db().itemChange.count({ where: { runId: mine.id } })).toBe(1);
  });

  it("makes an unowned run the answering person's, and leaves an owned one alone", async () => {
    const mine = await makeRun(crew.lead, crew.ines, crew.teamId);
    await db().checklistRun.update({ where: { id: mine.id }, data: { ownerId: null, ownedAt: null } });
    const first = await putItem(crew.marek.ctx, mine.id, "new-errors", { value: "no" });
    expect(first.run.ownerId).toBe(crew.marek.id);
    const second = await putItem(crew.ines.ctx, mine.id, "email", { value: "working" });
    expect(second.run.ownerId).toBe(crew.marek.id);
  });

  it("of two people at once: both items stand, and the count is right", async () => {
    const mine = await makeRun(crew.lead, crew.ines, crew.teamId);
    await Promise.all([
      putItem(crew.ines.ctx, mine.id, "new-errors", { value: "no" }),
      putItem(crew.marek.ctx, mine.id, "email", { value: "working" }),
      putItem(crew.marek.ctx, mine.id, "flow-pay", { value: true }),
      putItem(crew.ines.ctx, mine.id, "flow-sign-in", { value: true }),
    ]);
    const after = await readRun(crew.ines.ctx, mine.id);
    expect(after.itemsDone).toBe(4);
    expect(after.items.map((item) => item.key).sort()).toEqual([
      "email",
      "flow-pay",
      "flow-sign-in",
      "new-errors",
    ]);
  });

  it("on an old version is refused with the item as it is; without a version the last write wins", async () => {
    const mine = await makeRun(crew.lead, crew.ines, crew.teamId);
    await putItem(crew.ines.ctx, mine.id, "api-response", { value: 400 });
    await putItem(crew.ines.ctx, mine.id, "api-response", { value: 410, version: 1 });
    await expect(
      putItem(crew.marek.ctx, mine.id, "api-response", { value: 999, version: 1 }),
    ).rejects.toMatchObject({
      code: "stale",
      facts: { current: { value: 410, version: 2 } },
    });
    expect(await putItem(crew.marek.ctx, mine.id, "api-response", { value: 420 })).toMatchObject({
      version: 3,
    });
  });
});

describe("an item that looks at an outside service", () => {
  it("says how that service is, failing and working again", async () => {
    await db().vendor.create({ data: { key: "mail-test", name: "Mail" } });
    const item = { key: "mail", text: "E-mail is going out", type: "status", service: "mail-test" };
    const mine = await makeRun(crew.lead, crew.ines, crew.teamId, {
      sections: [{ title: "One", items: [item] }],
    });
    const status = async () => (await db().vendor.findUnique({ where: { key: "mail-test" } }))?.status;
    await putItem(crew.ines.ctx, mine.id, "mail", { value: "failing" });
    expect(await status()).toBe("failing");
    await putItem(crew.marek.ctx, mine.id, "mail", { value: "working" });
    expect(await status()).toBe("working");
  });
});

describe("taking back and not applicable", () => {
  it("reopens the item", async () => {
    const mine = await makeRun(crew.lead, crew.ines, crew.teamId);
    await putItem(crew.ines.ctx, mine.id, "flow-sign-in", { value: true });
    const back = await putItem(crew.ines.ctx, mine.id, "flow-sign-in", { value: null });
    expect(back).toMatchObject({ value: null, verdict: null, version: 2 });
    expect(back.run.itemsDone).toBe(0);
  });

  it("wants a reason, and respects an item that always applies", async () => {
    const mine = await makeRun(crew.lead, crew.ines, crew.teamId);
    const na = (key: string, reason?: string) =>
      putItem(crew.ines.ctx, mine.id, key, { value: null, notApplicable: true, reason });
    await expect(na("flow-pay")).rejects.toMatchObject({
      code: "invalid",
      facts: { errors: [{ path: "reason" }] },
    });
    await expect(na("flow-sign-in", "no")).rejects.toMatchObject({
      facts: { errors: [{ path: "notApplicable" }] },
    });
    const done = await na("flow-pay", "no payments today");
    expect(done).toMatchObject({ verdict: "na", reason: "no payments today" });
    expect(done.run.itemsDone).toBe(1);
  });
});

describe("what is refused", () => {
  it.each([
    ["api-response", "fast"],
    ["api-response", true],
    ["new-errors", "perhaps"],
    ["email", "yes"],
    ["logins", 12],
    ["flow-pay", "done"],
  ])("%s does not take %j", async (key, value) => {
    await expect(putItem(crew.ines.ctx, run.id, key, { value: value as never })).rejects.toMatchObject({
      code: "invalid",
      facts: { errors: [{ path: "value" }] },
    });
  });

  it("a group and an unknown key are not items", async () => {
    for (const key of ["flows", "nothing"]) {
      await expect(putItem(crew.ines.ctx, run.id, key, { value: true })).rejects.toMatchObject({
        code: "not_found",
      });
    }
  });

  it("viewers and other teams may not; a closed team's run is not there for others", async () => {
    const answer = { value: "no" } as const;
    await expect(putItem(crew.viewer.ctx, run.id, "new-errors", answer)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(putItem(crew.stranger.ctx, run.id, "new-errors", answer)).rejects.toMatchObject({
      code: "forbidden",
    });
    const closed = await makeCrew("closed");
    const hidden = await makeRun(closed.lead, closed.ines, closed.teamId);
    await expect(putItem(closed.stranger.ctx, hidden.id, "new-errors", answer)).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(putItem(closed.admin.ctx, hidden.id, "new-errors", answer)).resolves.toMatchObject({
      verdict: "ok",
    });
    const acted = await db().auditEntry.findFirst({
      where: { actorId: closed.admin.id, action: "checklist.answer" },
    });
    expect(acted?.asAdmin).toBe(true);
    const [told] = await events("checklist.item-changed", hidden.id);
    expect(told?.audience).toMatchObject({ teams: [closed.teamId] });
  });

  it("the person a run is given to works it, though of another team", async () => {
    const closed = await makeCrew("closed");
    const assign = { kind: "person", id: closed.stranger.id };
    const given = await makeRun(closed.lead, closed.ines, closed.teamId, { assign });
    await db().checklistRun.update({ where: { id: given.id }, data: { ownerId: null } });
    const answer = await putItem(closed.stranger.ctx, given.id, "new-errors", { value: "no" });
    expect(answer.run.ownerId).toBe(closed.stranger.id);
  });

  it("a signed run takes no more answers", async () => {
    const small = { sections: [{ title: "One", items: [{ key: "only", text: "Only" }] }], escalateIf: [] };
    const mine = await makeRun(crew.lead, crew.ines, crew.teamId, small);
    await putItem(crew.ines.ctx, mine.id, "only", { value: true });
    await completeRun(crew.ines.ctx, mine.id);
    await expect(putItem(crew.ines.ctx, mine.id, "only", { value: null })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});
