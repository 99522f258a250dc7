import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { AddOverride, EditOverride } from "#lib/oncall/schema/overrides.ts";
import { SetRules } from "#lib/oncall/schema/rules.ts";
import { AskSwap } from "#lib/oncall/schema/swaps.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { addMinutes } from "#lib/platform/time.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { aLayer, aSchedule, heldBy, hoursLater, shiftsOf } from "#lib/testing/oncall-factory.ts";
import { aPerson, aTeam, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";
import { pagerHolders, teamsHeldBy } from "../queries.ts";
import { acceptSwap } from "./accept-swap.ts";
import { addOverride } from "./add-override.ts";
import { askSwap } from "./ask-swap.ts";
import { cancelOverride } from "./cancel-override.ts";
import { editOverride } from "./edit-override.ts";
import { offerSwap } from "./offer-swap.ts";
import { setRules } from "./set-rules.ts";
import { setScheduleState } from "./set-schedule-state.ts";
import { takeShift } from "./take.ts";

await testDatabase();

let lead: MadePerson;
let ines: MadePerson;
let tom: MadePerson;
let viewer: MadePerson;
let teamId: string;
let asLead: Ctx;
let asInes: Ctx;
let asTom: Ctx;

beforeAll(async () => {
  await aPerson({ name: "Petra", role: "admin" });
  lead = await aPerson({ name: "Marek" });
  ines = await aPerson({ name: "Ines" });
  tom = await aPerson({ name: "Tom" });
  viewer = await aPerson({ name: "Vera", role: "viewer" });
});

beforeEach(async () => {
  teamId = await aTeam([
    [lead, "lead"],
    [ines, "member"],
    [tom, "member"],
    [viewer, "member"],
  ]);
  [asLead, asInes, asTom] = await Promise.all([signedIn(lead), signedIn(ines), signedIn(tom)]);
});

/** Ines and Tom by turns of six hours from this very hour; so the first change is six hours from now or less. */
const byHours = (hours: number) =>
  aLayer([ines, tom], {
    every: { unit: "hour", count: hours },
    start: asLead.now.toISOString().slice(0, 14).concat("00"),
  });
const changeAt = (hours: number) => {
  const hour = new Date(asLead.now);
  hour.setUTCMinutes(0, 0, 0);
  return addMinutes(hour, hours * 60);
};
const at = (ctx: Ctx, now: Date): Ctx => ({ ...ctx, now });
const override = (userId: string | null, from: Date, to: Date) =>
  AddOverride.parse({ userId, from: from.toISOString(), to: to.toISOString() });

describe("a schedule", () => {
  test("is laid out at once, 400 days ahead, without gap or overlap, and says who holds the pager", async () => {
    const made = await aSchedule(asLead, teamId, [byHours(6)]);
    expect(made.onCall).toMatchObject({ holder: { user: { name: "Ines" }, because: "scheduled" } });
    const rows = await db().shift.findMany({ where: { scheduleId: made.id }, orderBy: { fromAt: "asc" } });
    expect(rows.length).toBeGreaterThan(1598);
    expect(rows[0]?.fromAt).toEqual(asLead.now);
    for (const [index, row] of rows.slice(1).entries()) expect(row.fromAt).toEqual(rows[index]?.toAt);
    expect(await shiftsOf(asLead, made.id, 20)).toEqual([
      "Ines rotation",
      "Tom rotation",
      "Ines rotation",
      "Tom rotation",
    ]);
  });

  test("without layers has nobody, and the team's lead is rung", async () => {
    const made = await aSchedule(asLead, teamId, []);
    expect(made.onCall).toMatchObject({
      scheduled: null,
      holder: { user: { name: "Marek" }, because: "lead" },
    });
    expect((await pagerHolders(asLead, teamId)).map((one) => one.because)).toEqual(["lead"]);
  });

  test("refuses viewers and strangers, and members do not write it", async () => {
    await expect(aSchedule(asLead, teamId, [aLayer([ines, viewer])])).rejects.toMatchObject({
      code: "invalid",
      facts: { errors: [{ path: "layers.0.members.1" }] },
    });
    await expect(aSchedule(asInes, teamId, [aLayer([ines])])).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("the pager", () => {
  test("stays with who goes until the grace time ends, then comes to who is scheduled", async () => {
    const made = await aSchedule(asLead, teamId, [byHours(6)]);
    const change = changeAt(6);
    expect(await heldBy(asLead, made.id, addMinutes(change, -1))).toBe("Ines scheduled / Ines");
    expect(await heldBy(asLead, made.id, change)).toBe("Ines pending / Tom");
    expect(await heldBy(asLead, made.id, addMinutes(change, 29))).toBe("Ines pending / Tom");
    expect(await heldBy(asLead, made.id, addMinutes(change, 30))).toBe("Tom scheduled / Tom");
    const during = at(asLead, addMinutes(change, 5));
    expect((await pagerHolders(during, teamId)).map((one) => one.name)).toEqual(["Ines"]);
    expect((await pagerHolders(during, teamId, { urgent: true })).map((one) => one.name)).toEqual([
      "Ines",
      "Tom",
    ]);
    expect(await teamsHeldBy(during, ines.id)).toContain(teamId);
    expect(await teamsHeldBy(during, tom.id)).not.toContain(teamId);
    // Not accepted in time: the lead is rung too, until somebody accepts.
    const after = at(asLead, addMinutes(change, 31));
    expect((await pagerHolders(after, teamId, { urgent: true })).map((one) => one.name)).toEqual([
      "Tom",
      "Marek",
    ]);
    expect((await pagerHolders(after, teamId)).map((one) => one.name)).toEqual(["Tom"]);
  });

  test("moves at one tap: a short cover of one's own, or the rest of a colleague's shift", async () => {
    const made = await aSchedule(asLead, teamId, [byHours(3)]);
    const change = changeAt(3);
    const taken = await takeShift(at(asTom, addMinutes(change, -60)), { id: made.id });
    expect(taken.holder).toMatchObject({ user: { name: "Tom" }, because: "scheduled" });
    expect(await heldBy(asLead, made.id, addMinutes(change, -61))).toBe("Ines scheduled / Ines");
    // Twice is once.
    const again = await takeShift(at(asTom, addMinutes(change, -59)), { id: made.id });
    expect(again.holder?.user.name).toBe("Tom");
    expect(await db().scheduleOverride.count({ where: { scheduleId: made.id } })).toBe(1);
    // Tom goes on into his own shift; Ines comes after it, and has it by one tap.
    const back = changeAt(6);
    expect(await heldBy(asLead, made.id, addMinutes(back, 1))).toBe("Tom pending / Ines");
    await takeShift(at(asInes, addMinutes(back, 2)), { id: made.id });
    expect(await heldBy(asLead, made.id, addMinutes(back, 2))).toBe("Ines scheduled / Ines");
  });

  test("of a long shift is not taken past its contract", async () => {
    const made = await aSchedule(asLead, teamId, [byHours(6)]);
    const tap = takeShift(at(asTom, addMinutes(changeAt(6), 1)), { id: made.id });
    await expect(tap).rejects.toMatchObject({ code: "conflict" });
  });

  test("does not stay with somebody who is no longer in the team, whatever the rota still says", async () => {
    const made = await aSchedule(asLead, teamId, [byHours(6)]);
    await addOverride(asLead, { ...override(tom.id, asLead.now, addMinutes(asLead.now, 30)), id: made.id });
    await db().membership.deleteMany({ where: { teamId, userId: { in: [ines.id, tom.id] } } });
    expect(await heldBy(asLead, made.id)).toBe("Marek lead / nobody");
    expect(await teamsHeldBy(asLead, ines.id)).not.toContain(teamId);
    expect((await pagerHolders(asLead, teamId, { urgent: true })).map((one) => one.name)).toEqual(["Marek"]);
  });

  test("does not stay with somebody who has left", async () => {
    const leaver = await aPerson({ name: "Lea" });
    await db().membership.create({ data: { teamId, userId: leaver.id } });
    const made = await aSchedule(asLead, teamId, [
      aLayer([leaver, tom], {
        every: { unit: "hour", count: 6 },
        start: asLead.now.toISOString().slice(0, 14).concat("00"),
      }),
    ]);
    await db().user.update({ where: { id: leaver.id }, data: { deactivatedAt: asLead.now } });
    expect(await heldBy(asLead, made.id)).toBe("Marek lead / nobody");
  });
});

describe("rules", () => {
  test("set anew never rewrite what has passed; what is as it was keeps its id", async () => {
    const made = await aSchedule(asLead, teamId, [byHours(6)]);
    const before = await db().shift.findMany({
      where: { scheduleId: made.id },
      orderBy: { fromAt: "asc" },
      take: 3,
    });
    const later = at(asLead, addMinutes(changeAt(6), 60));
    const set = (layers: unknown[]) =>
      setRules(later, { ...SetRules.parse({ version: made.version, layers }), id: made.id });
    await set([aLayer([lead])]);
    const after = await db().shift.findMany({
      where: { scheduleId: made.id },
      orderBy: { fromAt: "asc" },
      take: 3,
    });
    expect(after[0]).toEqual(before[0]);
    expect(after[1]).toMatchObject({ id: before[1]?.id, userId: tom.id, toAt: later.now });
    expect(after[2]).toMatchObject({ userId: lead.id, fromAt: later.now });
    await expect(set([byHours(6)])).rejects.toMatchObject({ code: "stale" });
    await expect(
      setRules(later, {
        ...SetRules.parse({ version: made.version + 1, layers: [], validFrom: made.startsAt }),
        id: made.id,
      }),
    ).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("an override", () => {
  test("lies above the rules, is changed, and taken back ends now when it runs", async () => {
    const made = await aSchedule(asLead, teamId, [byHours(6)]);
    const from = addMinutes(changeAt(6), 60);
    const one = await addOverride(asLead, { ...override(lead.id, from, addMinutes(from, 120)), id: made.id });
    expect(await shiftsOf(asLead, made.id, 11)).toEqual([
      "Ines rotation",
      "Tom rotation",
      "Marek override",
      "Tom rotation",
    ]);
    const changed = await editOverride(asLead, {
      ...EditOverride.parse({ version: one.version, userId: ines.id, from: one.from, to: one.to }),
      id: made.id,
      overrideId: one.id,
    });
    expect(changed.user?.name).toBe("Ines");
    const inside = at(asLead, addMinutes(from, 30));
    await cancelOverride(inside, { id: made.id, overrideId: one.id });
    expect(await shiftsOf(at(asLead, from), made.id, 2)).toEqual(["Ines override", "Tom rotation"]);
    expect(await heldBy(asLead, made.id, addMinutes(from, 29))).toBe("Tom pending / Ines");
  });

  test("of nobody says so, and the lead is rung", async () => {
    const made = await aSchedule(asLead, teamId, [byHours(6)]);
    await addOverride(asLead, { ...override(null, asLead.now, addMinutes(asLead.now, 60)), id: made.id });
    expect(await heldBy(asLead, made.id)).toBe("Marek lead / nobody");
  });

  test("of two who come at once one stands, the other is told which; the database itself refuses an overlap", async () => {
    const made = await aSchedule(asLead, teamId, [byHours(6)]);
    const from = addMinutes(asLead.now, 60);
    const put = (userId: string) =>
      addOverride(asLead, { ...override(userId, from, addMinutes(from, 120)), id: made.id });
    const answers = await Promise.allSettled([put(ines.id), put(tom.id), put(lead.id)]);
    expect(answers.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const [stands] = await db().scheduleOverride.findMany({
      where: { scheduleId: made.id, cancelledAt: null },
    });
    for (const answer of answers)
      if (answer.status === "rejected")
        expect(answer.reason).toMatchObject({ code: "conflict", facts: { current: { id: stands?.id } } });
    const past = db().scheduleOverride.create({
      data: { scheduleId: made.id, userId: tom.id, fromAt: addMinutes(from, 10), toAt: addMinutes(from, 20) },
    });
    await expect(past).rejects.toThrow(/overrides_never_overlap/);
    const [shift] = await db().shift.findMany({ where: { scheduleId: made.id }, take: 1 });
    const twice = db().shift.create({
      data: {
        scheduleId: made.id,
        fromAt: shift?.fromAt ?? from,
        toAt: shift?.toAt ?? from,
        source: "rotation",
      },
    });
    await expect(twice).rejects.toThrow(/shifts_never_overlap/);
  });
});

describe("a swap", () => {
  const ask = (id: string, facts: object) => askSwap(asTom, { ...AskSwap.parse(facts), id });

  test("asked of one person and taken by them changes the shifts both ways", async () => {
    const made = await aSchedule(asLead, teamId, [byHours(6)]);
    const mine = { from: changeAt(6).toISOString(), to: changeAt(12).toISOString() };
    const theirs = { from: changeAt(12).toISOString(), to: changeAt(18).toISOString() };
    const swap = await ask(made.id, { ...mine, toUserId: ines.id, returns: theirs });
    expect(swap).toMatchObject({ state: "open", kind: "swap", user: { name: "Tom" } });
    const done = await offerSwap(asInes, { id: swap.id });
    expect(done.state).toBe("done");
    expect((await shiftsOf(at(asLead, changeAt(6)), made.id, 11)).slice(0, 2)).toEqual([
      "Ines swap",
      "Tom swap",
    ]);
    await expect(offerSwap(asInes, { id: swap.id })).rejects.toMatchObject({
      code: "conflict",
      facts: { current: { state: "done" } },
    });
  });

  test("of everybody waits for whose shift it is, and against an override that came first it loses", async () => {
    const made = await aSchedule(asLead, teamId, [byHours(6)]);
    const swap = await ask(made.id, { from: changeAt(6).toISOString(), to: changeAt(8).toISOString() });
    const offered = await offerSwap(asInes, { id: swap.id });
    expect(offered).toMatchObject({ state: "offered", offeredBy: { name: "Ines" } });
    await addOverride(asLead, { ...override(lead.id, changeAt(7), changeAt(9)), id: made.id });
    await expect(acceptSwap(asTom, { id: swap.id })).rejects.toMatchObject({ code: "conflict" });
    // Nothing of it was done.
    expect(await db().scheduleOverride.count({ where: { scheduleId: made.id, kind: "cover" } })).toBe(0);
  });

  test("is not asked for somebody else's shift", async () => {
    const made = await aSchedule(asLead, teamId, [byHours(6)]);
    const span = { from: changeAt(6).toISOString(), to: changeAt(8).toISOString() };
    await expect(askSwap(asInes, { ...AskSwap.parse(span), id: made.id })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(
      askSwap(asInes, { ...AskSwap.parse({ ...span, userId: tom.id }), id: made.id }),
    ).rejects.toMatchObject({ code: "forbidden" });
    const byLead = await askSwap(asLead, { ...AskSwap.parse({ ...span, userId: tom.id }), id: made.id });
    expect(byLead).toMatchObject({ user: { name: "Tom" }, askedBy: { name: "Marek" } });
  });
});

describe("an archived schedule", () => {
  test("holds nothing ahead, and the team's next line has the pager", async () => {
    const first = await aSchedule(asLead, teamId, [aLayer([ines])]);
    await aSchedule(asLead, teamId, [aLayer([tom])]);
    expect((await pagerHolders(asLead, teamId))[0]?.name).toBe("Ines");
    const later = hoursLater(asLead, 1);
    await setScheduleState(later, { id: first.id, to: "archived" });
    expect((await pagerHolders(later, teamId))[0]?.name).toBe("Tom");
    expect(await heldBy(later, first.id, asLead.now)).toBe("Ines scheduled / Ines");
    expect(await db().shift.count({ where: { scheduleId: first.id, toAt: { gt: later.now } } })).toBe(0);
  });
});
