import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#lib/platform/db.ts";
import {
  at,
  MORNING,
  makeCrew,
  makeRun,
  makeService,
  makeTemplate,
} from "#lib/testing/checklists-factory.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { readRun } from "../queries/run.ts";
import { listVersions, readTemplate } from "../queries/templates.ts";
import { CreateTemplate } from "../schema/templates.ts";
import { changeTemplateState } from "./change-template-state.ts";
import { createTemplate } from "./create-template.ts";
import { editTemplate } from "./edit-template.ts";
import { startRun } from "./start-run.ts";

await testDatabase();

let crew: Awaited<ReturnType<typeof makeCrew>>;
beforeAll(async () => {
  crew = await makeCrew();
});

const create = (who: { ctx: Parameters<typeof createTemplate>[0] }, more: Record<string, unknown>) =>
  createTemplate(who.ctx, CreateTemplate.parse({ ...MORNING, teamId: crew.teamId, ...more }));

describe("making a checklist", () => {
  it("needs a title and the team, takes the team's zone, and is usable at once", async () => {
    const bare = CreateTemplate.parse({ title: "Empty", teamId: crew.teamId });
    expect(await createTemplate(crew.lead.ctx, bare)).toMatchObject({
      state: "active",
      zone: "Europe/Berlin",
      cadenceWords: "On demand",
      assigned: { kind: "team" },
      itemsTotal: 0,
    });
  });

  it("says its cadence and the next five dates, across the change to winter time", async () => {
    const made = await create(
      { ctx: at(crew.lead.ctx, "2026-10-23T08:00:00Z") },
      { rrule: "FREQ=DAILY", time: "09:00" },
    );
    expect(made.cadenceWords).toBe("Every day at 09:00");
    expect(made.nextOccurrences).toEqual([
      "2026-10-24T07:00:00.000Z",
      "2026-10-25T08:00:00.000Z",
      "2026-10-26T08:00:00.000Z",
      "2026-10-27T08:00:00.000Z",
      "2026-10-28T08:00:00.000Z",
    ]);
  });

  it("is for leads", async () => {
    await expect(create(crew.ines, {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(create(crew.stranger, {})).rejects.toMatchObject({ code: "forbidden" });
    const closed = await makeCrew("closed");
    await expect(create(crew.lead, { teamId: closed.teamId })).rejects.toMatchObject({ code: "not_found" });
    await expect(create(crew.admin, { teamId: closed.teamId })).resolves.toMatchObject({
      title: "Morning check",
    });
  });

  it("names each fault at its field", async () => {
    const item = (key: string, more = {}) => ({ key, text: "Item", ...more });
    const sections = [
      { title: "One", items: [item("a"), item("b", { type: "choice" })] },
      {
        title: "Two",
        items: [item("a"), item("c", { type: "number", measure: { unit: "ms", comparator: "lt" } })],
      },
    ];
    await expect(create(crew.lead, { sections })).rejects.toMatchObject({
      facts: {
        errors: [
          { path: "sections.0.items.1.options" },
          { path: "sections.1.items.0.key" },
          { path: "sections.1.items.1.measure.target" },
        ],
      },
    });
    await expect(create(crew.lead, { assign: { kind: "person", id: crew.viewer.id } })).rejects.toMatchObject(
      {
        facts: { errors: [{ path: "assign.id" }] },
      },
    );
    const hidden = await makeService((await makeCrew("closed")).teamId);
    await expect(create(crew.lead, { serviceId: hidden })).rejects.toMatchObject({
      facts: { errors: [{ path: "serviceId" }] },
    });
    expect(CreateTemplate.safeParse({ title: "x", teamId: crew.teamId, rrule: "FREQ=NEVER" }).success).toBe(
      false,
    );
  });
});

describe("changing a checklist", () => {
  it("adds a version; a run that is open keeps its own", async () => {
    const made = await makeTemplate(crew.lead, crew.teamId);
    const before = await startRun(crew.ines.ctx, { templateId: made.id });
    const sections = [{ title: "Only", items: [{ key: "only", text: "Only" }] }];
    const after = await editTemplate(crew.lead.ctx, made.id, { version: 1, title: "Short check", sections });
    expect(after).toMatchObject({ title: "Short check", currentVersion: 2, version: 2, itemsTotal: 1 });
    expect(after.definition.escalateIf).toHaveLength(2);
    expect(await readRun(crew.ines.ctx, before.id)).toMatchObject({
      title: "Morning check",
      templateVersion: 1,
    });
    const next = await startRun(crew.ines.ctx, { templateId: made.id });
    expect(next).toMatchObject({ title: "Short check", templateVersion: 2, itemsTotal: 1 });
    const versions = await listVersions(crew.viewer.ctx, made.id, { limit: 20 });
    expect(versions.items.map((one) => one.number).sort()).toEqual([1, 2]);
  });

  it("on an old version is refused with what it is now", async () => {
    const made = await makeTemplate(crew.lead, crew.teamId);
    await editTemplate(crew.lead.ctx, made.id, { version: 1, title: "Newer" });
    await expect(editTemplate(crew.lead.ctx, made.id, { version: 1, title: "Older" })).rejects.toMatchObject({
      code: "stale",
      facts: { current: { title: "Newer", version: 2 } },
    });
  });

  it("lays out by the old rule what came round before the change", async () => {
    const made = await makeTemplate(crew.lead, crew.teamId, {
      rrule: "FREQ=DAILY",
      time: "10:00",
      zone: "UTC",
    });
    const later = at(crew.lead.ctx, "2026-11-21T12:00:00Z");
    await editTemplate(later, made.id, { version: 1, time: "15:00" });
    const runs = await db().checklistRun.findMany({
      where: { templateId: made.id },
      orderBy: { opensAt: "asc" },
    });
    expect(runs.map((run) => run.opensAt.toISOString())).toEqual([
      "2026-11-20T10:00:00.000Z",
      "2026-11-21T10:00:00.000Z",
    ]);
    expect(runs.map((run) => run.state)).toEqual(["not-measured", "open"]);
  });

  it("is for leads of a team one sees", async () => {
    const made = await makeTemplate(crew.lead, crew.teamId);
    const edit = { version: 1, title: "Mine" };
    await expect(editTemplate(crew.ines.ctx, made.id, edit)).rejects.toMatchObject({ code: "forbidden" });
    await expect(editTemplate(crew.stranger.ctx, made.id, edit)).rejects.toMatchObject({ code: "forbidden" });
    const closed = await makeCrew("closed");
    const hidden = await makeTemplate(closed.lead, closed.teamId);
    await expect(editTemplate(crew.lead.ctx, hidden.id, edit)).rejects.toMatchObject({ code: "not_found" });
    await expect(readTemplate(crew.lead.ctx, hidden.id)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("pausing and archiving", () => {
  it("has no occurrences meanwhile, and goes on afterwards", async () => {
    const made = await makeTemplate(crew.lead, crew.teamId, {
      rrule: "FREQ=DAILY",
      time: "10:00",
      zone: "UTC",
    });
    expect(await changeTemplateState(crew.lead.ctx, made.id, "paused")).toMatchObject({
      state: "paused",
      nextOccurrences: [],
    });
    await changeTemplateState(at(crew.lead.ctx, "2026-11-25T12:00:00Z"), made.id, "active");
    expect(await db().checklistRun.count({ where: { templateId: made.id } })).toBe(0);
    await expect(changeTemplateState(crew.ines.ctx, made.id, "paused")).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("an archived one starts no run and takes no change; its runs stay", async () => {
    const run = await makeRun(crew.lead, crew.ines, crew.teamId);
    await changeTemplateState(crew.lead.ctx, run.templateId, "archived");
    await expect(startRun(crew.ines.ctx, { templateId: run.templateId })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(
      editTemplate(crew.lead.ctx, run.templateId, { version: 2, title: "x" }),
    ).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await readRun(crew.ines.ctx, run.id)).abilities.answer.may).toBe(true);
  });
});

describe("starting a run", () => {
  it("is the starter's; a trigger leaves it with whom it is given to", async () => {
    const made = await makeTemplate(crew.lead, crew.teamId, { assign: { kind: "pager" } });
    expect(await startRun(crew.ines.ctx, { templateId: made.id })).toMatchObject({
      owner: { id: crew.ines.id },
      startedBy: "person",
      dueAt: null,
      mine: true,
    });
    expect(await startRun(crew.ines.ctx, { templateId: made.id, trigger: "Deployment 12" })).toMatchObject({
      owner: null,
      startedBy: "trigger",
      belongsTo: { kind: "person", id: crew.lead.id, name: "Lea Lead" },
      mine: false,
    });
  });

  it("is not for viewers or other teams, nor of a checklist without items", async () => {
    const made = await makeTemplate(crew.lead, crew.teamId);
    await expect(startRun(crew.viewer.ctx, { templateId: made.id })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(startRun(crew.stranger.ctx, { templateId: made.id })).rejects.toMatchObject({
      code: "forbidden",
    });
    const empty = await makeTemplate(crew.lead, crew.teamId, { sections: [] });
    await expect(startRun(crew.ines.ctx, { templateId: empty.id })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});
