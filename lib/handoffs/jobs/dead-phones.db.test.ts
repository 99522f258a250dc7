import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { advanceUnreached } from "#lib/escalations/jobs/advance-unreached.ts";
import { fireAllDue } from "#lib/escalations/jobs/engine.ts";
import { acceptHandoff } from "#lib/handoffs/commands/accept.ts";
import { myHandoffs } from "#lib/handoffs/queries.ts";
import { acknowledgeIncident } from "#lib/incidents/commands/acknowledge.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { passTime, systemNow } from "#lib/testing/escalations-factory.ts";
import { anIncident } from "#lib/testing/incidents-factory.ts";
import { aContact, settled, whileSending } from "#lib/testing/notifications-factory.ts";
import { aLayer, aSchedule } from "#lib/testing/oncall-factory.ts";
import { again, aPerson, aTeam, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";
import { type Receiver, startReceiver } from "#lib/testing/receivers.ts";
import { followHandoffs } from "./follow.ts";

await testDatabase();

let web: Receiver;
beforeAll(async () => {
  web = await startReceiver();
  process.env.EVENKEEL_ALLOWED_HOSTS = web.host;
  // No mail: the phones are all there is.
  delete process.env.SMTP_URL;
});
afterAll(() => web.stop());

interface Scene {
  teamId: string;
  outgoing: MadePerson;
  incoming: MadePerson;
  lead: MadePerson;
  asOutgoing: Ctx;
  asIncoming: Ctx;
}

/** Five minutes into a shift whose handoff nobody has accepted; each has one phone, which works or is dead. */
async function pending(dead: ReadonlyArray<"outgoing" | "incoming">): Promise<Scene> {
  // The scene before is over: what it still had to say would be waited for here.
  await db().dispatch.deleteMany({});
  await db().schedule.updateMany({ data: { archivedAt: new Date() } });
  const [lead, outgoing, incoming] = [
    await aPerson({ name: "Marek" }),
    await aPerson({ name: "Ines" }),
    await aPerson({ name: "Tom" }),
  ];
  const teamId = await aTeam([
    [lead, "lead"],
    [outgoing, "member"],
    [incoming, "member"],
  ]);
  const asLead = await signedIn(lead);
  const start = asLead.now.toISOString().slice(0, 16);
  await aSchedule(asLead, teamId, [
    aLayer([outgoing, incoming], { every: { unit: "hour", count: 6 }, start }),
  ]);
  const phone = (person: MadePerson, name: string, isDead: boolean) =>
    aContact(person.id, "ntfy", `${web.url}/${isDead ? "gone" : "ok"}/${name}-${person.id.slice(-6)}`);
  await phone(lead, "lead", false);
  await phone(outgoing, "outgoing", dead.includes("outgoing"));
  await phone(incoming, "incoming", dead.includes("incoming"));
  await passTime(5 * 3600 + 30 * 60);
  await followHandoffs(await systemNow());
  await passTime(35 * 60);
  return {
    teamId,
    outgoing,
    incoming,
    lead,
    asOutgoing: await signedIn(outgoing),
    asIncoming: await signedIn(incoming),
  };
}

/** The engine, the sender and what follows from an unreached page, until nothing is left to do at this moment. */
async function page(): Promise<void> {
  for (let look = 0; look < 3; look++) {
    await fireAllDue();
    const open = await db().dispatch.findMany({ where: { state: { in: ["pending", "sending"] } } });
    const notes = open.flatMap((one) => (one.notificationId ? [one.notificationId] : []));
    if (notes.length > 0) await whileSending(() => settled(notes));
    const unreached = await db().outboxEvent.findMany({ where: { name: "notification.unreached" } });
    for (const one of unreached) await advanceUnreached(await systemNow(), one.subjectId);
  }
}

/** Whose phones rang so that they were heard, by who they are. */
const heard = (scene: Scene) =>
  (["outgoing", "incoming", "lead"] as const).filter((name) =>
    web
      .at(`/ok/`)
      .concat(web.calls.filter((call) => call.path === "/"))
      .some((call) => call.body.toString("utf8").includes(`${name}-${scene[name].id.slice(-6)}`)),
  );

const CASES = [
  { dead: ["outgoing"], reached: ["incoming"] },
  { dead: ["incoming"], reached: ["outgoing"] },
  { dead: ["outgoing", "incoming"], reached: ["lead"] },
  { dead: [], reached: ["outgoing", "incoming"] },
] as const;

describe("a P0 while a handoff waits", () => {
  test.each(CASES)(
    "with $dead out of reach finds $reached within its first level",
    async ({ dead, reached }) => {
      const scene = await pending(dead);
      await anIncident(await again(scene.asOutgoing), { teamId: scene.teamId, severity: "P0" });
      // Not a minute passes: the first level waits fifteen.
      await page();
      for (const name of reached) expect(heard(scene)).toContain(name);
    },
  );

  test("rings both, whoever acknowledges takes it, and the pager still waits for its signature", async () => {
    const scene = await pending([]);
    const incident = await anIncident(await again(scene.asOutgoing), {
      teamId: scene.teamId,
      severity: "P0",
    });
    await page();
    expect(heard(scene)).toEqual(["outgoing", "incoming"]);
    const asIncoming = await again(scene.asIncoming);
    const taken = await acknowledgeIncident(asIncoming, { id: incident.id });
    expect(taken.commander?.id).toBe(scene.incoming.id);
    const running = await db().escalation.count({ where: { subjectId: incident.id, endedAt: null } });
    expect(running).toBe(0);
    const [handoff] = (await myHandoffs(await again(scene.asIncoming))).filter((one) => one.from !== null);
    expect(handoff?.state).toBe("draft");
    const done = await acceptHandoff(await again(scene.asIncoming), { id: handoff?.id ?? "", queries: [] });
    expect(done).toMatchObject({ state: "accepted", late: false });
  });
});
