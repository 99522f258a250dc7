import { beforeAll, describe, expect, it } from "vitest";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { at, makeCrew, makeRun, makeService, makeTemplate } from "#lib/testing/checklists-factory.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { putItem } from "../commands/put-item.ts";
import { skipRun } from "../commands/skip-run.ts";
import { startRun } from "../commands/start-run.ts";
import { readRun } from "./run.ts";

await testDatabase();

let crew: Awaited<ReturnType<typeof makeCrew>>;
beforeAll(async () => {
  crew = await makeCrew();
});

describe("one run", () => {
  it("brings earlier readings, oldest first, and what history expects of a count", async () => {
    const template = await makeTemplate(crew.lead, crew.teamId);
    const hours = ["05", "06", "07"];
    for (const [index, hour] of hours.entries()) {
      const ctx = at(crew.ines.ctx, `2026-11-20T${hour}:00:00Z`);
      const run = await startRun(ctx, { templateId: template.id });
      await putItem(ctx, run.id, "api-response", { value: 400 + index });
      await putItem(ctx, run.id, "logins", {
        value: { actual: [100, 300, 200][index] ?? 0, expected: null },
      });
    }
    const skipped = await startRun(crew.ines.ctx, { templateId: template.id });
    await putItem(crew.ines.ctx, skipped.id, "api-response", { value: 9999, note: "x" });
    await skipRun(crew.ines.ctx, skipped.id, { reason: "wrong day" });
    const now = await startRun(crew.ines.ctx, { templateId: template.id });
    expect(now.history["api-response"]?.map((one) => one.value)).toEqual([400, 401, 402]);
    expect(now.expected).toEqual({ logins: 200 });
  });

  it("judges by what is set for its service, and says so", async () => {
    const serviceId = await makeService(crew.teamId);
    await db().serviceSetting.create({
      data: { serviceId, key: "threshold:response_ms:", value: { target: 300, critical: 900 } },
    });
    const run = await makeRun(crew.lead, crew.ines, crew.teamId, { serviceId });
    expect(run.figureSources["api-response"]).toEqual({
      target: "Set for this service",
      critical: "Set for this service",
    });
    const answer = await putItem(crew.ines.ctx, run.id, "api-response", { value: 950 });
    expect(answer).toMatchObject({
      verdict: "critical",
      judgedBy: { source: "service", figures: { target: 300, critical: 900 } },
    });
    expect(answer.incident?.title).toBe("API response time above 900 ms");
    const elsewhere = await makeRun(crew.lead, crew.ines, crew.teamId);
    expect(await putItem(crew.ines.ctx, elsewhere.id, "api-response", { value: 950 })).toMatchObject({
      verdict: "miss",
      judgedBy: { source: "template" },
    });
  });

  it("shows the incidents tied to its items, but a private one only to the people named on it", async () => {
    const run = await makeRun(crew.lead, crew.ines, crew.teamId);
    const incident = await db().incident.create({
      data: { title: "Payments wait", severity: "P2", teamId: crew.teamId, openedAt: crew.ines.ctx.now },
    });
    const link = { incidentId: incident.id, kind: "checklist-item", subjectId: run.id, part: "api-response" };
    await db().incidentLink.create({ data: { ...link, label: "x", url: "/x" } });
    const seen = async () => (await readRun(crew.ines.ctx, run.id)).incidents;
    expect(await seen()).toMatchObject([{ id: incident.id, itemKey: "api-response" }]);
    await db().incident.update({ where: { id: incident.id }, data: { isPrivate: true } });
    expect(await seen()).toEqual([]);
    await db().incidentPerson.create({
      data: { incidentId: incident.id, userId: crew.ines.id, because: "named" },
    });
    expect(await seen()).toHaveLength(1);
  });

  it("says what the reader may, and why not", async () => {
    const run = await makeRun(crew.lead, crew.ines, crew.teamId);
    const abilities = async (who: { ctx: Ctx }) => (await readRun(who.ctx, run.id)).abilities;
    expect((await abilities(crew.ines)).answer).toEqual({ may: true, because: null });
    expect((await abilities(crew.marek)).take.because).toContain("A colleague has started it");
    expect((await abilities(crew.viewer)).answer.because).toContain("Your role reads");
    expect((await abilities(crew.stranger)).complete.because).toContain("Only members of the team");
  });
});
