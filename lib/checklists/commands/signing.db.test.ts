import { beforeAll, describe, expect, it } from "vitest";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { ANSWERS, at, makeCrew, makeRun } from "#lib/testing/checklists-factory.ts";
import { testDatabase } from "#lib/testing/database.ts";
import type { AnswerValue } from "../model.ts";
import { readRun } from "../queries/run.ts";
import { amendRun } from "./amend-run.ts";
import { completeRun } from "./complete-run.ts";
import { putItem } from "./put-item.ts";
import { signOffRun } from "./sign-off-run.ts";
import { skipRun } from "./skip-run.ts";

await testDatabase();

let crew: Awaited<ReturnType<typeof makeCrew>>;
beforeAll(async () => {
  crew = await makeCrew();
});

async function answerAll(ctx: Ctx, id: string): Promise<void> {
  for (const [key, value] of Object.entries(ANSWERS))
    await putItem(ctx, id, key, { value: value as AnswerValue });
}

async function answered(more: Record<string, unknown> = {}) {
  const run = await makeRun(crew.lead, crew.ines, crew.teamId, more);
  await answerAll(crew.ines.ctx, run.id);
  return run;
}

describe("completing", () => {
  it("needs every required item, by name", async () => {
    const run = await makeRun(crew.lead, crew.ines, crew.teamId);
    await putItem(crew.ines.ctx, run.id, "new-errors", { value: "no" });
    const refused = await completeRun(crew.ines.ctx, run.id).catch((error) => error);
    expect(refused.code).toBe("invalid");
    expect(refused.facts.errors.map((one: { path: string }) => one.path)).toEqual([
      "items.api-response",
      "items.email",
      "items.logins",
      "items.flow-sign-in",
      "items.flow-pay",
    ]);
  });

  it("needs a note on every breach", async () => {
    const run = await answered();
    await putItem(crew.ines.ctx, run.id, "api-response", { value: 2000 });
    await expect(completeRun(crew.ines.ctx, run.id)).rejects.toMatchObject({
      message: "This run is not complete: 1 without a note.",
      facts: { errors: [{ path: "items.api-response" }] },
    });
    await putItem(crew.ines.ctx, run.id, "api-response", { value: 2000, note: "The ledger pool waits." });
    const done = await completeRun(crew.ines.ctx, run.id);
    expect(done).toMatchObject({ state: "completed", completedBy: { id: crew.ines.id } });
    expect(done.abilities.answer.may).toBe(false);
  });

  it("again is no error for who did it, and a conflict for a colleague", async () => {
    const run = await answered();
    await completeRun(crew.ines.ctx, run.id);
    await expect(completeRun(crew.ines.ctx, run.id)).resolves.toMatchObject({ state: "completed" });
    await expect(completeRun(crew.marek.ctx, run.id)).rejects.toMatchObject({ code: "conflict" });
  });

  it("after the grace time stays missed", async () => {
    const run = await answered({ rrule: "FREQ=DAILY" });
    const done = await completeRun(at(crew.ines.ctx, "2026-11-20T12:05:00Z"), run.id);
    expect(done.state).toBe("missed-completed");
    const [told] = await db().outboxEvent.findMany({
      where: { name: "checklist.run-completed", subjectId: run.id },
    });
    expect(told?.payload).toMatchObject({ onTime: false, missed: true });
  });

  it("is not for viewers, other teams, or where it cannot be seen", async () => {
    const run = await answered();
    await expect(completeRun(crew.viewer.ctx, run.id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(completeRun(crew.stranger.ctx, run.id)).rejects.toMatchObject({ code: "forbidden" });
    const closed = await makeCrew("closed");
    const hidden = await makeRun(closed.lead, closed.ines, closed.teamId);
    await expect(completeRun(crew.ines.ctx, hidden.id)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the second signature", () => {
  it("is a second person's, once, after the first", async () => {
    const run = await answered({ signOff: true });
    await expect(signOffRun(crew.marek.ctx, run.id)).rejects.toMatchObject({ code: "conflict" });
    expect(await completeRun(crew.ines.ctx, run.id)).toMatchObject({ awaitsSignOff: true });
    await expect(signOffRun(crew.ines.ctx, run.id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(signOffRun(crew.viewer.ctx, run.id)).rejects.toMatchObject({ code: "forbidden" });
    const signed = await signOffRun(crew.marek.ctx, run.id);
    expect(signed).toMatchObject({ awaitsSignOff: false, signedOffBy: { id: crew.marek.id } });
    await expect(signOffRun(crew.lead.ctx, run.id)).rejects.toMatchObject({ code: "conflict" });
  });

  it("is refused where the checklist asks for none", async () => {
    const run = await answered();
    await completeRun(crew.ines.ctx, run.id);
    await expect(signOffRun(crew.marek.ctx, run.id)).rejects.toMatchObject({
      message: "This checklist asks for no second signature.",
    });
  });
});

describe("skipping", () => {
  it("keeps the reason, and closes the run", async () => {
    const run = await makeRun(crew.lead, crew.ines, crew.teamId);
    const skipped = await skipRun(crew.ines.ctx, run.id, { reason: "Public holiday" });
    expect(skipped).toMatchObject({ state: "skipped", skippedReason: "Public holiday" });
    await expect(skipRun(crew.ines.ctx, run.id, { reason: "again" })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(putItem(crew.ines.ctx, run.id, "email", { value: "working" })).rejects.toMatchObject({
      code: "conflict",
      message: "This run was skipped.",
    });
  });
});

describe("amending", () => {
  const change = (value: AnswerValue | null, key = "api-response") => ({
    reason: "Read from the wrong graph",
    items: [{ key, value }],
  });

  it("changes a signed run with a reason, and keeps what stood there", async () => {
    const run = await answered();
    await completeRun(crew.ines.ctx, run.id);
    const after = await amendRun(crew.marek.ctx, run.id, change(450));
    expect(after.state).toBe("completed");
    expect(after.items.find((item) => item.key === "api-response")).toMatchObject({ value: 450, version: 2 });
    expect(after.amendments).toMatchObject([
      { itemKey: "api-response", reason: "Read from the wrong graph", by: { id: crew.marek.id } },
    ]);
    expect(after.amendments[0]?.before).toMatchObject({ value: 410 });
    const told = await db().outboxEvent.findMany({
      where: { name: "checklist.reading-recorded", subjectId: run.id },
      orderBy: { id: "desc" },
    });
    expect(told[0]?.payload).toMatchObject({ value: 450 });
  });

  it("refuses to open an item again, or to breach without a note, and then changes nothing", async () => {
    const run = await answered();
    await completeRun(crew.ines.ctx, run.id);
    for (const value of [null, 2340]) {
      await expect(amendRun(crew.ines.ctx, run.id, change(value))).rejects.toMatchObject({
        code: "invalid",
        facts: { errors: [{ path: "items.0.value" }] },
      });
    }
    const after = await readRun(crew.ines.ctx, run.id);
    expect(after.items.find((item) => item.key === "api-response")).toMatchObject({ value: 410, version: 1 });
    expect(after.amendments).toEqual([]);
  });

  it("is not for open runs, viewers or other teams", async () => {
    const run = await answered();
    await expect(amendRun(crew.ines.ctx, run.id, change(1))).rejects.toMatchObject({ code: "conflict" });
    await completeRun(crew.ines.ctx, run.id);
    await expect(amendRun(crew.viewer.ctx, run.id, change(1))).rejects.toMatchObject({ code: "forbidden" });
    await expect(amendRun(crew.stranger.ctx, run.id, change(1))).rejects.toMatchObject({ code: "forbidden" });
  });

  it("cannot be undone in the record of changes", async () => {
    const run = await answered();
    await expect(db().itemChange.deleteMany({ where: { runId: run.id } })).rejects.toThrow();
  });
});
