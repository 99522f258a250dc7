import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acknowledgeByLink } from "#lib/incidents/commands/acknowledge-by-link.ts";
import { incidentByLink } from "#lib/incidents/queries/by-link.ts";
import { databaseNow } from "#lib/platform/clock.ts";
import { db, pool } from "#lib/platform/db.ts";
import { closeMail } from "#lib/platform/mail.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { anIncident } from "#lib/testing/incidents-factory.ts";
import { aPage, settled, tell, whileSending } from "#lib/testing/notifications-factory.ts";
import { aPerson, aTeam, type MadePerson, nobody, signedIn } from "#lib/testing/people-factory.ts";
import { type MailServer, startMailServer } from "#lib/testing/receivers.ts";

await testDatabase();
let mail: MailServer;
beforeAll(async () => {
  mail = await startMailServer();
  process.env.SMTP_URL = mail.url;
});
afterAll(async () => {
  closeMail();
  await mail.stop();
});

const codeOf = (problem: Promise<unknown>) =>
  problem.then(
    () => "done",
    (error: { code?: string }) => error.code,
  );

/** An incident of a stranger, and the link that was mailed to somebody who is paged about it. */
async function paged(facts: { isPrivate?: boolean } = {}) {
  const [declarer, person] = await Promise.all([aPerson(), aPerson()]);
  const teamId = await aTeam([
    [declarer, "lead"],
    [person, "member"],
  ]);
  const incident = await anIncident(await signedIn(declarer), {
    teamId,
    title: "Payments fail",
    private: facts.isPrivate ?? false,
  });
  const page = aPage({ subject: { kind: "incident", id: incident.id }, isPrivate: facts.isPrivate ?? false });
  if (facts.isPrivate)
    await db().incidentPerson.create({
      data: { incidentId: incident.id, userId: person.id, because: "paged", at: await databaseNow() },
    });
  const told = await tell([person.id], page);
  await whileSending(() => settled(told.values()));
  return { incident, person, right: linkIn(person) };
}
const linkIn = (person: MadePerson) =>
  /acknowledge\?right=([\w-]+)/.exec(mail.to(person.email).at(-1)?.text ?? "")?.[1] ?? "";
const statusOf = async (id: string) => (await db().incident.findUniqueOrThrow({ where: { id } })).status;

describe("a link of a page", () => {
  it("shows number, severity and title, and reading it changes nothing", async () => {
    const { incident, right } = await paged();
    for (let i = 0; i < 3; i += 1)
      expect(await incidentByLink(await nobody(), right)).toEqual({
        state: "good",
        number: `INC-${incident.number}`,
        severity: "P2",
        title: "Payments fail",
      });
    expect(await statusOf(incident.id)).toBe("open");
  });

  it("acknowledges as that person, without a session, once", async () => {
    const { incident, person, right } = await paged();
    const done = await acknowledgeByLink(await nobody(), { right }, "198.51.100.7");
    expect(done).toEqual({ number: `INC-${incident.number}`, severity: "P2", joined: false });
    const after = await db().incident.findUniqueOrThrow({ where: { id: incident.id } });
    expect([after.status, after.acknowledgedById, after.commanderId]).toEqual([
      "acknowledged",
      person.id,
      person.id,
    ]);
    expect(await codeOf(acknowledgeByLink(await nobody(), { right }, "198.51.100.7"))).toBe("gone");
    expect(await incidentByLink(await nobody(), right)).toEqual({
      state: "used",
      number: null,
      severity: null,
      title: null,
    });
    const entry = await db().auditEntry.findFirst({ where: { action: "incident.use-link" } });
    expect(entry?.actorId).toBe(person.id);
  });

  it("is used up by one of many clicks at the same moment", async () => {
    const { right } = await paged();
    const clicks = Array.from({ length: 8 }, async () =>
      codeOf(acknowledgeByLink(await nobody(), { right }, "a")),
    );
    const outcomes = await Promise.all(clicks);
    expect(outcomes.filter((one) => one === "done")).toHaveLength(1);
  });

  it("of a private incident tells not even the title", async () => {
    const { right } = await paged({ isPrivate: true });
    expect((await incidentByLink(await nobody(), right)).title).toBeNull();
    expect(mail.mails.at(-1)?.text).not.toContain("One in three");
  });

  it("is worth nothing when guessed, run out, or its person is gone", async () => {
    expect(await codeOf(acknowledgeByLink(await nobody(), { right: "a-guess-of-many-letters" }, "a"))).toBe(
      "not_found",
    );
    const one = await paged();
    await pool().query("UPDATE acknowledge_links SET expires_at = app_now() WHERE used_at IS NULL");
    expect(await codeOf(acknowledgeByLink(await nobody(), { right: one.right }, "a"))).toBe("gone");
    const two = await paged();
    await db().user.update({ where: { id: two.person.id }, data: { deactivatedAt: await databaseNow() } });
    expect(await codeOf(acknowledgeByLink(await nobody(), { right: two.right }, "a"))).toBe("forbidden");
    expect([await statusOf(one.incident.id), await statusOf(two.incident.id)]).toEqual(["open", "open"]);
  });

  it("is kept as its hash only", async () => {
    const { right } = await paged();
    const rows = await pool().query("SELECT row_to_json(l)::text AS row FROM acknowledge_links l");
    expect(rows.rows.map((one: { row: string }) => one.row).join()).not.toContain(right);
  });
});
