import { beforeAll, describe, expect, it } from "vitest";
import { listActions } from "#lib/actions/queries.ts";
import { listNotifications } from "#lib/notifications/queries.ts";
import { systemCtx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { addPostmortemAction } from "#lib/postmortems/commands/add-action.ts";
import { addCause, editCause, removeCause } from "#lib/postmortems/commands/causes.ts";
import { editPostmortem } from "#lib/postmortems/commands/edit.ts";
import { openPostmortem } from "#lib/postmortems/commands/open.ts";
import { publishPostmortem } from "#lib/postmortems/commands/publish.ts";
import { saveSection } from "#lib/postmortems/commands/save-section.ts";
import { sendBackPostmortem } from "#lib/postmortems/commands/send-back.ts";
import { submitPostmortem } from "#lib/postmortems/commands/submit.ts";
import { postmortemJobs } from "#lib/postmortems/jobs.ts";
import { getPostmortem, openReport } from "#lib/postmortems/queries/report.ts";
import { countPostmortems, listOwed, listPostmortems, postmortemOf } from "#lib/postmortems/queries.ts";
import { AddPostmortemAction } from "#lib/postmortems/schema.ts";
import { at, makeCrew, makePerson, NOW } from "#lib/testing/checklists-factory.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { after, anIncident } from "#lib/testing/kpis-factory.ts";
import { aTimelineEntry } from "#lib/testing/postmortems-factory.ts";

await testDatabase();

const system = systemCtx("test", NOW);
const OPENED = new Date("2026-11-18T10:00:00Z");
let crew: Awaited<ReturnType<typeof makeCrew>>;

beforeAll(async () => {
  crew = await makeCrew();
});

const run = (name: string, payload: unknown) => {
  const job = postmortemJobs.find((one) => one.name === name);
  if (!job) throw new Error(name);
  return job.run(system, payload);
};

const resolved = (more = {}) =>
  anIncident({
    teamId: crew.teamId,
    openedAt: OPENED,
    severity: "P1",
    ackAfter: 4,
    resolvedAfter: 90,
    ...more,
  });
const open = async (more = {}) => openPostmortem(crew.ines.ctx, { incidentId: await resolved(more) });

describe("resolving an incident", () => {
  it("opens the postmortem of a P0 or P1 once, due five days after the resolution", async () => {
    const incidentId = await resolved();
    await db().incident.update({ where: { id: incidentId }, data: { commanderId: crew.marek.id } });
    await Promise.all([1, 2, 3].map(() => run("postmortems.open", { incidentId, severity: "P1" })));
    const rows = await db().postmortem.findMany({ where: { incidentId } });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ state: "draft", ownerId: crew.marek.id });
    expect(rows[0]?.dueAt).toEqual(after(OPENED, 90 + 5 * 24 * 60));
    const inbox = await listNotifications(crew.marek.ctx, { limit: 20 });
    expect(inbox.items.filter((one) => one.url === `/postmortems/${rows[0]?.id}`)).toHaveLength(1);
  });

  it("opens none for a P2, an exercise, or one that was reopened meanwhile", async () => {
    for (const facts of [{ severity: "P2" }, { isExercise: true }, { status: "open" }]) {
      const incidentId = await resolved(facts);
      await run("postmortems.open", { incidentId, severity: "P1" });
      expect(await db().postmortem.count({ where: { incidentId } }), JSON.stringify(facts)).toBe(0);
    }
  });

  it("follows the installation's choice of severities (C-49)", async () => {
    const key = "postmortem_required_for";
    await db().setting.create({ data: { key, value: ["P0", "P1", "P2"] } });
    const incidentId = await resolved({ severity: "P2" });
    await run("postmortems.open", { incidentId, severity: "P2" });
    expect(await db().postmortem.count({ where: { incidentId } })).toBe(1);
    await db().setting.delete({ where: { key } });
  });

  it("stands on the list of what is owed until it is published", async () => {
    const incidentId = await resolved();
    const owed = async () =>
      (await listOwed(crew.ines.ctx, 100)).find((one) => one.incident.id === incidentId);
    expect(await owed()).toMatchObject({ postmortem: null });
    const { id } = await openPostmortem(crew.ines.ctx, { incidentId });
    expect(await owed()).toMatchObject({ postmortem: { id, state: "draft" } });
    await db().postmortem.update({ where: { id }, data: { publishedAt: NOW, state: "published" } });
    expect(await owed()).toBeUndefined();
  });
});

describe("who may", () => {
  it("strangers read an open team's, viewers too, but write nothing", async () => {
    const { id } = await open();
    expect(await getPostmortem(crew.stranger.ctx, id)).toMatchObject({ id });
    for (const who of [crew.stranger, crew.viewer]) {
      const write = { id, section: "summary" as const, text: "Mine", was: "" };
      await expect(saveSection(who.ctx, write)).rejects.toMatchObject({ code: "forbidden" });
      await expect(submitPostmortem(who.ctx, { id })).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  it("a closed team's is not there for others", async () => {
    const closed = await makeCrew("closed");
    const incidentId = await anIncident({ teamId: closed.teamId, openedAt: OPENED, resolvedAfter: 5 });
    const { id } = await openPostmortem(closed.ines.ctx, { incidentId });
    await expect(getPostmortem(crew.ines.ctx, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(openPostmortem(crew.ines.ctx, { incidentId })).rejects.toMatchObject({ code: "not_found" });
    // Whoever was called to the incident writes it with them.
    await db().incidentPerson.create({ data: { incidentId, userId: crew.marek.id, because: "paged" } });
    expect((await getPostmortem(crew.marek.ctx, id)).abilities.edit).toBe(true);
  });

  it("a private incident's is seen by its people, and by administrators with an audit entry", async () => {
    const incidentId = await resolved({ isPrivate: true });
    await db().incidentPerson.create({ data: { incidentId, userId: crew.marek.id, because: "named" } });
    await run("postmortems.open", { incidentId, severity: "P1" });
    const { id } = await db().postmortem.findUniqueOrThrow({ where: { incidentId } });
    await expect(openReport(crew.ines.ctx, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(openReport(crew.lead.ctx, id)).rejects.toMatchObject({ code: "not_found" });
    expect(await openReport(crew.marek.ctx, id)).toMatchObject({ private: true });
    expect(await openReport(crew.admin.ctx, id)).toMatchObject({ private: true });
    const seen = { where: { action: "postmortem.read-private", subjectId: id } };
    expect(await db().auditEntry.findMany(seen)).toMatchObject([{ actorId: crew.admin.id, asAdmin: true }]);
    for (const who of [crew.ines, crew.admin]) {
      const list = await listPostmortems(who.ctx, { limit: 100 });
      expect(list.items.map((one) => one.id)).not.toContain(id);
      expect(await listOwed(who.ctx, 100)).not.toContainEqual(
        expect.objectContaining({ incident: expect.objectContaining({ id: incidentId }) }),
      );
    }
    // Its actions do not give it away either.
    const action = AddPostmortemAction.parse({ title: "Rotate the key" });
    await addPostmortemAction(crew.marek.ctx, { id, ...action });
    const actions = await listActions(crew.ines.ctx, { limit: 100 });
    expect(actions.items.map((one) => one.title)).not.toContain("Rotate the key");
    const [news] = await db().outboxEvent.findMany({
      where: { subjectId: id },
      orderBy: { id: "desc" },
      take: 1,
    });
    expect(news?.audience).toEqual({ users: [crew.marek.id] });
    // Made public, it is one like any other.
    await db().incident.update({ where: { id: incidentId }, data: { isPrivate: false } });
    await run("postmortems.follow-incident", { incidentId });
    expect(await postmortemOf(crew.ines.ctx, incidentId)).toMatchObject({ id, private: false });
  });
});

describe("writing", () => {
  it("two people write two sections at once; in one section nobody's words are lost", async () => {
    const { id } = await open();
    await Promise.all([
      saveSection(crew.ines.ctx, { id, section: "summary", text: "It was slow.", was: "" }),
      saveSection(crew.marek.ctx, { id, section: "impact", text: "One in three payments failed.", was: "" }),
    ]);
    const { sections } = await getPostmortem(crew.ines.ctx, id);
    expect(sections).toMatchObject({ summary: "It was slow.", impact: "One in three payments failed." });
    await expect(
      saveSection(crew.marek.ctx, { id, section: "summary", text: "Mine instead", was: "" }),
    ).rejects.toMatchObject({ code: "stale", facts: { current: { text: "It was slow." } } });
    // Sent twice, the same words are no conflict.
    const same = { id, section: "summary" as const, text: "It was slow.", was: "" };
    expect(await saveSection(crew.ines.ctx, same)).toMatchObject({ text: "It was slow." });
  });

  it("has several causes, which can be changed and taken out", async () => {
    const { id } = await open();
    await addCause(crew.ines.ctx, { id, text: "The pool was too small", kind: "contributing" });
    const { causes } = await addCause(crew.marek.ctx, { id, text: "A deployment", kind: "trigger" });
    expect(causes.map((cause) => cause.text)).toEqual(["The pool was too small", "A deployment"]);
    const [first, second] = causes;
    const changed = await editCause(crew.ines.ctx, { id, causeId: first?.id ?? "", kind: "detection" });
    expect(changed.causes[0]).toMatchObject({ kind: "detection", text: "The pool was too small" });
    const left = await removeCause(crew.ines.ctx, { id, causeId: second?.id ?? "" });
    expect(left.causes).toHaveLength(1);
    await expect(removeCause(crew.ines.ctx, { id, causeId: second?.id ?? "" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("takes its timeline from the starred entries, with the incident's own steps between", async () => {
    const incidentId = await resolved();
    await aTimelineEntry(incidentId, "Rolled back", after(OPENED, 30), { starred: true });
    await aTimelineEntry(incidentId, "Coffee", after(OPENED, 31));
    await aTimelineEntry(incidentId, "", after(OPENED, 40), {
      starred: true,
      kind: "severity",
      data: { from: "P2", to: "P1" },
    });
    const { timeline } = await openPostmortem(crew.ines.ctx, { incidentId });
    expect(timeline.map((row) => row.text)).toEqual([
      "Incident opened",
      "Acknowledged",
      "Rolled back",
      "Severity P2 → P1",
      "Resolved",
    ]);
  });

  it("a stale version is told what it is now", async () => {
    const { id, version } = await open();
    await editPostmortem(crew.ines.ctx, { id, version, title: "Slow checkout" });
    await expect(editPostmortem(crew.marek.ctx, { id, version, title: "Other" })).rejects.toMatchObject({
      code: "stale",
      facts: { current: { title: "Slow checkout" } },
    });
  });
});

describe("from draft to published", () => {
  it("needs a cause and an action, or a stated reason for none; a lead or a manager publishes", async () => {
    const manager = await makePerson("Léa Manager", "manager");
    const { id } = await open();
    await expect(publishPostmortem(crew.lead.ctx, { id })).rejects.toMatchObject({ code: "conflict" });
    await submitPostmortem(crew.ines.ctx, { id });
    await expect(publishPostmortem(crew.ines.ctx, { id })).rejects.toMatchObject({ code: "forbidden" });
    await expect(publishPostmortem(crew.lead.ctx, { id })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("at least one cause"),
    });
    await addCause(crew.ines.ctx, { id, text: "The pool was too small", kind: "contributing" });
    const { version } = await getPostmortem(crew.ines.ctx, id);
    await editPostmortem(crew.ines.ctx, { id, version, noActionReason: "Fixed while we were at it" });
    expect((await getPostmortem(crew.ines.ctx, id)).abilities.publish).toMatchObject({
      because: expect.stringContaining("lead"),
    });
    const published = await publishPostmortem(manager.ctx, { id });
    expect(published).toMatchObject({ state: "published", publishedBy: { id: manager.id }, missing: [] });
  });

  it("once published its words stand; taken back to draft with a reason they change, and on time stays on time", async () => {
    const { id } = await open();
    await addCause(crew.ines.ctx, { id, text: "A cause", kind: "trigger" });
    await addPostmortemAction(crew.ines.ctx, { id, ...AddPostmortemAction.parse({ title: "Do it" }) });
    await submitPostmortem(crew.ines.ctx, { id });
    await publishPostmortem(crew.lead.ctx, { id });
    const write = { id, section: "summary" as const, text: "New", was: "" };
    await expect(saveSection(crew.ines.ctx, write)).rejects.toMatchObject({ code: "conflict" });
    const back = { id, reason: "The cause is wrong" };
    await expect(sendBackPostmortem(crew.ines.ctx, back)).rejects.toMatchObject({ code: "forbidden" });
    const draft = await sendBackPostmortem(crew.lead.ctx, back);
    expect(draft).toMatchObject({ state: "draft", overdue: false, publishedAt: NOW.toISOString() });
    await saveSection(crew.ines.ctx, write);
    await submitPostmortem(crew.ines.ctx, { id });
    const later = at(crew.lead.ctx, "2026-12-24T00:00:00Z");
    expect(await publishPostmortem(later, { id })).toMatchObject({ publishedAt: NOW.toISOString() });
  });

  it("an action of it is the actions room's, with its source", async () => {
    const { id, title } = await open();
    const input = AddPostmortemAction.parse({
      title: "Add an alert",
      ownerId: crew.marek.id,
      dueOn: "2026-11-30",
    });
    await addPostmortemAction(crew.ines.ctx, { id, ...input });
    const { items } = await listActions(crew.marek.ctx, { mine: "true", sourceId: id });
    expect(items).toMatchObject([
      {
        title: "Add an alert",
        dueOn: "2026-11-30",
        source: { kind: "postmortem", id, label: `Postmortem: ${title}` },
      },
    ]);
  });
});

describe("lists", () => {
  it("count by state, and overdue ones are told to their owners once a day", async () => {
    const before = await countPostmortems(crew.ines.ctx);
    const { id } = await open();
    await db().postmortem.update({ where: { id }, data: { dueAt: after(NOW, -60), ownerId: crew.marek.id } });
    const counts = await countPostmortems(crew.ines.ctx);
    expect(counts).toMatchObject({ draft: before.draft + 1, overdue: before.overdue + 1 });
    const { items } = await listPostmortems(crew.ines.ctx, { overdue: "true" });
    expect(items.map((one) => one.id)).toContain(id);
    await run("postmortems.remind", {});
    await run("postmortems.remind", {});
    const told = await db().notification.count({
      where: { kind: "postmortem.overdue", subjectId: id, userId: crew.marek.id },
    });
    expect(told).toBe(1);
  });

  it("go on after the cursor", async () => {
    for (let index = 0; index < 3; index++) await open();
    const first = await listPostmortems(crew.ines.ctx, { limit: 2 });
    const second = await listPostmortems(crew.ines.ctx, { limit: 2, cursor: first.nextCursor ?? "" });
    const ids = [...first.items, ...second.items].map((one) => one.id);
    expect(new Set(ids).size).toBe(4);
  });
});
