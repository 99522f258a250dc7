import { beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "#lib/platform/context.ts";
import { systemCtx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { anIncident, inboxOf, later } from "#lib/testing/incidents-factory.ts";
import { aPerson, aTeam, signedIn } from "#lib/testing/people-factory.ts";
import { acknowledgeIncident } from "../commands/acknowledge.ts";
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
