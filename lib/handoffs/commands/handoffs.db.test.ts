import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { followHandoffs } from "#lib/handoffs/jobs/follow.ts";
import { MOST_INCIDENTS, missingSteps, STEP_KEYS } from "#lib/handoffs/model.ts";
import { getHandoff, listHandoffs, myHandoffs } from "#lib/handoffs/queries.ts";
import { ListHandoffs, PrepareHandoff } from "#lib/handoffs/schema.ts";
import { addOverride } from "#lib/oncall/commands/add-override.ts";
import { pagerHolders } from "#lib/oncall/queries.ts";
import { AddOverride } from "#lib/oncall/schema/overrides.ts";
import { type Ctx, systemCtx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { addMinutes } from "#lib/platform/time.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { anIncident } from "#lib/testing/incidents-factory.ts";
import { aLayer, aSchedule, heldBy } from "#lib/testing/oncall-factory.ts";
import { aPerson, aTeam, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";
import { acceptHandoff } from "./accept.ts";
import { answerItem } from "./answer.ts";
import { prepareHandoff } from "./prepare.ts";
import { queryItem } from "./query.ts";
import { refuseHandoff } from "./refuse.ts";
import { submitHandoff } from "./submit.ts";

await testDatabase();

let lead: MadePerson;
let ines: MadePerson;
let tom: MadePerson;
let teamId: string;
let asLead: Ctx;
let asInes: Ctx;
let asTom: Ctx;

beforeAll(async () => {
  await aPerson({ name: "Petra", role: "admin" });
  lead = await aPerson({ name: "Marek" });
});

beforeEach(async () => {
  ines = await aPerson({ name: "Ines" });
  tom = await aPerson({ name: "Tom" });
  teamId = await aTeam([
    [lead, "lead"],
    [ines, "member"],
    [tom, "member"],
  ]);
  [asLead, asInes, asTom] = await Promise.all([signedIn(lead), signedIn(ines), signedIn(tom)]);
});

const at = (ctx: Ctx, now: Date): Ctx => ({ ...ctx, now });
const system = (now: Date) => systemCtx("test", now);
const changeAt = (hours: number) => {
  const hour = new Date(asLead.now);
  hour.setUTCMinutes(0, 0, 0);
  return addMinutes(hour, hours * 60);
};

/** Ines hands over to Tom six hours after this hour began; the contract is drafted half an hour before. */
async function drafted(lines = 1) {
  const layer = aLayer([ines, tom], {
    every: { unit: "hour", count: 6 },
    start: asLead.now.toISOString().slice(0, 14).concat("00"),
  });
  const schedules: string[] = [];
  for (let line = 0; line < lines; line++) schedules.push((await aSchedule(asLead, teamId, [layer])).id);
  const change = changeAt(6);
  await followHandoffs(system(addMinutes(change, -30)));
  const early = at(asInes, addMinutes(change, -30));
  const found = (await myHandoffs(early)).find((one) => one.at === change.toISOString());
  if (!found) throw new Error("No handoff was drafted.");
  return { schedules, scheduleId: schedules[0] ?? "", change, early, handoff: found };
}

const allSteps = Object.fromEntries(STEP_KEYS.map((key) => [key, true]));
async function signed(early: Ctx, id: string, facts: object = {}) {
  const { version } = await getHandoff(early, id);
  await prepareHandoff(early, { ...PrepareHandoff.parse({ version, steps: allSteps, ...facts }), id });
  return submitHandoff(early, { id });
}
const toldOf = async (userId: string, kind: string) => db().notification.count({ where: { userId, kind } });

describe("the contract", () => {
  test("is drafted once for all lines that change between the same two at the same time", async () => {
    await anIncident(asInes, { teamId, severity: "P2", title: "Preview is slow" });
    const { handoff, change, early } = await drafted(2);
    expect(handoff).toMatchObject({ state: "draft", from: { name: "Ines" }, to: { name: "Tom" } });
    expect(handoff.schedules).toHaveLength(2);
    expect(handoff.items.map((item) => `${item.kind} ${item.title}`)).toEqual(["incident Preview is slow"]);
    await Promise.all([1, 2, 3].map(() => followHandoffs(system(addMinutes(change, -20)))));
    const all = await listHandoffs(early, ListHandoffs.parse({ teamId }));
    // The first shift of each line asks for a confirmation of its own.
    expect(all.items.filter((one) => one.at === change.toISOString())).toHaveLength(1);
    expect(await toldOf(ines.id, "handoff.draft")).toBe(1);
  });

  test("is signed by the outgoing person only when all five steps are done; the fifth confirms their contacts", async () => {
    const { handoff, early } = await drafted();
    await expect(submitHandoff(early, { id: handoff.id })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Brief the incoming person"),
    });
    const done = await signed(early, handoff.id, { briefing: "Quiet week." });
    expect(done).toMatchObject({ state: "submitted", briefing: "Quiet week." });
    expect(
      missingSteps(Object.fromEntries(done.steps.map((step) => [step.key, step.at ?? undefined]))),
    ).toEqual([]);
    const person = await db().user.findUniqueOrThrow({ where: { id: ines.id } });
    expect(person.contactConfirmedAt).toEqual(early.now);
    expect(await toldOf(tom.id, "handoff.submitted")).toBe(1);
    await expect(submitHandoff(at(asTom, early.now), { id: handoff.id })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("accepted in the grace time moves the pager then, on every line; twice is once", async () => {
    const { handoff, change, early, schedules } = await drafted(2);
    await signed(early, handoff.id);
    const now = addMinutes(change, 7);
    const two = await Promise.all([
      acceptHandoff(at(asTom, now), { id: handoff.id, queries: [] }),
      acceptHandoff(at(asTom, addMinutes(change, 8)), { id: handoff.id, queries: [] }),
    ]);
    expect(two.map((one) => one.state)).toEqual(["accepted", "accepted"]);
    const when = two[0]?.acceptedAt;
    expect(two[1]?.acceptedAt).toBe(when);
    for (const id of schedules) {
      expect(await heldBy(asLead, id, addMinutes(change, 6))).toBe("Ines pending / Tom");
      expect(await heldBy(asLead, id, new Date(when ?? 0))).toBe("Tom scheduled / Tom");
    }
    expect(two[0]).toMatchObject({ late: false, lapsedAt: null });
    expect(
      (await pagerHolders(at(asLead, addMinutes(change, 40)), teamId, { urgent: true })).map(
        (one) => one.name,
      ),
    ).toEqual(["Tom"]);
  });

  test("accepted before the shift begins leaves the pager until then, and needs no outgoing signature", async () => {
    const { handoff, change, scheduleId } = await drafted();
    await acceptHandoff(at(asTom, addMinutes(change, -10)), { id: handoff.id, queries: [] });
    expect(await heldBy(asLead, scheduleId, addMinutes(change, -1))).toBe("Ines scheduled / Ines");
    expect(await heldBy(asLead, scheduleId, change)).toBe("Tom scheduled / Tom");
  });

  test("is nobody else's to accept, and a private incident is not in it", async () => {
    const secret = await anIncident(asInes, { teamId, severity: "P1", title: "Secret leak" });
    await db().incident.update({ where: { id: secret.id }, data: { isPrivate: true } });
    const { handoff, early, change } = await drafted();
    expect(JSON.stringify(handoff)).not.toContain("Secret");
    for (const other of [early, at(asLead, change)])
      await expect(acceptHandoff(other, { id: handoff.id, queries: [] })).rejects.toMatchObject({
        code: "forbidden",
      });
  });
});

describe("what goes over", () => {
  test("moves with the acceptance and only where the outgoing person said so", async () => {
    const kept = await anIncident(asInes, { teamId, severity: "P2", title: "Kept" });
    const given = await anIncident(asInes, { teamId, severity: "P3", title: "Given" });
    await db().incident.updateMany({
      where: { id: { in: [kept.id, given.id] } },
      data: { assigneeId: ines.id, commanderId: ines.id },
    });
    const { handoff, early, change } = await drafted();
    const item = handoff.items.find((one) => one.title === "Kept");
    await signed(early, handoff.id, { items: [{ id: item?.id, goes: "keep", note: "I stay on it" }] });
    await acceptHandoff(at(asTom, change), { id: handoff.id, queries: [] });
    const rows = await db().incident.findMany({
      where: { id: { in: [kept.id, given.id] } },
      select: { title: true, assigneeId: true, commanderId: true },
      orderBy: { title: "asc" },
    });
    expect(rows).toEqual([
      { title: "Given", assigneeId: tom.id, commanderId: tom.id },
      { title: "Kept", assigneeId: ines.id, commanderId: ines.id },
    ]);
  });

  test("is queried item by item without stopping the clock, and answered", async () => {
    await anIncident(asInes, { teamId, severity: "P2", title: "Preview" });
    const { handoff, early, change } = await drafted();
    await signed(early, handoff.id);
    const [item] = handoff.items;
    const asked = await queryItem(at(asTom, change), { id: handoff.id, item: item?.id ?? "", text: "Warm?" });
    expect(asked).toMatchObject({ state: "submitted", graceEndsAt: addMinutes(change, 30).toISOString() });
    const answered = await answerItem(at(asInes, change), {
      id: handoff.id,
      item: item?.id ?? "",
      text: "Yes",
    });
    expect(answered.items[0]).toMatchObject({ query: { text: "Warm?" }, answer: { text: "Yes" } });
    expect(await toldOf(ines.id, "handoff.query")).toBe(1);
    const done = await acceptHandoff(at(asTom, change), {
      id: handoff.id,
      queries: [{ item: item?.id ?? "", text: "And now?" }],
    });
    expect(done.items[0]).toMatchObject({ query: { text: "And now?" }, answer: null });
  });
});

describe("silence", () => {
  test("moves the pager by the clock, is written down with who was silent, and rings the lead until accepted", async () => {
    const { handoff, change, scheduleId } = await drafted();
    const pending = at(asLead, addMinutes(change, 29));
    expect((await pagerHolders(pending, teamId, { urgent: true })).map((one) => one.name)).toEqual([
      "Ines",
      "Tom",
    ]);
    await followHandoffs(system(addMinutes(change, 29)));
    expect(await getHandoff(asLead, handoff.id)).toMatchObject({ lapsedAt: null });
    const over = addMinutes(change, 31);
    // No worker is needed for the pager itself.
    expect(await heldBy(asLead, scheduleId, over)).toBe("Tom scheduled / Tom");
    await Promise.all([1, 2].map(() => followHandoffs(system(over))));
    expect(await getHandoff(asLead, handoff.id)).toMatchObject({
      state: "draft",
      lapsedAt: addMinutes(change, 30).toISOString(),
      silent: "both",
    });
    expect(await toldOf(tom.id, "handoff.lapsed")).toBe(1);
    expect((await pagerHolders(at(asLead, over), teamId, { urgent: true })).map((one) => one.name)).toEqual([
      "Tom",
      "Marek",
    ]);
    const late = await acceptHandoff(at(asTom, addMinutes(change, 45)), { id: handoff.id, queries: [] });
    expect(late).toMatchObject({ state: "accepted", late: true });
    const after = at(asLead, addMinutes(change, 46));
    expect((await pagerHolders(after, teamId, { urgent: true })).map((one) => one.name)).toEqual(["Tom"]);
    // When the pager moved stays what it was.
    expect(await heldBy(asLead, scheduleId, addMinutes(change, 29))).toBe("Ines pending / Tom");
  });

  test("to the end of the shift stays a fact, which no later look touches", async () => {
    const { handoff, change } = await drafted();
    await followHandoffs(system(addMinutes(change, 31)));
    await followHandoffs(system(addMinutes(change, 361)));
    const over = await getHandoff(asLead, handoff.id);
    expect(over).toMatchObject({ state: "expired", lapsedAt: addMinutes(change, 30).toISOString() });
    await followHandoffs(system(addMinutes(change, 720)));
    expect((await getHandoff(asLead, handoff.id)).version).toBe(over.version);
    await expect(
      acceptHandoff(at(asTom, addMinutes(change, 362)), { id: handoff.id, queries: [] }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  test("and an acceptance at the same moment: one order, and both read the same", async () => {
    const { handoff, change } = await drafted();
    const edge = addMinutes(change, 30);
    const [accepted] = await Promise.all([
      acceptHandoff(at(asTom, edge), { id: handoff.id, queries: [] }),
      followHandoffs(system(edge)),
    ]);
    const now = await getHandoff(asLead, handoff.id);
    expect(accepted.state).toBe("accepted");
    expect(now.state).toBe("accepted");
    const [shift] = await db().shift.findMany({ where: { userId: tom.id, fromAt: change } });
    expect(shift?.takesAt).toEqual(edge);
  });

  test("about a shift that nobody handed over is no lapse: it is confirmed whenever it is seen", async () => {
    await aSchedule(asLead, teamId, [aLayer([tom])]);
    await followHandoffs(system(addMinutes(asLead.now, 1)));
    await followHandoffs(system(addMinutes(asLead.now, 90)));
    const later = at(asTom, addMinutes(asLead.now, 91));
    const [handoff] = await myHandoffs(later);
    expect(handoff).toMatchObject({ from: null, state: "submitted", lapsedAt: null });
    expect(await toldOf(tom.id, "handoff.lapsed")).toBe(0);
    const confirmed = await acceptHandoff(later, { id: handoff?.id ?? "", queries: [] });
    expect(confirmed).toMatchObject({ state: "accepted", late: false });
  });

  test("of a refusal goes to the lead at once, with the reason; the pager stays where it is", async () => {
    const { handoff, change, scheduleId } = await drafted();
    const refused = await refuseHandoff(at(asTom, change), { id: handoff.id, reason: "I am ill" });
    expect(refused).toMatchObject({ state: "refused", refused: { reason: "I am ill" } });
    const told = await db().notification.findFirstOrThrow({
      where: { userId: lead.id, kind: "handoff.refused", subjectId: handoff.id },
    });
    expect(told).toMatchObject({ urgency: "critical", body: "I am ill" });
    expect(await heldBy(asLead, scheduleId, addMinutes(change, 10))).toBe("Ines pending / Tom");
    // It can still be accepted.
    const accepted = await acceptHandoff(at(asTom, addMinutes(change, 11)), { id: handoff.id, queries: [] });
    expect(accepted.state).toBe("accepted");
  });
});

describe("more open incidents than a list can hold", () => {
  test("the worst are listed, and the others are counted", async () => {
    const open = (severity: string, count: number) =>
      db().incident.createMany({
        data: Array.from({ length: count }, () => ({
          id: uuidv7(),
          teamId,
          severity,
          title: "Slow",
          status: "open",
          source: "person",
          openedAt: asLead.now,
        })),
      });
    await open("P3", 100);
    await open("P1", 3);
    const { handoff } = await drafted();
    const severities = handoff.items.map(({ facts }) => facts.severity);
    expect(severities.slice(0, 4)).toEqual(["P1", "P1", "P1", "P3"]);
    expect([severities.length, handoff.unlisted]).toEqual([MOST_INCIDENTS, 3]);
  });
});

describe("a shift that changes under its contract", () => {
  test("voids it, and the new pair gets one of its own", async () => {
    const { handoff, change, scheduleId, early } = await drafted();
    await addOverride(at(asLead, early.now), {
      ...AddOverride.parse({
        userId: lead.id,
        from: change.toISOString(),
        to: addMinutes(change, 360).toISOString(),
      }),
      id: scheduleId,
    });
    await followHandoffs(system(addMinutes(change, -20)));
    expect((await getHandoff(asLead, handoff.id)).state).toBe("void");
    const mine = await myHandoffs(at(asLead, addMinutes(change, -20)));
    expect(mine.map((one) => `${one.from?.name} → ${one.to.name}`)).toContain("Ines → Marek");
  });
});
