import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Ctx } from "#lib/platform/context.ts";
import { db, pool } from "#lib/platform/db.ts";
import { closeMail } from "#lib/platform/mail.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { aPage, settled, tell, whileSending } from "#lib/testing/notifications-factory.ts";
import { again, aPerson, signedIn } from "#lib/testing/people-factory.ts";
import { aPushBrowser, readVapid } from "#lib/testing/push-receiver.ts";
import { type MailServer, type Receiver, startMailServer, startReceiver } from "#lib/testing/receivers.ts";
import { getMyReach } from "../queries/contacts.ts";
import { pushKeys } from "../queries/push-keys.ts";
import { AddContact } from "../schema.ts";
import { addContact } from "./add-contact.ts";
import { addGateway } from "./add-gateway.ts";
import { removeContact } from "./remove-contact.ts";
import { sendCode } from "./send-code.ts";
import { setRules } from "./set-rules.ts";
import { testContact } from "./test-contact.ts";
import { verifyContact } from "./verify-contact.ts";

await testDatabase();
let mail: MailServer;
let web: Receiver;

beforeAll(async () => {
  [mail, web] = await Promise.all([startMailServer(), startReceiver()]);
  process.env.SMTP_URL = mail.url;
  process.env.EVENKEEL_ALLOWED_HOSTS = web.host;
});
afterAll(async () => {
  closeMail();
  await Promise.all([mail.stop(), web.stop()]);
});
beforeEach(() => void web.calls.splice(0));

const me = async (role: "responder" | "admin" = "responder") => signedIn(await aPerson({ role }));
const ntfy = (ctx: Ctx, path: string, token?: string) =>
  addContact(
    ctx,
    AddContact.parse({ kind: "ntfy", address: `${web.url}${path}`, ...(token ? { token } : {}) }),
  );
const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code: string; message: string; facts: { errors?: Array<{ path: string }> } }) => error,
  );
const lastBody = () => web.calls.at(-1)?.body.toString("utf8") ?? "";
const codeIn = (text: string) => /\b(\d{6})\b/.exec(text)?.[1] ?? "";

describe("a place is used once it is confirmed", () => {
  it("by the code that was sent there", async () => {
    const ctx = await me();
    const made = await ntfy(ctx, "/ok/my-long-secret-topic");
    expect(made.address).toBe(`${web.host}/…opic`);
    expect((await getMyReach(ctx)).readiness.level).toBe("reaches");
    expect(await sendCode(ctx, { id: made.id })).toMatchObject({ ok: true, answer: "200 thank you" });
    const code = codeIn(lastBody());
    expect(
      (await failure(verifyContact(ctx, { id: made.id, code: "000000" })))?.facts.errors?.[0]?.path,
    ).toBe("code");
    expect((await verifyContact(ctx, { id: made.id, code })).verifiedAt).not.toBeNull();
    expect((await verifyContact(ctx, { id: made.id, code })).verifiedAt).not.toBeNull();
    expect((await getMyReach(ctx)).readiness).toEqual({
      level: "wakes",
      words: "A page wakes this person by ntfy, and arrives by mail too.",
    });
  });

  it("and not by guessing: five wrong codes end the right one", async () => {
    const ctx = await me();
    const { id } = await ntfy(ctx, "/ok/guess");
    await sendCode(ctx, { id });
    const code = codeIn(lastBody());
    for (let i = 0; i < 5; i += 1) await failure(verifyContact(ctx, { id, code: "111111" }));
    expect((await failure(verifyContact(ctx, { id, code })))?.message).toMatch(/no longer good/);
    await sendCode(ctx, { id });
    await pool().query("UPDATE contacts SET code_expires_at = app_now() WHERE id = $1", [id]);
    const later = await again(ctx);
    expect((await failure(verifyContact(later, { id, code: codeIn(lastBody()) })))?.message).toMatch(
      /no longer good/,
    );
  });

  it("mail by a code in a mail, a phone by a code through the gateway", async () => {
    const ctx = await me("admin");
    const reach = await getMyReach(ctx);
    const own = reach.contacts.find((one) => one.kind === "mail");
    await sendCode(ctx, { id: own?.id ?? "" });
    const code = codeIn(mail.to(ctx.actor.email ?? "").at(-1)?.subject ?? "");
    await verifyContact(ctx, { id: own?.id ?? "", code });

    const phone = await addContact(ctx, AddContact.parse({ kind: "phone", address: "+49 (30) 123-4567" }));
    expect(phone.address).toBe("••• 4567");
    expect(await sendCode(ctx, { id: phone.id })).toMatchObject({ ok: false });
    await addGateway(ctx, {
      name: "Provider",
      kind: "sms",
      url: `${web.url}/ok/send?to={{phone}}`,
      headers: "Content-Type: application/json\nX-Key: k",
      body: '{"text":"{{text}}"}',
    });
    await sendCode(ctx, { id: phone.id });
    expect(web.calls.at(-1)?.path).toBe("/ok/send?to=%2B49301234567");
    expect(web.calls.at(-1)?.headers["x-key"]).toBe("k");
    await verifyContact(ctx, {
      id: phone.id,
      code: codeIn((JSON.parse(lastBody()) as { text: string }).text),
    });
    expect((await getMyReach(ctx)).readiness.words).toMatch(/wakes this person by phone/);
    await db().gateway.updateMany({ data: { active: false } });
    expect((await getMyReach(ctx)).readiness.words).toMatch(/^Nothing here wakes this person/);
  });
});

describe("web push", () => {
  it("arrives encrypted for this browser alone, signed by the installation, and its receipt confirms it", async () => {
    const ctx = await me();
    const [mine, other] = [aPushBrowser(), aPushBrowser()];
    const input = AddContact.parse({ kind: "push", address: `${web.url}/created/endpoint`, ...mine.keys });
    const contact = await addContact(ctx, input);
    expect(await sendCode(ctx, { id: contact.id })).toMatchObject({ ok: true, answer: "201" });
    const call = web.calls.at(-1);
    const body = call?.body ?? Buffer.alloc(0);
    const told = mine.read(body) as { title: string; receipt: string };
    expect(told.title).toBe("This browser is registered");
    expect(() => other.read(body)).toThrow();
    expect(call?.headers).toMatchObject({ "content-encoding": "aes128gcm", ttl: "43200" });
    const { publicKey } = await pushKeys();
    expect(readVapid(call?.headers.authorization ?? "", publicKey)).toMatchObject({ aud: web.url });
    expect(readVapid(`${call?.headers.authorization}`.replace(/\.(\w)/, ".x$1"), publicKey)).toBeNull();

    const [id = "", code = ""] = told.receipt.split(":");
    expect((await verifyContact(await again(ctx), { id, code })).verifiedAt).not.toBeNull();
    const page = await tell(
      [ctx.actor.userId ?? ""],
      aPage({ title: "P0 INC-9", body: "secret", severity: "P0", isPrivate: true }),
    );
    await whileSending(() => settled(page.values()));
    const said = mine.read(web.calls.at(-1)?.body ?? Buffer.alloc(0));
    expect(said).toMatchObject({ title: "P0 INC-9", body: "", urgent: true });
    expect((said as { acknowledgeUrl: string }).acknowledgeUrl).toMatch(/\/acknowledge\?right=/);
    expect(web.calls.at(-1)?.headers).toMatchObject({ urgency: "high", ttl: "3600" });
  });

  it("keeps one key pair, also when two processes make it at once", async () => {
    const keys = await Promise.all([pushKeys(), pushKeys(), pushKeys()]);
    expect(new Set(keys.map((pair) => pair.privateKey)).size).toBe(1);
  });

  it("to a browser that is gone is not tried again, and shows as gone", async () => {
    const ctx = await me();
    const browser = aPushBrowser();
    const input = AddContact.parse({ kind: "push", address: `${web.url}/gone/endpoint`, ...browser.keys });
    const { id } = await addContact(ctx, input);
    const told = await tell([ctx.actor.userId ?? ""], aPage());
    await whileSending(() => settled(told.values()));
    expect(web.at("/gone/")).toHaveLength(1);
    const reach = await getMyReach(ctx);
    expect(reach.contacts.find((one) => one.id === id)?.goneAt).not.toBeNull();
    // Registering anew brings it back.
    expect((await addContact(ctx, input)).goneAt).toBeNull();
  });
});

describe("what is typed, and what is shown", () => {
  it("an address inside is refused at its field, for every kind", async () => {
    const ctx = await me();
    const keys = aPushBrowser().keys;
    for (const input of [
      { kind: "ntfy", address: "http://169.254.169.254/topic" },
      { kind: "ntfy", address: "http://localhost:1/topic" },
      { kind: "push", address: "https://[::1]/push", ...keys },
      { kind: "push", address: "http://10.0.0.1/push", ...keys },
    ])
      expect((await failure(addContact(ctx, AddContact.parse(input))))?.facts.errors?.[0]?.path).toBe(
        "address",
      );
    expect(AddContact.safeParse({ kind: "phone", address: "030 1234567" }).success).toBe(false);
    expect(AddContact.safeParse({ kind: "push", address: "https://example.org/p" }).success).toBe(false);
  });

  it("a test shows the receiver's true answer, good or bad, and stands in the log", async () => {
    const ctx = await me();
    const own = (await getMyReach(ctx)).contacts[0]?.id ?? "";
    expect(await testContact(ctx, { id: own })).toMatchObject({ ok: true });
    mail.refuse(ctx.actor.email ?? "", "for good");
    const failed = await testContact(ctx, { id: own });
    expect(failed.ok).toBe(false);
    expect(failed.answer).toMatch(/550/);
    const rows = await db().delivery.findMany({
      where: { userId: ctx.actor.userId },
      orderBy: { at: "asc" },
    });
    expect(rows.map((row) => row.outcome)).toEqual(["sent", "failed"]);
  });

  it("secrets of an address are nowhere in answers, audit and events", async () => {
    const ctx = await me();
    const made = await ntfy(ctx, "/ok/hush-hush-topic-of-mine", "tk_very_secret");
    await sendCode(ctx, { id: made.id });
    await testContact(ctx, { id: made.id });
    const shown = JSON.stringify([made, await getMyReach(ctx)]);
    const { rows } = await pool().query<{ text: string }>(
      "SELECT row_to_json(a)::text AS text FROM audit_entries a UNION ALL SELECT row_to_json(d)::text FROM audit_details d UNION ALL SELECT row_to_json(o)::text FROM outbox_events o UNION ALL SELECT row_to_json(d)::text FROM deliveries d",
    );
    expect(rows.length).toBeGreaterThan(3);
    for (const text of [shown, ...rows.map((row) => row.text)]) {
      expect(text).not.toContain("hush-hush");
      expect(text).not.toContain("tk_very_secret");
    }
  });

  it("nobody touches somebody else's place, and the account's mail stays", async () => {
    const [ctx, other] = await Promise.all([me(), me("admin")]);
    const { id } = await ntfy(ctx, "/ok/mine");
    for (const work of [removeContact, sendCode, testContact])
      expect((await failure(work(other, { id })))?.code).toBe("not_found");
    expect((await failure(verifyContact(other, { id, code: "123456" })))?.code).toBe("not_found");
    expect(await removeContact(ctx, { id })).toEqual({ removed: true });
    const own = (await getMyReach(ctx)).contacts.find((one) => one.kind === "mail");
    expect((await failure(removeContact(ctx, { id: own?.id ?? "" })))?.code).toBe("conflict");
  });

  it("rules are kept under their version", async () => {
    const ctx = await me();
    const { rules, quiet } = await getMyReach(ctx);
    const silent = { ...rules, critical: { first: [], after: [] } };
    const kept = await setRules(ctx, { rules: silent, quiet, version: 0 });
    expect(kept.readiness.level).toBe("nothing");
    expect((await failure(setRules(ctx, { rules, quiet, version: 0 })))?.code).toBe("stale");
    expect((await setRules(ctx, { rules, quiet, version: kept.version })).readiness.level).toBe("reaches");
  });
});
