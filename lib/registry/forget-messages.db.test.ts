import { beforeAll, describe, expect, it } from "vitest";
import { notifyPeople, postToChannel } from "#lib/notifications/commands/internal.ts";
import type { Message } from "#lib/notifications/model.ts";
import { databaseNow } from "#lib/platform/clock.ts";
import { systemCtx } from "#lib/platform/context.ts";
import { db, inTransaction } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { anIncident } from "#lib/testing/incidents-factory.ts";
import { aChannel, aContact, aPage } from "#lib/testing/notifications-factory.ts";
import { aPerson, aTeam, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";
import { forgetMessages } from "./forget-messages.ts";

await testDatabase();
let person: MadePerson;
let teamId: string;
beforeAll(async () => {
  person = await aPerson();
  teamId = await aTeam([[person, "lead"]]);
  await aContact(person.id, "ntfy", "https://ntfy.example.invalid/topic");
});

const inDays = async (days: number) => {
  const ctx = systemCtx("test", await databaseNow());
  return { ...ctx, now: new Date(ctx.now.getTime() + days * 86_400_000) };
};

/** A message to the person and one to a channel, both brought at their first try. */
async function told(about: string, state = "sent") {
  const message: Message = { ...aPage(), escalationId: uuidv7(), subject: { kind: "incident", id: about } };
  const channel = await aChannel(teamId, "slack", "https://hooks.example.invalid/x");
  const ctx = systemCtx("test", await databaseNow());
  const [notificationId] = await inTransaction(ctx, async (tx) => {
    await postToChannel(tx, ctx, channel, message);
    return [...(await notifyPeople(tx, ctx, [person.id], message)).values()];
  });
  const of = { OR: [{ notificationId: notificationId ?? "" }, { channelId: channel }] };
  await db().dispatch.updateMany({ where: of, data: { state } });
  const rows = await db().dispatch.findMany({ where: of });
  await db().delivery.createMany({
    data: rows.map((row) => ({ id: uuidv7(), dispatchId: row.id, channel: row.kind, outcome: "sent" })),
  });
  const ids = rows.map((row) => row.id);
  return async () => ({
    dispatches: await db().dispatch.count({ where: of }),
    deliveries: await db().delivery.count({ where: { dispatchId: { in: ids } } }),
    notifications: await db().notification.count({ where: { id: notificationId ?? "" } }),
  });
}
const ALL = { dispatches: 2, deliveries: 2, notifications: 1 };

async function incident(status: string): Promise<string> {
  const made = await anIncident(await signedIn(person), { teamId, severity: "P4" });
  await db().incident.update({ where: { id: made.id }, data: { status } });
  return made.id;
}

describe("messages are forgotten (S-024, C-47)", () => {
  it("their log after the days of the setting, they themselves after a year", async () => {
    const left = await told(await incident("closed"));
    await db().delivery.create({ data: { userId: person.id, channel: "mail", outcome: "sent" } });
    await forgetMessages(await inDays(29));
    expect(await left()).toEqual(ALL);
    await forgetMessages(await inDays(31));
    expect(await left()).toEqual({ dispatches: 0, deliveries: 0, notifications: 1 });
    expect(await db().delivery.count({ where: { userId: person.id, dispatchId: null } })).toBe(0);
    await forgetMessages(await inDays(366));
    expect(await left()).toEqual({ dispatches: 0, deliveries: 0, notifications: 0 });
    expect(await forgetMessages(await inDays(366))).toEqual({
      dispatches: 0,
      deliveries: 0,
      notifications: 0,
    });
  });

  it("nothing of an incident that is not closed, and nothing that still waits", async () => {
    const kept = [
      await told(await incident("investigating")),
      await told(await incident("resolved")),
      await told(await incident("closed"), "pending"),
    ];
    await forgetMessages(await inDays(400));
    for (const left of kept) expect(await left()).toEqual(ALL);
  });

  it("goes through more than one step holds, past what it keeps", async () => {
    const open = await told(await incident("open"));
    const at = (await databaseNow()).getTime();
    await db().delivery.createMany({
      data: Array.from({ length: 4500 }, (_, i) => ({
        id: uuidv7(at + i),
        channel: "mail",
        outcome: "sent",
      })),
    });
    expect((await forgetMessages(await inDays(40))).deliveries).toBe(4500);
    expect(await open()).toEqual(ALL);
  });

  it("keeps them as long as the installation says, and never less than a week", async () => {
    const left = await told(await incident("closed"));
    const keep = (total_days: number) =>
      db().setting.upsert({
        where: { key: "log_retention" },
        create: { key: "log_retention", value: { hot_days: 1, total_days } },
        update: { value: { hot_days: 1, total_days } },
      });
    await keep(90);
    await forgetMessages(await inDays(80));
    expect(await left()).toEqual(ALL);
    await keep(1);
    await forgetMessages(await inDays(6));
    expect(await left()).toEqual(ALL);
    await forgetMessages(await inDays(8));
    expect(await left()).toMatchObject({ dispatches: 0, deliveries: 0 });
  });

  it("leaves the log of attempts closed to everybody else", async () => {
    await expect(db().delivery.deleteMany({})).rejects.toThrow(/append-only/);
  });
});
