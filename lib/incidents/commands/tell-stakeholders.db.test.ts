import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mailStakeholders } from "#lib/incidents/jobs/mail-stakeholders.ts";
import { outsideOf, outsidePage, receivesUpdates } from "#lib/incidents/queries/outside.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { env } from "#lib/platform/env.ts";
import { closeMail } from "#lib/platform/mail.ts";
import { addStakeholder } from "#lib/services/commands/add-stakeholder.ts";
import { leaveUpdates } from "#lib/services/commands/leave-updates.ts";
import { removeStakeholder } from "#lib/services/commands/remove-stakeholder.ts";
import { subscriptionByLink } from "#lib/services/queries/stakeholders.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { anIncident, aServiceOf, inboxOf } from "#lib/testing/incidents-factory.ts";
import { aPerson, aTeam, nobody, signedIn } from "#lib/testing/people-factory.ts";
import { type MailServer, startMailServer } from "#lib/testing/receivers.ts";
import { closePage } from "./close-page.ts";
import { editIncident } from "./edit.ts";
import { openPage } from "./open-page.ts";
import { postUpdate } from "./post-update.ts";
import { stopUpdates } from "./stop-updates.ts";

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

let counter = 0;
async function scene(facts: { private?: boolean } = {}) {
  const [lead, member, reader] = await Promise.all([aPerson(), aPerson(), aPerson({ role: "viewer" })]);
  const teamId = await aTeam([
    [lead, "lead"],
    [member, "member"],
  ]);
  const serviceId = await aServiceOf(teamId);
  const ctx = await signedIn(lead);
  counter += 1;
  const address = `outsider${counter}@example.net`;
  await addStakeholder(ctx, { serviceId, email: address, name: "An outsider" });
  await addStakeholder(ctx, { serviceId, userId: reader.id, name: "" });
  const incident = await anIncident(ctx, { teamId, serviceId, title: "Checkout fails", ...facts });
  return { ctx, member, reader, serviceId, address, incident };
}

const entryOf = async (incidentId: string) =>
  (
    await db().timelineEntry.findFirstOrThrow({
      where: { incidentId, kind: "update" },
      orderBy: { id: "desc" },
      select: { id: true },
    })
  ).id;

async function tell(ctx: Ctx, id: string, text: string): Promise<string> {
  await postUpdate(ctx, { id, text, audience: "stakeholders" });
  return entryOf(id);
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code?: string }) => error.code,
  );

describe("an update for stakeholders (S-039)", () => {
  it("reaches people in their inbox and addresses by one mail, however often and by however many it is sent", async () => {
    const { ctx, reader, address, incident } = await scene();
    const entry = await tell(ctx, incident.id, "Half of all payments fail.");
    expect(await inboxOf(reader.id)).toEqual([`Update on P2 INC-${incident.number}: Checkout fails`]);
    await Promise.all([1, 2, 3].map(() => mailStakeholders(entry)));
    await mailStakeholders(entry);
    expect(mail.to(address)).toHaveLength(1);
    expect(mail.to(address)[0]?.text).toContain("Half of all payments fail.");
    expect(await outsideOf(ctx, incident)).toMatchObject({
      people: 1,
      addresses: 1,
      mails: { sent: 1, waiting: 0, failed: 0 },
    });
  });

  it("tells nobody of a private incident, of an internal update or of demo data", async () => {
    const hidden = await scene({ private: true });
    await mailStakeholders(await tell(hidden.ctx, hidden.incident.id, "Secret."));
    const internal = await scene();
    await postUpdate(internal.ctx, { id: internal.incident.id, text: "For us.", audience: "internal" });
    await mailStakeholders(await entryOf(internal.incident.id));
    const demo = await scene();
    await db().incident.update({ where: { id: demo.incident.id }, data: { isDemo: true } });
    await mailStakeholders(await tell(demo.ctx, demo.incident.id, "Only shown."));
    for (const one of [hidden, internal, demo]) {
      expect(mail.to(one.address)).toEqual([]);
      expect(await inboxOf(one.reader.id)).toEqual([]);
    }
  });

  it("does not leave when the incident became private before it was sent", async () => {
    const { ctx, address, incident } = await scene();
    const entry = await tell(ctx, incident.id, "Names of customers.");
    const { version } = await db().incident.findUniqueOrThrow({ where: { id: incident.id } });
    await editIncident(ctx, { id: incident.id, version, private: true });
    await mailStakeholders(entry);
    expect(mail.to(address)).toEqual([]);
    expect(await db().stakeholderMail.findFirst({ where: { entryId: entry } })).toMatchObject({
      sent: false,
      endedAt: expect.any(Date),
    });
  });

  it("is said to be not delivered where no mail server is set up", async () => {
    const { ctx, incident } = await scene();
    const entry = await tell(ctx, incident.id, "First.");
    const read = env();
    delete read.SMTP_URL;
    await mailStakeholders(entry).finally(() => {
      read.SMTP_URL = mail.url;
    });
    expect((await outsideOf(ctx, incident)).mails).toEqual({ sent: 0, waiting: 0, failed: 1 });
  });

  it("carries a link by which one leaves: looking changes nothing, the post ends it for good", async () => {
    const { ctx, address, incident, serviceId } = await scene();
    await mailStakeholders(await tell(ctx, incident.id, "First."));
    const leave = /leave\?leave=([\w-]+)/.exec(mail.to(address)[0]?.text ?? "")?.[1] ?? "";
    const header = mail.to(address)[0]?.headers.find((one) => one.key === "list-unsubscribe");
    expect(header?.value).toContain(`/leave?leave=${leave}`);
    const anyone = await nobody();
    for (let i = 0; i < 3; i += 1)
      expect(await subscriptionByLink(anyone, leave)).toMatchObject({ left: false });
    expect(await codeOf(leaveUpdates(anyone, { leave: "not-a-secret-at-all" }, "127.0.0.1"))).toBe(
      "not_found",
    );
    await leaveUpdates(anyone, { leave }, "127.0.0.1");
    await leaveUpdates(anyone, { leave }, "127.0.0.1");
    await mailStakeholders(await tell(ctx, incident.id, "Second."));
    expect(mail.to(address)).toHaveLength(1);
    await addStakeholder(ctx, { serviceId, email: address, name: "" });
    await mailStakeholders(await tell(ctx, incident.id, "Third."));
    expect(mail.to(address)).toHaveLength(2);
  });

  it("is ended by a person of the portal themselves, on what they see, and for them alone", async () => {
    const { ctx, reader, member, address, serviceId, incident } = await scene();
    await addStakeholder(ctx, { serviceId, userId: member.id, name: "" });
    const [own, other] = await Promise.all([signedIn(reader), signedIn(member)]);
    expect(await receivesUpdates(own, serviceId)).toBe(true);
    await stopUpdates(own, { serviceId });
    await stopUpdates(own, { serviceId });
    expect(await receivesUpdates(own, serviceId)).toBe(false);
    expect(await receivesUpdates(other, serviceId)).toBe(true);
    await mailStakeholders(await tell(ctx, incident.id, "Still failing."));
    expect(await inboxOf(reader.id)).toEqual([]);
    expect(await inboxOf(member.id)).toHaveLength(1);
    expect(mail.to(address)).toHaveLength(1);
    const said = { action: "service.leave-updates", subjectId: serviceId };
    expect(await db().auditEntry.count({ where: said })).toBe(1);
    const hidden = await aServiceOf(await aTeam([], { visibility: "closed" }));
    expect(await codeOf(stopUpdates(own, { serviceId: hidden }))).toBe("not_found");
  });

  it("is set up by leads; the address of who is taken off is forgotten", async () => {
    const { ctx, member, serviceId, address } = await scene();
    const other = await signedIn(member);
    expect(await codeOf(addStakeholder(other, { serviceId, email: "x@example.net", name: "" }))).toBe(
      "forbidden",
    );
    const row = await db().stakeholder.findFirstOrThrow({ where: { email: address } });
    await removeStakeholder(ctx, { serviceId, stakeholderId: row.id });
    expect(await db().stakeholder.count({ where: { email: address } })).toBe(0);
  });
});

describe("the page for outsiders", () => {
  const secretOf = (url: string | null | undefined) => new URL(url ?? "").searchParams.get("page") ?? "";

  it("shows number, severity, status and stakeholder updates, and nothing else", async () => {
    const { ctx, incident } = await scene();
    await tell(ctx, incident.id, "We are on it.");
    await postUpdate(ctx, { id: incident.id, text: "It was Bob.", audience: "internal" });
    const { page } = await outsideOf(ctx, await openPage(ctx, { id: incident.id }));
    const seen = await outsidePage(await nobody(), secretOf(page?.url));
    expect(seen).toMatchObject({ number: `INC-${incident.number}`, severity: "P2", status: "open" });
    expect(seen?.updates.map((one) => one.text)).toEqual(["We are on it."]);
    expect(JSON.stringify(seen)).not.toContain("Checkout fails");
    const stored = await db().incidentPage.findFirstOrThrow({ where: { incidentId: incident.id } });
    expect(stored.tokenHash).not.toBe(secretOf(page?.url));
  });

  it("ends when it is taken back, made anew or the incident becomes private", async () => {
    const { ctx, incident } = await scene();
    const first = secretOf((await outsideOf(ctx, await openPage(ctx, { id: incident.id }))).page?.url);
    const second = secretOf((await outsideOf(ctx, await openPage(ctx, { id: incident.id }))).page?.url);
    const anyone = await nobody();
    expect(await outsidePage(anyone, first)).toBeNull();
    expect(await outsidePage(anyone, second)).not.toBeNull();
    const { version } = await db().incident.findUniqueOrThrow({ where: { id: incident.id } });
    await editIncident(ctx, { id: incident.id, version, private: true });
    expect(await outsidePage(anyone, second)).toBeNull();
    await editIncident(ctx, { id: incident.id, version: version + 1, private: false });
    expect(await outsidePage(anyone, second)).not.toBeNull();
    await closePage(ctx, { id: incident.id });
    expect(await outsidePage(anyone, second)).toBeNull();
    const hidden = await scene({ private: true });
    expect(await codeOf(openPage(hidden.ctx, { id: hidden.incident.id }))).toBe("forbidden");
  });
});
