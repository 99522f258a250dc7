import { beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "#lib/platform/context.ts";
import { systemCtx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { anIncident, inboxOf, later } from "#lib/testing/incidents-factory.ts";
import { aPerson, aTeam, signedIn } from "#lib/testing/people-factory.ts";
import { acknowledgeIncident } from "../commands/acknowledge.ts";
import { mitigateIncident } from "../commands/mitigate.ts";
import { postUpdate } from "../commands/post-update.ts";
import { resolveIncident } from "../commands/resolve.ts";
import { setRole } from "../commands/set-role.ts";
import { watchFix } from "../commands/watch-fix.ts";
import { watchClocks } from "./watch-clocks.ts";

await testDatabase();

let lead: Ctx;
let leadId: string;
let member: Ctx;
let memberId: string;
let teamId: string;

beforeAll(async () => {
  const leader = await aPerson();
  const one = await aPerson();
  teamId = await aTeam([
    [leader, "lead"],
    [one, "member"],
  ]);
  leadId = leader.id;
  memberId = one.id;
  lead = await signedIn(leader);
  member = await signedIn(one);
});

/** The watch as a worker would run it so many minutes after `from`. */
const watch = (from: Ctx, minutes: number) => watchClocks(later(systemCtx("watch", from.now), minutes));
const about = async (userId: string, number: number) =>
  (await inboxOf(userId)).filter(
    (title) => title.includes(`INC-${number}:`) && /left to|is over/.test(title),
  );

describe("the watch over clocks", () => {
  test("the pager holder is warned, the breach is told once, written down and on the timeline", async () => {
    const incident = await anIncident(member, { teamId, severity: "P1", title: "Payments fail" });
    await watch(member, 3);
    expect(await about(leadId, incident.number)).toEqual([]);
    await Promise.all([watch(member, 4.1), watch(member, 4.1), watch(member, 4.2)]);
    expect(await about(leadId, incident.number)).toEqual([
      `1 min left to acknowledge: P1 INC-${incident.number}: Payments fail`,
    ]);
    await Promise.all([watch(member, 5.1), watch(member, 5.1), watch(member, 5.2)]);
    expect(await about(leadId, incident.number)).toEqual([
      `Time to acknowledge is over: P1 INC-${incident.number}: Payments fail`,
      `1 min left to acknowledge: P1 INC-${incident.number}: Payments fail`,
    ]);
    const entries = await db().timelineEntry.findMany({ where: { incidentId: incident.id, kind: "clock" } });
    expect(entries.map((entry) => entry.occurredAt.getTime() - Date.parse(incident.openedAt))).toEqual([
      300_000,
    ]);
    const row = await db().incident.findUniqueOrThrow({ where: { id: incident.id } });
    expect(row.clocks).toMatchObject({ acknowledge: { breachedAt: entries[0]?.occurredAt.toISOString() } });
    expect(row.version, "an open form is not made stale").toBe(incident.version);
  });

  test("whoever leads it is warned, and the team's lead hears of a breach only", async () => {
    const incident = await anIncident(member, { teamId, severity: "P1", title: "Refunds fail" });
    await acknowledgeIncident(later(member, 1), { id: incident.id });
    await watch(member, 48.5);
    expect(await about(memberId, incident.number)).toHaveLength(2);
    expect(await about(leadId, incident.number)).toEqual([]);
    await watch(member, 61);
    expect(await about(leadId, incident.number)).toHaveLength(2);
  });

  test("of a private incident the lead who is not named hears nothing, and titles stay away", async () => {
    const incident = await anIncident(member, {
      teamId,
      severity: "P1",
      title: "Keys leaked",
      private: true,
      iAmOnIt: true,
    });
    await db().incidentPerson.deleteMany({ where: { incidentId: incident.id, userId: leadId } });
    await watch(member, 61);
    expect(
      (await inboxOf(leadId)).filter(
        (title) => title.includes(`INC-${incident.number}`) && /over/.test(title),
      ),
    ).toEqual([]);
    const told = (await inboxOf(memberId)).filter((title) => title.includes(`INC-${incident.number}`));
    expect(told.length).toBeGreaterThan(0);
    expect(told.join()).not.toContain("Keys leaked");
  });

  test("nothing is said of what has ended, and asking again finds nothing", async () => {
    const incident = await anIncident(lead, { teamId, severity: "P4" });
    await db().incident.update({ where: { id: incident.id }, data: { nextTellAt: null } });
    await watch(lead, 100_000);
    expect(await watch(lead, 100_000)).toBe(0);
  });
});

describe("the watch over a fix (S-032)", () => {
  const told = async (userId: string, number: number) =>
    (await inboxOf(userId)).filter((title) => title === `The watch of the fix is over: P2 INC-${number}`);
  /** A private P2 that the member leads: of its number and severity alone is told. */
  async function aFix() {
    const incident = await anIncident(member, { teamId, severity: "P2", private: true, iAmOnIt: true });
    await mitigateIncident(member, { id: incident.id });
    await db().incidentPerson.deleteMany({ where: { incidentId: incident.id, userId: leadId } });
    return incident;
  }

  test("whoever leads the incident is told of its end, once, however many workers look", async () => {
    const incident = await aFix();
    const ctx = later(member, 10);
    await watchFix(ctx, { id: incident.id, minutes: 5 });
    await watch(ctx, 4.9);
    expect(await told(memberId, incident.number)).toEqual([]);
    await Promise.all([watch(ctx, 5.1), watch(ctx, 5.1), watch(ctx, 5.2)]);
    await watch(ctx, 6);
    expect(await told(memberId, incident.number)).toHaveLength(1);
    expect(await told(leadId, incident.number)).toEqual([]);
    // Five minutes more are a watch of their own.
    await watchFix(later(ctx, 7), { id: incident.id, minutes: 5 });
    await watch(ctx, 13);
    expect(await told(memberId, incident.number)).toHaveLength(2);
  });

  test("a change just after its end does not swallow it", async () => {
    const incident = await aFix();
    await watchFix(member, { id: incident.id, minutes: 5 });
    await setRole(later(member, 5.05), { id: incident.id, role: "scribe", userId: memberId });
    await postUpdate(later(member, 5.06), { id: incident.id, text: "Holding.", audience: "internal" });
    await watch(member, 5.1);
    expect(await told(memberId, incident.number)).toHaveLength(1);
  });

  test("nobody is told when it was stopped, or what followed came first", async () => {
    const stopped = await aFix();
    await watchFix(member, { id: stopped.id, minutes: 5 });
    await watchFix(later(member, 1), { id: stopped.id, minutes: null });
    const resolved = await aFix();
    await watchFix(member, { id: resolved.id, minutes: 5 });
    await resolveIncident(later(member, 1), { id: resolved.id });
    await watch(member, 6);
    for (const { number } of [stopped, resolved]) expect(await told(memberId, number)).toEqual([]);
  });
});
