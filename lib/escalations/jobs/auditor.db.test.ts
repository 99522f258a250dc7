import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createPolicy } from "#lib/escalations/commands/create-policy.ts";
import { setPolicyState } from "#lib/escalations/commands/set-policy-state.ts";
import { advanceUnreached } from "#lib/escalations/jobs/advance-unreached.ts";
import { runAuditor } from "#lib/escalations/jobs/auditor.ts";
import { engineCycle } from "#lib/escalations/jobs/engine.ts";
import { runTellOwner } from "#lib/escalations/jobs/tell-owner.ts";
import { getPolicy } from "#lib/escalations/queries/policies.ts";
import { CreatePolicy } from "#lib/escalations/schema.ts";
import { acknowledgeIncident } from "#lib/incidents/commands/acknowledge.ts";
import { unreached } from "#lib/notifications/events.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db, inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { escalationsOf, fired, passTime, systemNow, toldAbout } from "#lib/testing/escalations-factory.ts";
import { anIncident, inboxOf } from "#lib/testing/incidents-factory.ts";
import { aPerson, aTeam, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";

await testDatabase();

let admin: MadePerson;
let lead: MadePerson;
let member: MadePerson;
let teamId: string;
let asLead: Ctx;
const heard: string[] = [];
const receiver = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", () => {
    heard.push(body);
    response.end("ok");
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  process.env.HEARTBEAT_URL = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/beat`;
  admin = await aPerson({ name: "Petra", role: "admin" });
  lead = await aPerson({ name: "Marek" });
  member = await aPerson({ name: "Ines" });
  teamId = await aTeam([
    [lead, "lead"],
    [member, "member"],
  ]);
});
afterAll(() => new Promise((resolve) => receiver.close(resolve)));
beforeEach(async () => {
  asLead = await signedIn(lead);
});

const audit = async () => runAuditor(await systemNow());
const rules = async () => (await audit()).findings.map((one) => `${one.rule} ${one.repaired}`);
const p0 = () => anIncident(asLead, { teamId, severity: "P0", title: "Down" });

describe("the auditor", () => {
  test("finds nothing where all is well", async () => {
    const { id } = await p0();
    await acknowledgeIncident(asLead, { id });
    expect(await rules()).toEqual([]);
  });

  test("fires a level that no engine fired, and says so to the administrators", async () => {
    const { id } = await p0();
    await passTime(1000);
    expect(await rules()).toEqual(["overdue true"]);
    expect(fired((await escalationsOf(id))[0])).toEqual(["0.1 Marek", "0.2 Marek late"]);
    expect((await inboxOf(admin.id))[0]).toMatch(/^Escalations: A level was more than 30 s late/);
    await acknowledgeIncident(await signedIn(lead), { id });
  });

  test("ends what runs on, starts what is missing, tells who was paged without a message", async () => {
    const over = await p0();
    await db().incident.update({ where: { id: over.id }, data: { status: "resolved" } });
    const bare = await p0();
    await db().escalation.deleteMany({ where: { subjectId: bare.id } });
    const untold = await p0();
    await db().escalationPage.updateMany({
      where: { escalation: { subjectId: untold.id } },
      data: { notificationId: null },
    });
    await passTime(90);
    expect((await rules()).sort()).toEqual(["page-untold true", "runs-on true", "unattended true"]);
    expect((await escalationsOf(over.id))[0]).toMatchObject({ endReason: "repaired" });
    expect((await escalationsOf(bare.id))[0]).toMatchObject({ cause: "repaired", endedAt: null });
    expect(await toldAbout(lead.id, untold.id)).toHaveLength(2);
    expect(await rules()).toEqual([]);
    for (const { id } of [bare, untold]) await acknowledgeIncident(await signedIn(lead), { id });
  });

  test("a policy that loses its people goes out of force and its lead hears of it; both are undone when they are back", async () => {
    const input = {
      name: "Shop",
      teamId,
      levels: [{ delaySeconds: 0, targets: [{ kind: "user", id: member.id }] }],
    };
    const { id } = await createPolicy(asLead, CreatePolicy.parse(input));
    await db().user.update({ where: { id: member.id }, data: { deactivatedAt: new Date() } });
    expect(await rules()).toEqual(["policy-lacks false"]);
    expect(await getPolicy(asLead, id)).toMatchObject({ state: "lacking", lacks: [{ level: 1 }] });
    expect((await inboxOf(lead.id))[0]).toContain("Escalation policy Shop is out of force");
    const told = (await inboxOf(lead.id)).length;
    expect(await rules()).toEqual(["policy-lacks false"]);
    expect(await inboxOf(lead.id)).toHaveLength(told);
    const made = await p0();
    expect(fired((await escalationsOf(made.id))[0])).toEqual(["0.1 Marek"]);
    await acknowledgeIncident(asLead, made);
    await db().user.update({ where: { id: member.id }, data: { deactivatedAt: null } });
    expect(await rules()).toEqual([]);
    expect(await getPolicy(asLead, id)).toMatchObject({ state: "active" });
    await setPolicyState(asLead, { id, to: "archived" });
  });

  test("sends the heartbeat while an engine looks, and none once it stands still", async () => {
    await engineCycle("test-engine", () => false);
    const before = heard.length;
    expect((await audit()).heartbeat).toBe("sent");
    expect(heard).toHaveLength(before + 1);
    expect(JSON.parse(heard.at(-1) ?? "{}")).toMatchObject({ audit: expect.any(Object) });
    await passTime(31);
    expect((await audit()).heartbeat).toBe("withheld");
    expect(heard).toHaveLength(before + 1);
  });
});

describe("what events bring", () => {
  test("when nobody of a level could be reached the next fires at once, and no further than the last", async () => {
    const { id } = await p0();
    const say = async () => {
      const [page] = await db().notification.findMany({
        where: { subjectId: id, kind: "escalation" },
        orderBy: { at: "desc" },
        take: 1,
      });
      if (!page) throw new Error("Nobody was paged.");
      const ctx = await systemNow();
      await inTransaction(ctx, (tx) => emit(tx, ctx, unreached(page)));
      return advanceUnreached(ctx, page.id);
    };
    expect(await say()).toBe(true);
    expect(await say()).toBe(true);
    expect(await say()).toBe(false);
    expect(fired((await escalationsOf(id))[0])).toEqual(["0.1 Marek", "0.2 Marek", "0.3 Petra"]);
  });

  test("the owner of a P2 is told once, unless they declared it themselves", async () => {
    const asMember = await signedIn(member);
    const made = await anIncident(asMember, { teamId, severity: "P2", title: "Slow" });
    for (let twice = 0; twice < 2; twice++) await runTellOwner(await systemNow(), { subjectId: made.id });
    expect(await toldAbout(lead.id, made.id)).toEqual([`P2 INC-${made.number}: Slow`]);
    const own = await anIncident(asLead, { teamId, severity: "P3" });
    await runTellOwner(await systemNow(), { subjectId: own.id });
    expect(await toldAbout(lead.id, own.id)).toEqual([]);
  });
});
