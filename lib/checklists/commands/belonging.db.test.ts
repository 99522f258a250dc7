import { beforeAll, describe, expect, it } from "vitest";
import { db, inTransaction } from "#lib/platform/db.ts";
import { makeCrew, makeRun, makeTemplate } from "#lib/testing/checklists-factory.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { readRun } from "../queries/run.ts";
import { readTemplate } from "../queries/templates.ts";
import { handOverRun } from "./hand-over-run.ts";
import { openRunSource, templateSource } from "./pass-on-runs.ts";
import { takeRun } from "./take-run.ts";

await testDatabase();

let crew: Awaited<ReturnType<typeof makeCrew>>;
beforeAll(async () => {
  crew = await makeCrew();
});

const unowned = async () => {
  const run = await makeRun(crew.lead, crew.ines, crew.teamId, { assign: { kind: "pager" } });
  await db().checklistRun.update({ where: { id: run.id }, data: { ownerId: null, ownedAt: null } });
  return run;
};

describe("taking a run", () => {
  it("makes it mine, again without an error; a colleague is told that it is taken", async () => {
    const run = await unowned();
    expect(await takeRun(crew.ines.ctx, run.id)).toMatchObject({ owner: { id: crew.ines.id }, mine: true });
    await takeRun(crew.ines.ctx, run.id);
    await expect(takeRun(crew.marek.ctx, run.id)).rejects.toMatchObject({
      code: "conflict",
      facts: { current: { owner: { id: crew.ines.id } } },
    });
    expect(await takeRun(crew.lead.ctx, run.id)).toMatchObject({ owner: { id: crew.lead.id } });
  });

  it("of two at once gives it to one", async () => {
    const run = await unowned();
    const both = await Promise.allSettled([takeRun(crew.ines.ctx, run.id), takeRun(crew.marek.ctx, run.id)]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("is not for viewers and other teams", async () => {
    const run = await unowned();
    for (const who of [crew.viewer, crew.stranger]) {
      await expect(takeRun(who.ctx, run.id)).rejects.toMatchObject({ code: "forbidden" });
    }
  });
});

describe("handing over", () => {
  it("is the owner's or a lead's, to a member who works", async () => {
    const run = await makeRun(crew.lead, crew.ines, crew.teamId);
    await expect(handOverRun(crew.marek.ctx, run.id, { userId: crew.marek.id })).rejects.toMatchObject({
      code: "forbidden",
    });
    for (const userId of [crew.viewer.id, crew.stranger.id]) {
      await expect(handOverRun(crew.ines.ctx, run.id, { userId })).rejects.toMatchObject({
        facts: { errors: [{ path: "userId" }] },
      });
    }
    expect(await handOverRun(crew.ines.ctx, run.id, { userId: crew.marek.id })).toMatchObject({
      owner: { id: crew.marek.id },
    });
    const [told] = await db().outboxEvent.findMany({
      where: { name: "checklist.run-handed-over", subjectId: run.id },
    });
    expect(told?.payload).toMatchObject({ toId: crew.marek.id });
  });
});

describe("when somebody is deactivated", () => {
  it("lists their open runs and the checklists given to them, and passes them on", async () => {
    const started = await makeRun(crew.lead, crew.marek, crew.teamId);
    const made = await makeTemplate(crew.lead, crew.teamId, {
      assign: { kind: "person", id: crew.marek.id },
    });
    const { ctx } = crew.admin;
    await inTransaction(ctx, async (tx) => {
      const runs = await openRunSource.list(ctx, tx, crew.marek.id);
      expect(runs.map((one) => one.id)).toContain(started.id);
      await openRunSource.handOver(ctx, tx, crew.marek.id, runs, crew.ines.id);
      const templates = await templateSource.list(ctx, tx, crew.marek.id);
      expect(templates.map((one) => one.id)).toEqual([made.id]);
      await templateSource.handOver(ctx, tx, crew.marek.id, templates, null);
    });
    expect(await readRun(crew.ines.ctx, started.id)).toMatchObject({ owner: { id: crew.ines.id } });
    expect((await readTemplate(crew.lead.ctx, made.id)).definition.assign).toEqual({ kind: "team" });
  });
});
