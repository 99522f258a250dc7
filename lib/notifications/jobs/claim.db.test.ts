import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { databaseNow } from "#lib/platform/clock.ts";
import { systemCtx } from "#lib/platform/context.ts";
import { db, inTransaction, pool } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { closeMail } from "#lib/platform/mail.ts";
import { testDatabase } from "#lib/testing/database.ts";
import {
  aContact,
  aPage,
  dispatchesOf,
  settled,
  tell,
  whileSending,
} from "#lib/testing/notifications-factory.ts";
import { aPerson } from "#lib/testing/people-factory.ts";
import {
  type MailServer,
  type Receiver,
  startMailServer,
  startReceiver,
  until,
} from "#lib/testing/receivers.ts";
import { cancelPages } from "../commands/internal.ts";
import { DEFAULT_QUIET, DEFAULT_RULES } from "../model.ts";
import { claimDue } from "./claim.ts";
import { dropEnded, finish } from "./finish.ts";

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
beforeEach(async () => {
  await db().dispatch.deleteMany({});
  web.calls.splice(0);
  mail.mails.splice(0);
});

/** Somebody whom only ntfy reaches, at a topic that behaves so. */
async function reachedBy(...manners: string[]): Promise<string> {
  const { id } = await aPerson();
  for (const [index, manner] of manners.entries())
    await aContact(id, "ntfy", `${web.url}/${manner}/${id}-${index}`);
  await rules(id, { first: ["ntfy"], after: [] });
  return id;
}
const rules = (userId: string, critical: { first: string[]; after: string[] }, quiet = DEFAULT_QUIET) => {
  const row = { rules: { ...DEFAULT_RULES, critical }, quiet: { ...quiet } };
  return db().notificationRule.upsert({ where: { userId }, create: { userId, ...row }, update: row });
};
const texts = () =>
  web.calls.map((call) => JSON.parse(call.body.toString("utf8")) as { title: string; message: string });
const page = (number: number, severity = "P1") =>
  aPage({ title: `${severity} INC-${number}`, body: "", severity });
const sent = (count: number) =>
  until(`${count} sent`, async () => (await db().dispatch.count({ where: { state: "sent" } })) === count);
const aMinuteLater = () =>
  pool().query("UPDATE dispatches SET sent_at = sent_at - interval '61 seconds' WHERE sent_at IS NOT NULL");

describe("a storm is one page a minute", () => {
  it("the first at once, the rest together after the minute, named", async () => {
    const person = await reachedBy("ok");
    await tell([person], page(1));
    await whileSending(async () => {
      await sent(1);
      for (let number = 2; number <= 20; number += 1) await tell([person], page(number));
      expect(await claimDue(new Map(), 4)).toEqual([]);
      await aMinuteLater();
      await sent(20);
    });
    expect(texts().map((one) => one.title)).toEqual(["P1 INC-1", "P1 INC-2 and 18 more"]);
    expect(texts()[1]?.message.split("\n")).toHaveLength(18);
    const rows = await db().dispatch.findMany({ where: { userId: person } });
    expect(rows.filter((row) => row.bundleId !== null)).toHaveLength(18);
    const tries = await db().delivery.findMany({ where: { userId: person } });
    expect(tries).toHaveLength(20);
    expect(tries.filter((one) => one.answer.includes("(one message with 18 more)"))).toHaveLength(19);
  });

  it("told all at the same moment it is still one message", async () => {
    const person = await reachedBy("ok");
    await Promise.all([1, 2, 3, 4, 5].map((number) => tell([person], page(number))));
    await whileSending(() => sent(5), 3);
    expect(texts()).toHaveLength(1);
  });

  it("never holds back a P0, nor the first page after other news", async () => {
    const person = await reachedBy("ok");
    await db().notificationRule.update({
      where: { userId: person },
      data: {
        rules: {
          ...DEFAULT_RULES,
          critical: { first: ["ntfy"], after: [] },
          normal: { first: ["ntfy"], after: [] },
        },
      },
    });
    await tell([person], aPage({ urgency: "normal", title: "Dana took INC-9" }));
    await whileSending(async () => {
      await sent(1);
      await tell([person], page(1));
      await sent(2);
      await tell([person], page(2));
      for (const number of [3, 4]) await tell([person], page(number, "P0"));
      await sent(4);
    });
    const titles = texts().map((one) => one.title);
    expect(titles.slice(0, 2)).toEqual(["Dana took INC-9", "P1 INC-1"]);
    expect(titles.slice(2).sort()).toEqual(["P0 INC-3", "P0 INC-4"]);
    expect(await db().dispatch.count({ where: { state: "pending" } })).toBe(1);
  });

  it("after a downtime each person is told once, and that it is late", async () => {
    const person = await reachedBy("ok");
    for (const number of [1, 2, 3]) await tell([person], page(number));
    await pool().query(
      "UPDATE dispatches SET created_at = created_at - interval '2 h', due_at = due_at - interval '2 h', next_at = next_at - interval '2 h'",
    );
    await whileSending(() => sent(3));
    expect(texts()).toHaveLength(1);
    expect(texts()[0]?.title).toMatch(/^Late \(\d\d:\d\d UTC\): P1 INC-1 and 2 more$/);
  });
});

describe("when an address fails", () => {
  it("the person's next one has its turn at once", async () => {
    const { id, email } = await aPerson();
    await aContact(id, "ntfy", `${web.url}/refused/topic`);
    await rules(id, { first: ["ntfy"], after: ["mail"] });
    const told = await tell([id], aPage());
    const [note = ""] = told.values();
    expect((await dispatchesOf(note)).map((row) => [row.kind, row.state])).toEqual([
      ["ntfy", "pending"],
      ["mail", "held"],
    ]);
    await whileSending(() => settled([note]));
    expect((await dispatchesOf(note)).map((row) => row.state)).toEqual(["failed", "sent"]);
    expect(mail.to(email)).toHaveLength(1);
    expect(await unreachedOf(note)).toEqual([]);
  });

  it("and when every one has failed, exactly one event says that nothing reached them", async () => {
    const person = await aPerson();
    await aContact(person.id, "ntfy", `${web.url}/refused/a`);
    await aContact(person.id, "ntfy", `${web.url}/gone/b`);
    mail.refuse(person.email, "for good");
    const message = aPage();
    const told = await tell([person.id], message);
    const [note = ""] = told.values();
    await whileSending(() => settled([note]), 3);
    expect((await dispatchesOf(note)).map((row) => row.state)).toEqual(["failed", "failed", "failed"]);
    expect(await unreachedOf(note)).toEqual([
      {
        notificationId: note,
        userId: person.id,
        subjectKind: "incident",
        subjectId: message.subject.id,
        escalationId: message.escalationId,
      },
    ]);
  });

  it("a mailbox that is full for now is tried again", async () => {
    const person = await aPerson();
    mail.refuse(person.email, "for now");
    const [note = ""] = (await tell([person.id], aPage())).values();
    await whileSending(async () => {
      await until("one failed try", () => db().delivery.findFirst({ where: { notificationId: note } }));
      mail.refuse(person.email, "accept");
      await settled([note]);
    });
    const tries = await db().delivery.findMany({
      where: { notificationId: note },
      orderBy: { attempt: "asc" },
    });
    expect(tries.map((one) => one.outcome)).toEqual(["failed", "sent"]);
    expect(tries[0]?.answer).toMatch(/450/);
  });
});

const unreachedOf = async (notificationId: string) =>
  (
    await db().outboxEvent.findMany({ where: { name: "notification.unreached", subjectId: notificationId } })
  ).map((row) => row.payload);

describe("quiet hours and endings", () => {
  it("hold back what is not critical until they end, and let pages pass", async () => {
    const person = await reachedBy("ok");
    const quiet = { on: true, from: "00:00", to: "23:59" };
    const high = { first: ["ntfy"], after: [] };
    const row = { rules: { ...DEFAULT_RULES, critical: high, high }, quiet };
    await db().notificationRule.update({ where: { userId: person }, data: row });
    const now = await databaseNow();
    const [page1 = ""] = (await tell([person], aPage())).values();
    const [news = ""] = (await tell([person], aPage({ urgency: "high" }))).values();
    const [first] = await dispatchesOf(page1);
    const [second] = await dispatchesOf(news);
    expect((first?.nextAt.getTime() ?? 0) - now.getTime()).toBeLessThan(5000);
    expect(second?.nextAt.toISOString().slice(11, 16)).toBe("23:59");
    expect(second?.because).toBe("quiet hours");
  });

  it("an ended escalation takes back what has not gone out, and silences the rest", async () => {
    const { id } = await aPerson();
    await aContact(id, "ntfy", `${web.url}/ok/t`);
    await rules(id, { first: ["ntfy"], after: ["mail"] });
    const escalationId = uuidv7();
    const [mine = ""] = (await tell([id], aPage({ escalationId }))).values();
    const [other = ""] = (await tell([id], aPage())).values();
    const ctx = systemCtx("test", await databaseNow());
    expect(await inTransaction(ctx, (tx) => cancelPages(tx, ctx, [escalationId]))).toBe(2);
    expect((await dispatchesOf(mine)).map((row) => row.state)).toEqual(["cancelled", "cancelled"]);
    expect((await dispatchesOf(other)).map((row) => row.state)).toEqual(["pending", "held"]);
    await whileSending(() => settled([other]));
    expect(web.calls).toHaveLength(1);
    const notes = await db().notification.findMany({
      where: { userId: id },
      select: { id: true, silencedAt: true },
    });
    expect(notes.find((one) => one.id === mine)?.silencedAt).toBeTruthy();
    expect(notes.find((one) => one.id === other)?.silencedAt).toBeNull();
  });

  it("what was claimed a moment before is not called any more", async () => {
    const person = await reachedBy("ok");
    const escalationId = uuidv7();
    const [note = ""] = (await tell([person], aPage({ escalationId }))).values();
    const [bundle] = await claimDue(new Map(), 4);
    const ctx = systemCtx("test", await databaseNow());
    await inTransaction(ctx, (tx) => cancelPages(tx, ctx, [escalationId]));
    expect(bundle ? await dropEnded(bundle) : null).toEqual([]);
    expect((await dispatchesOf(note)).map((row) => [row.state, row.attempts])).toEqual([["cancelled", 1]]);
    const [other = ""] = (await tell([person], aPage())).values();
    const [open] = await claimDue(new Map(), 4);
    expect(open ? (await dropEnded(open)).map((row) => row.notification_id) : null).toEqual([other]);
  });

  it("what was being sent when the escalation ended is not tried again", async () => {
    const person = await reachedBy("broken");
    const escalationId = uuidv7();
    const [note = ""] = (await tell([person], aPage({ escalationId }))).values();
    const [bundle] = await claimDue(new Map(), 4);
    const ctx = systemCtx("test", await databaseNow());
    await inTransaction(ctx, (tx) => cancelPages(tx, ctx, [escalationId]));
    if (bundle) await finish(bundle, { ok: false, answer: "500", final: false, gone: false, tookMs: 5 });
    expect((await dispatchesOf(note)).map((row) => row.state)).toEqual(["cancelled"]);
  });
});
