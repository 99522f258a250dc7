import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseNow } from "#lib/platform/clock.ts";
import { systemCtx } from "#lib/platform/context.ts";
import { db, pool } from "#lib/platform/db.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { anIncident } from "#lib/testing/incidents-factory.ts";
import { aChannel } from "#lib/testing/notifications-factory.ts";
import { aPerson, aTeam, signedIn } from "#lib/testing/people-factory.ts";
import { announceJobs, announceSubscriptions } from "./announce.ts";

await testDatabase();
let ctx: Awaited<ReturnType<typeof signedIn>>;
let teamId: string;
beforeAll(async () => {
  const lead = await aPerson();
  teamId = await aTeam([[lead, "lead"]]);
  ctx = await signedIn(lead);
});
afterAll(() => db().teamChannel.deleteMany({}));

const announce = async (event: string, subjectId: string, eventId = subjectId) =>
  announceJobs[0]?.run(systemCtx("test", await databaseNow()), { event, eventId, subjectId });
const posted = async (channelId: string) => {
  const rows = await db().dispatch.findMany({
    where: { channelId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map((row) => (row.content as { title: string; body: string }).title);
};

describe("a team's channels are told", () => {
  it("once, of what is of their severity", async () => {
    const all = await aChannel(teamId, "slack", "https://hooks.example.invalid/all");
    const worst = await aChannel(teamId, "slack", "https://hooks.example.invalid/worst");
    await db().teamChannel.update({ where: { id: worst }, data: { severities: ["P0"] } });
    const paused = await aChannel(teamId, "slack", "https://hooks.example.invalid/paused");
    await db().teamChannel.update({ where: { id: paused }, data: { pausedAt: ctx.now } });
    const incident = await anIncident(ctx, { teamId, title: "Search is slow" });
    await announce("incident.declared", incident.id, "1");
    await announce("incident.declared", incident.id, "1");
    await announce("incident.resolved", incident.id, "2");
    await announce("incident.noted", incident.id, "3");
    const name = `P2 INC-${incident.number}: Search is slow`;
    expect(await posted(all)).toEqual([name, `Resolved: ${name}`]);
    expect(await posted(worst)).toEqual([]);
    expect(await posted(paused)).toEqual([]);
  });

  it("of a private one number and severity only", async () => {
    const channel = await aChannel(teamId, "slack", "https://hooks.example.invalid/private");
    const incident = await anIncident(ctx, { teamId, title: "A leak", summary: "Of keys", private: true });
    await announce("incident.declared", incident.id);
    expect(await posted(channel)).toEqual([`P2 INC-${incident.number}`]);
    const [row] = await db().dispatch.findMany({ where: { channelId: channel } });
    expect(JSON.stringify(row?.content)).not.toMatch(/leak|keys/);
  });

  it("of nothing that nobody subscribed to", () => {
    expect(announceSubscriptions.map((one) => one.on).sort()).toEqual([
      "incident.declared",
      "incident.resolved",
      "incident.severity-changed",
    ]);
  });

  it("and no job is asked for where no channel is told", async () => {
    const quiet = await aTeam([]);
    const event = (id: string, team: string) => ({
      id,
      name: "incident.declared",
      subject_id: id,
      payload: { teamId: team },
    });
    await aChannel(teamId, "slack", "https://hooks.example.invalid/asked");
    const client = await pool().connect();
    try {
      const among = announceSubscriptions[0]?.among;
      const wanted = await among?.(client, [event("1", teamId), event("2", quiet), event("3", teamId)]);
      expect(wanted?.map((one) => one.id)).toEqual(["1", "3"]);
    } finally {
      client.release();
    }
  });
});
