import { spawn } from "node:child_process";
import { once } from "node:events";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db, pool } from "#lib/platform/db.ts";
import { closeMail } from "#lib/platform/mail.ts";
import { testDatabase } from "#lib/testing/database.ts";
import {
  aChannel,
  aContact,
  aPage,
  dispatchesOf,
  post,
  settled,
  tell,
  whileSending,
} from "#lib/testing/notifications-factory.ts";
import { aPerson, aTeam } from "#lib/testing/people-factory.ts";
import {
  type MailServer,
  type Receiver,
  startMailServer,
  startReceiver,
  until,
} from "#lib/testing/receivers.ts";
import { claimDue } from "./claim.ts";
import { finish } from "./finish.ts";

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

const only = <T>(map: Map<string, T>): T => {
  const [first] = map.values();
  if (first === undefined) throw new Error("nobody was told");
  return first;
};
const read = (body: Buffer) => JSON.parse(body.toString("utf8")) as Record<string, unknown>;

describe("what is planned is brought out", () => {
  it("by mail and ntfy at once, with the answer of each kept", async () => {
    const person = await aPerson();
    await aContact(person.id, "ntfy", `${web.url}/ok/alarms`, { token: "tk_1" });
    const id = only(await tell([person.id], aPage()));
    await whileSending(() => settled([id]));

    const [letter] = mail.to(person.email);
    expect(letter?.subject).toBe("P1 INC-42: Card payments fail");
    expect(letter?.text).toContain("One in three buyers");
    expect(letter?.text).toMatch(/Acknowledge: http:\/\/localhost:3000\/acknowledge\?right=[\w-]{32}/);
    const [call] = web.at("/ok/");
    expect(call?.headers.authorization).toBe("Bearer tk_1");
    expect(read(call?.body ?? Buffer.from("{}"))).toMatchObject({ topic: "alarms", priority: 5 });
    const tries = await db().delivery.findMany({
      where: { notificationId: id },
      orderBy: { channel: "asc" },
    });
    expect(tries.map((one) => [one.channel, one.outcome, one.attempt])).toEqual([
      ["mail", "sent", 1],
      ["ntfy", "sent", 1],
    ]);
    expect(tries[0]?.answer).toMatch(/^250/);
    expect(tries[1]?.answer).toBe("200 thank you");
  });

  it("to a team's channels, signed where it is a signed one", async () => {
    const teamId = await aTeam();
    const secret = `whsec_${Buffer.from("a signing secret of 24 bytes").toString("base64")}`;
    const ids = [
      await aChannel(teamId, "slack", `${web.url}/ok/slack`),
      await aChannel(teamId, "webhook", `${web.url}/ok/signed`, secret),
      await aChannel(teamId, "mail", "one@example.org, two@example.org"),
    ];
    for (const id of ids) await post(id, aPage({ title: "P1 INC-43: a < b & c" }));
    await whileSending(() =>
      until("three sent", async () => (await db().dispatch.count({ where: { state: "sent" } })) === 3),
    );

    expect(read(web.at("/ok/slack")[0]?.body ?? Buffer.from("{}")).text).toMatch(
      /^\*P1 INC-43: a &lt; b &amp; c\*/,
    );
    const signed = web.at("/ok/signed")[0];
    const headers = signed?.headers as Record<string, string>;
    const told = new Webhook(secret).verify(signed?.body.toString("utf8") ?? "", headers);
    expect(told).toMatchObject({ type: "incident.notification", data: { severity: "P1" } });
    expect(signed?.body.toString("utf8")).not.toContain("right=");
    const other = new Webhook(`whsec_${Buffer.from("another secret of 24 bytes!!").toString("base64")}`);
    expect(() => other.verify(signed?.body.toString("utf8") ?? "", headers)).toThrow();
    expect(mail.to("two@example.org")).toHaveLength(1);
  });

  it("of a private one number and severity only", async () => {
    const person = await aPerson();
    const team = await aTeam();
    await aContact(person.id, "ntfy", `${web.url}/ok/secret`);
    const channel = await aChannel(team, "slack", `${web.url}/ok/hook`);
    const page = aPage({ title: "P0 INC-7", body: "Admin password leaked", severity: "P0", isPrivate: true });
    const id = only(await tell([person.id], page));
    await post(channel, page);
    await whileSending(() =>
      Promise.all([settled([id]), until("posted", () => web.at("/ok/hook").length === 1)]),
    );
    const everything = [
      ...web.calls.map((call) => call.body.toString("utf8")),
      ...mail.mails.map((one) => `${one.subject} ${one.text} ${one.html}`),
    ];
    expect(everything).toHaveLength(3);
    for (const text of everything) expect(text).not.toContain("leaked");
    expect(mail.mails[0]?.subject).toBe("P0 INC-7");
  });

  it("never of people of the demo", async () => {
    const person = await aPerson();
    await aContact(person.id, "ntfy", `${web.url}/ok/demo`);
    await db().user.update({ where: { id: person.id }, data: { isDemo: true } });
    const id = only(await tell([person.id], aPage()));
    expect(await dispatchesOf(id)).toEqual([]);
  });
});

describe("a lease", () => {
  it("lets no two senders send the same dispatch", async () => {
    const people = await Promise.all(Array.from({ length: 30 }, () => aPerson()));
    for (const person of people) await aContact(person.id, "ntfy", `${web.url}/ok/${person.id}`);
    const told = await tell(
      people.map((one) => one.id),
      aPage(),
    );
    await whileSending(() => settled(told.values()), 4);
    expect(web.calls).toHaveLength(30);
    expect(new Set(web.calls.map((call) => read(call.body).topic)).size).toBe(30);
    expect(mail.mails).toHaveLength(30);
  });

  it("of a sender that was killed runs out, and the message is sent once more by another", async () => {
    const person = await aPerson();
    const team = await aTeam();
    const channel = await aChannel(team, "slack", `${web.url}/ok/lease`);
    await post(channel, aPage());
    const [dead] = await claimDue(new Map(), 4);
    expect(dead).toHaveLength(1);
    expect(await claimDue(new Map(), 4)).toEqual([]);
    const [row] = await db().dispatch.findMany({ where: { channelId: channel } });
    const left = (row?.leaseUntil?.getTime() ?? 0) - Date.now();
    expect(left).toBeGreaterThan(20_000);
    expect(left).toBeLessThanOrEqual(30_000);

    await pool().query("UPDATE dispatches SET lease_until = app_now() WHERE channel_id = $1", [channel]);
    await whileSending(
      () => until("sent", async () => (await db().dispatch.count({ where: { state: "sent" } })) === 1),
      3,
    );
    expect(web.at("/ok/lease")).toHaveLength(1);
    // The one thought dead wakes up again: what it writes changes nothing.
    if (dead) await finish(dead, { ok: false, answer: "too late", final: true, gone: false, tookMs: 1 });
    const after = await db().dispatch.findFirst({ where: { channelId: channel } });
    expect([after?.state, after?.attempts]).toEqual(["sent", 2]);
    expect(person.id).toBeTruthy();
  });
});

describe("a sender that is killed in the middle of a call", () => {
  it("loses nothing: its message is sent once more when the lease has run out, and not before", async () => {
    const channel = await aChannel(await aTeam(), "slack", `${web.url}/hang/killed`);
    await post(channel, aPage());
    const start = 'import("#lib/notifications/jobs/sender.ts").then((room) => room.startSender())';
    const child = spawn(process.execPath, ["--input-type=module", "-e", start], {
      env: process.env,
      stdio: "ignore",
    });
    await until("the call has begun", () => web.at("/hang/").length === 1);
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
    await whileSending(async () => {
      const row = () => db().dispatch.findFirstOrThrow({ where: { channelId: channel } });
      const first = (await row()).leaseToken;
      web.behave("hang", "ok");
      await until("another process looked", () =>
        claimDue(new Map(), 4).then((bundles) => bundles.length === 0),
      );
      expect([(await row()).state, (await row()).leaseToken]).toEqual(["sending", first]);
      await pool().query("UPDATE dispatches SET lease_until = app_now() WHERE channel_id = $1", [channel]);
      await until("sent", async () => (await row()).state === "sent");
    }, 2);
    expect(web.at("/hang/")).toHaveLength(2);
    web.behave("hang", "hang");
  });
});

describe("a receiver in a bad state", () => {
  it("delays no other channel", async () => {
    const team = await aTeam();
    const bad = ["hang", "drip", "half", "slam", "broken"];
    for (const manner of bad) {
      const channel = await aChannel(team, "slack", `${web.url}/${manner}/x`);
      for (let i = 0; i < 8; i += 1) await post(channel, aPage({ severity: "P0" }));
    }
    const good = await aChannel(team, "slack", `${web.url}/ok/good`);
    for (let i = 0; i < 8; i += 1) await post(good, aPage({ severity: "P0" }));
    await whileSending(async () => {
      const started = Date.now();
      await until("all eight arrived", () => web.at("/ok/good").length === 8);
      const bothered = web.calls.filter((call) => !call.path.startsWith("/ok/")).length;
      console.log(`five bad receivers, 40 messages: the good one had its 8 after ${Date.now() - started} ms`);
      expect(bothered).toBeGreaterThan(0);
      // The hanging one holds its own four places and no more: nothing of it has ended yet.
      expect(web.at("/hang/")).toHaveLength(4);
      await db().dispatch.updateMany({ where: { state: "pending" }, data: { state: "cancelled" } });
      web.hangUp();
    });
  });

  it("is tried again with growing waits, then given up", async () => {
    const channel = await aChannel(await aTeam(), "slack", `${web.url}/broken/x`);
    await post(channel, aPage());
    const hurry = "UPDATE dispatches SET next_at = app_now() WHERE state = 'pending'";
    const waits: number[] = [];
    await whileSending(() =>
      until("given up", async () => {
        const row = await db().dispatch.findFirst({ where: { channelId: channel } });
        if (row?.state === "pending" && row.attempts > waits.length) {
          waits.push(Math.round((row.nextAt.getTime() - Date.now()) / 1000));
          await pool().query(hurry);
        }
        return row?.state === "failed";
      }),
    );
    expect(web.at("/broken/")).toHaveLength(3);
    expect(waits).toHaveLength(2);
    const tries = await db().delivery.findMany({
      where: { channelId: channel },
      orderBy: { attempt: "asc" },
    });
    expect(tries.map((one) => [one.attempt, one.outcome, one.answer])).toEqual([
      [1, "failed", "500 out of order"],
      [2, "failed", "500 out of order"],
      [3, "failed", "500 out of order"],
    ]);
  });
});
