import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { closeMail } from "#lib/platform/mail.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { aContact } from "#lib/testing/notifications-factory.ts";
import { again, aPerson, aTeam, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";
import { type MailServer, type Receiver, startMailServer, startReceiver } from "#lib/testing/receivers.ts";
import { listChannels, listGateways, seesChannel } from "../queries/channels.ts";
import { teamReadiness } from "../queries/readiness.ts";
import { addChannel } from "./add-channel.ts";
import { addGateway } from "./add-gateway.ts";
import { archiveChannel } from "./archive-channel.ts";
import { editChannel } from "./edit-channel.ts";
import { editGateway } from "./edit-gateway.ts";
import { testChannel } from "./test-channel.ts";
import { testGateway } from "./test-gateway.ts";

await testDatabase();
let mail: MailServer;
let web: Receiver;
let people: Record<"lead" | "member" | "outsider" | "admin", MadePerson>;
let as: Record<keyof typeof people, Ctx>;
let teamId: string;

beforeAll(async () => {
  [mail, web] = await Promise.all([startMailServer(), startReceiver()]);
  process.env.SMTP_URL = mail.url;
  process.env.EVENKEEL_ALLOWED_HOSTS = web.host;
  const [lead, member, outsider, admin] = await Promise.all([
    aPerson({ name: "Lea Lead" }),
    aPerson({ name: "Max Member" }),
    aPerson(),
    aPerson({ role: "admin" }),
  ]);
  people = { lead, member, outsider, admin };
  teamId = await aTeam(
    [
      [lead, "lead"],
      [member, "member"],
    ],
    { visibility: "closed" },
  );
  as = {
    lead: await signedIn(lead),
    member: await signedIn(member),
    outsider: await signedIn(outsider),
    admin: await signedIn(admin),
  };
});
afterAll(async () => {
  closeMail();
  await Promise.all([mail.stop(), web.stop()]);
});
beforeEach(() => void web.calls.splice(0));

const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code: string; message: string; facts: { errors?: Array<{ path: string }> } }) => error,
  );
const slack = (path = "/ok/T0/B0/hook-of-the-team") => ({
  id: teamId,
  kind: "slack" as const,
  name: "#alerts",
  address: `${web.url}${path}`,
});

describe("a team's channels", () => {
  it("are set by its leads and administrators, seen by its people, hidden from the rest", async () => {
    const made = await addChannel(as.lead, slack());
    expect(made).toMatchObject({ severities: ["P0", "P1"], secret: null, address: `${web.host}/…team` });
    expect((await listChannels(as.member, teamId)).map((one) => one.abilities.edit)).toEqual([false]);
    expect((await failure(addChannel(as.member, slack())))?.code).toBe("forbidden");
    expect((await failure(testChannel(as.member, { id: made.id })))?.code).toBe("forbidden");
    for (const work of [
      () => listChannels(as.outsider, teamId),
      () => addChannel(as.outsider, slack()),
      () => editChannel(as.outsider, { id: made.id, version: 1 }),
      () => archiveChannel(as.outsider, { id: made.id }),
      () => testChannel(as.outsider, { id: made.id }),
    ])
      expect((await failure(work()))?.code).toBe("not_found");
    const renamed = await editChannel(as.admin, { id: made.id, version: 1, name: "#outages", paused: true });
    expect(renamed).toMatchObject({ name: "#outages", pausedAt: expect.any(String), address: made.address });
    expect((await failure(editChannel(as.lead, { id: made.id, version: 1, name: "x" })))?.code).toBe("stale");
    await archiveChannel(as.lead, { id: made.id });
    expect(await listChannels(as.lead, teamId)).toEqual([]);
    // A repeated request is answered again to whoever still sees the team, and to nobody else.
    expect(await seesChannel(as.member, made.id)).toBe(true);
    expect((await failure(seesChannel(as.outsider, made.id)))?.code).toBe("not_found");
    const row = await db().teamChannel.findUniqueOrThrow({ where: { id: made.id } });
    expect([row.address, row.secret]).toEqual(["", ""]);
  });

  it("show the receiver's true answer to a test, and a signed one verifies with the secret told once", async () => {
    const signed = await addChannel(as.lead, { ...slack("/ok/signed"), kind: "webhook" });
    expect(await testChannel(as.lead, { id: signed.id })).toMatchObject({
      ok: true,
      answer: "200 thank you",
    });
    const call = web.calls.at(-1);
    const told = new Webhook(signed.secret ?? "").verify(
      call?.body.toString("utf8") ?? "",
      call?.headers as Record<string, string>,
    );
    expect(told).toMatchObject({ data: { title: expect.stringContaining("#alerts") } });
    const broken = await addChannel(as.lead, slack("/refused/x"));
    expect(await testChannel(as.lead, { id: broken.id })).toMatchObject({
      ok: false,
      answer: "403 not with this key",
    });
    const listed = await listChannels(as.member, teamId);
    expect(listed.find((one) => one.id === broken.id)).toMatchObject({ lastAnswer: "403 not with this key" });
    expect(JSON.stringify(listed)).not.toContain(signed.secret);
  });

  it("refuse addresses inside, and what is no list of mail addresses", async () => {
    const refused = [
      { ...slack(), address: "http://127.0.0.1:9/" },
      { ...slack(), address: "file:///etc/passwd" },
      { ...slack(), kind: "mail" as const, address: "not a mail address" },
      { ...slack(), kind: "ntfy" as const, address: web.url },
    ];
    for (const input of refused)
      expect((await failure(addChannel(as.lead, input)))?.facts.errors?.[0]?.path).toBe("address");
  });
});

describe("gateways", () => {
  const gateway = {
    name: "Provider",
    kind: "sms" as const,
    url: "https://sms.example.org/send",
    headers: "Authorization: Bearer key-of-the-provider",
    body: '{"to":"{{phone}}","text":"{{text}}"}',
  };

  it("are set by administrators alone, and never show their headers", async () => {
    expect((await failure(addGateway(as.lead, gateway)))?.code).toBe("forbidden");
    const made = await addGateway(as.admin, { ...gateway, url: `${web.url}/ok/v1/messages` });
    expect(made).toMatchObject({ url: `${web.host}/…ages`, headerNames: ["Authorization"] });
    expect(JSON.stringify(await listGateways(as.admin))).not.toContain("key-of-the-provider");
    expect(await listGateways(as.lead)).toEqual([]);
    expect(await testGateway(as.admin, { id: made.id, phone: "+49301234567" })).toMatchObject({ ok: true });
    expect(web.calls.at(-1)?.headers.authorization).toBe("Bearer key-of-the-provider");
    // Headers that are not given stay.
    const next = await editGateway(as.admin, { id: made.id, version: 1, name: "Other" });
    expect(next.headerNames).toEqual(["Authorization"]);
    expect((await failure(editGateway(as.admin, { id: made.id, version: 1 })))?.code).toBe("stale");
  });

  it("keep to their host, and say where number and text go", async () => {
    const wrong: Array<[Partial<typeof gateway>, string]> = [
      [{ url: "https://{{phone}}.example.org/" }, "url"],
      [{ url: "https://user{{text}}@example.org/" }, "url"],
      [{ url: "http://10.0.0.1/sms?to={{phone}}" }, "url"],
      [{ body: "no number" }, "body"],
      [{ body: "{{phone}} but no text" }, "body"],
      [{ headers: "Host: elsewhere.example.org" }, "headers"],
      [{ headers: "not a header" }, "headers"],
      [{ headers: "X-A: 1\nX-A: 2" }, "headers"],
    ];
    for (const [change, path] of wrong)
      expect(
        (await failure(addGateway(as.admin, { ...gateway, ...change })))?.facts.errors?.[0]?.path,
        path,
      ).toBe(path);
  });
});

describe("readiness of a team", () => {
  it("says in words who wakes and who does not, without telling addresses", async () => {
    await aContact(people.lead.id, "ntfy", `${web.url}/ok/topic-of-the-lead`);
    const listed = await teamReadiness(as.member, teamId);
    const words = Object.fromEntries(listed.map((one) => [one.name, [one.level, one.words]]));
    expect(words["Lea Lead"]).toEqual([
      "wakes",
      "A page wakes this person by ntfy, and arrives by mail too.",
    ]);
    expect(words["Max Member"]?.[1]).toMatch(/^Nothing here wakes this person/);
    expect(JSON.stringify(listed)).not.toContain("topic-of-the-lead");
    expect((await failure(teamReadiness(as.outsider, teamId)))?.code).toBe("not_found");
  });

  it("does not count what failed when it was last tried", async () => {
    await db().contact.updateMany({
      where: { userId: people.lead.id, kind: "ntfy" },
      data: { lastFailedAt: new Date(), lastAnswer: "500" },
    });
    const lead = (await teamReadiness(await again(as.lead), teamId)).find(
      (one) => one.userId === people.lead.id,
    );
    expect(lead).toMatchObject({ level: "reaches" });
    expect(lead?.ways.find((way) => way.kind === "ntfy")).toMatchObject({ failing: true });
  });
});
