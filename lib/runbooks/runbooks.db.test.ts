import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#lib/platform/db.ts";
import { createRunbook } from "#lib/runbooks/commands/create.ts";
import { editRunbook } from "#lib/runbooks/commands/edit.ts";
import { archiveRunbook, reviewRunbook } from "#lib/runbooks/commands/keep.ts";
import { readContent } from "#lib/runbooks/model.ts";
import {
  getRunbook,
  getVersion,
  listRunbooks,
  listVersions,
  suggestRunbooks,
} from "#lib/runbooks/queries.ts";
import { Content, CreateRunbook } from "#lib/runbooks/schema.ts";
import { at, makeCrew } from "#lib/testing/checklists-factory.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { SLOW_API } from "#lib/testing/runbooks-factory.ts";

await testDatabase();

let crew: Awaited<ReturnType<typeof makeCrew>>;

beforeAll(async () => {
  crew = await makeCrew();
});

const create = (more: Record<string, unknown> = {}) =>
  createRunbook(crew.lead.ctx, CreateRunbook.parse({ ...SLOW_API, teamId: crew.teamId, ...more }));

describe("writing a runbook", () => {
  it("is for leads of its team; of all teams, for any lead", async () => {
    const made = await create();
    expect(made).toMatchObject({ title: "Slow API", size: { steps: 2, fixes: 1, commands: 1 }, version: 1 });
    expect(made.content).toEqual(SLOW_API.content);
    const input = CreateRunbook.parse({ ...SLOW_API, teamId: crew.teamId });
    for (const who of [crew.ines, crew.viewer, crew.stranger])
      await expect(createRunbook(who.ctx, input)).rejects.toMatchObject({ code: "forbidden" });
    const shared = CreateRunbook.parse({ ...SLOW_API, title: "Shared" });
    expect(await createRunbook(crew.stranger.ctx, shared)).toMatchObject({ team: null });
    await expect(createRunbook(crew.ines.ctx, shared)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("each edit keeps what it said before", async () => {
    const { id } = await create();
    const content = Content.parse({ ...SLOW_API.content, symptoms: ["Everything is slow"] });
    const edited = await editRunbook(crew.lead.ctx, { id, version: 1, title: "Very slow API", content });
    expect(edited).toMatchObject({ title: "Very slow API", version: 2, updatedBy: { id: crew.lead.id } });
    expect(await listVersions(crew.viewer.ctx, id)).toMatchObject([{ version: 1, title: "Slow API" }]);
    expect((await getVersion(crew.viewer.ctx, id, 1)).content).toEqual(SLOW_API.content);
    await expect(db().runbookVersion.deleteMany({ where: { runbookId: id } })).rejects.toThrow();
    await expect(editRunbook(crew.lead.ctx, { id, version: 1, title: "Other" })).rejects.toMatchObject({
      code: "stale",
      facts: { current: { title: "Very slow API" } },
    });
    await expect(editRunbook(crew.ines.ctx, { id, version: 2, title: "Other" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("a closed team's is not there for others", async () => {
    const closed = await makeCrew("closed");
    const input = CreateRunbook.parse({ ...SLOW_API, title: "Secret", teamId: closed.teamId });
    const { id } = await createRunbook(closed.lead.ctx, input);
    await expect(getRunbook(crew.lead.ctx, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(createRunbook(crew.lead.ctx, input)).rejects.toMatchObject({ code: "not_found" });
    expect((await listRunbooks(crew.lead.ctx, { q: "Secret" })).items).toEqual([]);
  });
});

describe("keeping it alive", () => {
  it("wants a review after a quarter; members say that it is still right", async () => {
    const { id } = await create();
    const later = at(crew.ines.ctx, "2027-03-01T00:00:00Z");
    expect((await getRunbook(crew.ines.ctx, id)).stale).toBe(false);
    expect((await getRunbook(later, id)).stale).toBe(true);
    expect((await listRunbooks(later, { stale: "true", limit: 100 })).items.map((one) => one.id)).toContain(
      id,
    );
    await expect(reviewRunbook(crew.viewer.ctx, { id })).rejects.toMatchObject({ code: "forbidden" });
    await expect(reviewRunbook(crew.stranger.ctx, { id })).rejects.toMatchObject({ code: "forbidden" });
    expect(await reviewRunbook(later, { id })).toMatchObject({ stale: false, version: 1 });
    expect(
      (await listRunbooks(later, { stale: "true", limit: 100 })).items.map((one) => one.id),
    ).not.toContain(id);
    expect(await reviewRunbook(later, { id, reviewBy: "2027-03-15" })).toMatchObject({
      reviewDue: "2027-03-15T00:00:00.000Z",
    });
  });

  it("archived it is out of lists and suggestions, and can be restored", async () => {
    const metric = "page_load_ms";
    const { id } = await create({ triggers: [metric, metric] });
    const suggested = async () =>
      (await suggestRunbooks(crew.viewer.ctx, [metric, "other"])).map((one) => one.id);
    expect(await suggested()).toEqual([id]);
    await archiveRunbook(crew.lead.ctx, { id, archived: true });
    expect(await suggested()).toEqual([]);
    expect((await getRunbook(crew.lead.ctx, id)).abilities).toMatchObject({
      edit: { because: "It is archived." },
      archive: true,
    });
    await expect(reviewRunbook(crew.ines.ctx, { id })).rejects.toMatchObject({ code: "conflict" });
    await archiveRunbook(crew.lead.ctx, { id, archived: false });
    expect(await suggested()).toEqual([id]);
    await expect(archiveRunbook(crew.ines.ctx, { id, archived: true })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("the list", () => {
  it("goes by title, page by page, and takes what is typed as text", async () => {
    for (const title of ["ZZ b", "ZZ a", "ZZ c", "ZZ 100%"]) await create({ title });
    const first = await listRunbooks(crew.ines.ctx, { q: "ZZ", limit: 3 });
    const second = await listRunbooks(crew.ines.ctx, { q: "ZZ", limit: 3, cursor: first.nextCursor ?? "" });
    expect([...first.items, ...second.items].map((one) => one.title)).toEqual([
      "ZZ 100%",
      "ZZ a",
      "ZZ b",
      "ZZ c",
    ]);
    expect((await listRunbooks(crew.ines.ctx, { q: "100%" })).items).toHaveLength(1);
    await expect(listRunbooks(crew.ines.ctx, { cursor: "x" })).rejects.toMatchObject({ code: "bad_cursor" });
  });
});

describe("stored content", () => {
  it("of any shape is read without failing", () => {
    for (const stored of [null, 3, [], { symptoms: "no", fixes: [null, 1, { cause: 3 }], escalateIf: [{}] }])
      expect(() => readContent(stored)).not.toThrow();
    expect(readContent({ symptoms: ["a", 1, ""], diagnosis: [{ step: "b", command: 2 }] })).toMatchObject({
      symptoms: ["a"],
      diagnosis: [{ step: "b" }],
    });
  });
});
