import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postUpdate } from "#lib/incidents/commands/post-update.ts";
import { mailStakeholders } from "#lib/incidents/jobs/mail-stakeholders.ts";
import { db } from "#lib/platform/db.ts";
import { closeMail } from "#lib/platform/mail.ts";
import { addStakeholder } from "#lib/services/commands/add-stakeholder.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { anIncident, aServiceOf } from "#lib/testing/incidents-factory.ts";
import { aPerson, aTeam, signedIn } from "#lib/testing/people-factory.ts";
import { type MailServer, startMailServer } from "#lib/testing/receivers.ts";
import { api } from "./api.ts";

await testDatabase();
let mail: MailServer;
let counter = 0;
beforeAll(async () => {
  mail = await startMailServer();
  process.env.SMTP_URL = mail.url;
});
afterAll(async () => {
  closeMail();
  await mail.stop();
});

/** A mail of an update as its reader has it: its headers, and whether its reader has left. */
async function aMail() {
  const lead = await aPerson();
  const teamId = await aTeam([[lead, "lead"]]);
  const serviceId = await aServiceOf(teamId);
  const ctx = await signedIn(lead);
  counter += 1;
  const address = `reader${counter}@example.net`;
  await addStakeholder(ctx, { serviceId, email: address, name: "" });
  const { id } = await anIncident(ctx, { teamId, serviceId });
  await postUpdate(ctx, { id, text: "We are on it.", audience: "stakeholders" });
  const entry = await db().timelineEntry.findFirstOrThrow({ where: { incidentId: id, kind: "update" } });
  await mailStakeholders(entry.id);
  const headers = mail.to(address)[0]?.headers ?? [];
  const header = (key: string) => headers.find((one) => one.key === key)?.value;
  const left = async () =>
    (await db().stakeholder.findFirstOrThrow({ where: { email: address } })).leftAt !== null;
  const url = /^<(.+)>$/.exec(header("list-unsubscribe") ?? "")?.[1] ?? "";
  return { header, left, path: url.slice(new URL(url).origin.length) };
}

/** What a mail program sends: a form, and neither cookie nor origin. */
const press = (path: string, body: BodyInit) => api.request(path, { method: "POST", body });
const form = (value: string) => new URLSearchParams({ "List-Unsubscribe": value });

describe("leaving by the mail program (RFC 8058)", () => {
  it("takes one post of the form it was told of, and a second one changes nothing", async () => {
    const { header, left, path } = await aMail();
    expect(header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    expect((await press(path, form("One-Click"))).status).toBe(200);
    expect(await left()).toBe(true);
    expect((await press(path, form("One-Click"))).status).toBe(200);
  });

  it("takes the form in parts as well", async () => {
    const { left, path } = await aMail();
    const parts = new FormData();
    parts.set("List-Unsubscribe", "One-Click");
    expect((await press(path, parts)).status).toBe(200);
    expect(await left()).toBe(true);
  });

  it("opening it changes nothing and leads to the page that asks; nor does any other post", async () => {
    const { left, path } = await aMail();
    for (const method of ["GET", "HEAD"]) {
      const answer = await api.request(path, { method });
      expect([answer.status, answer.headers.get("location")]).toEqual([
        303,
        expect.stringMatching(/\/leave\?leave=[\w-]+$/),
      ]);
    }
    for (const body of [form("Maybe"), "", "List-Unsubscribe=One-Click", JSON.stringify({})])
      expect((await press(path, body)).status).toBe(400);
    expect(await left()).toBe(false);
  });

  it("knows only secrets that were given out", async () => {
    const answer = await press("/api/v1/updates/leave?leave=not-a-secret-at-all", form("One-Click"));
    expect(answer.status).toBe(404);
  });
});
