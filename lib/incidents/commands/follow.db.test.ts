import { describe, expect, it } from "vitest";
import { tellWatchers } from "#lib/incidents/jobs/tell-watchers.ts";
import { tellingWords } from "#lib/incidents/model/likeness.ts";
import { aroundService } from "#lib/incidents/queries/around.ts";
import { similarIncidents } from "#lib/incidents/queries/similar.ts";
import { readIncident } from "#lib/incidents/queries.ts";
import { databaseNow } from "#lib/platform/clock.ts";
import { systemCtx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { anIncident, aServiceOf, inboxOf, later } from "#lib/testing/incidents-factory.ts";
import { again, aPerson, aTeam, signedIn } from "#lib/testing/people-factory.ts";
import { changeSeverity } from "./change-severity.ts";
import { editIncident } from "./edit.ts";
import { followIncident } from "./follow.ts";
import { mitigateIncident } from "./mitigate.ts";

await testDatabase();

async function scene(visibility: "open" | "closed" = "open") {
  const [lead, fan] = await Promise.all([aPerson({ name: "Lea Lead" }), aPerson({ role: "viewer" })]);
  const teamId = await aTeam([[lead, "lead"]], { visibility });
  const serviceId = await aServiceOf(teamId);
  const ctx = await signedIn(lead);
  const incident = await anIncident(ctx, { teamId, serviceId, title: "Checkout database times out" });
  return { ctx, lead, fan, teamId, serviceId, incident };
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code?: string }) => error.code,
  );
const run = async (id: string) => tellWatchers(systemCtx("test", await databaseNow()), id);

describe("following an incident", () => {
  it("tells of status and severity once each, and never of one's own steps", async () => {
    const { ctx, lead, fan, incident } = await scene();
    const fanCtx = await signedIn(fan);
    expect(await followIncident(fanCtx, { id: incident.id, following: true })).toEqual({
      mine: true,
      count: 1,
    });
    await followIncident(await again(ctx), { id: incident.id, following: true });
    const before = (await inboxOf(lead.id)).length;
    await mitigateIncident(await again(ctx), { id: incident.id });
    await changeSeverity(await again(ctx), { id: incident.id, severity: "P3", reason: "Few are hit" });
    await Promise.all([run(incident.id), run(incident.id)]);
    await run(incident.id);
    const rows = await db().notification.findMany({
      where: { userId: fan.id, kind: "incident-followed" },
      orderBy: { id: "asc" },
    });
    expect(rows.map((row) => row.body)).toEqual([
      "Lea Lead set it to mitigated",
      "Lea Lead changed the severity to P3: Few are hit",
    ]);
    expect(await inboxOf(lead.id)).toHaveLength(before);
    await followIncident(fanCtx, { id: incident.id, following: false });
    await changeSeverity(await again(ctx), { id: incident.id, severity: "P2" });
    await run(incident.id);
    expect(await db().notification.count({ where: { userId: fan.id, kind: "incident-followed" } })).toBe(2);
  });

  it("gives no right to see it, and tells nothing once it is private or the team is closed", async () => {
    const closed = await scene("closed");
    const outsider = await signedIn(closed.fan);
    expect(await codeOf(followIncident(outsider, { id: closed.incident.id, following: true }))).toBe(
      "not_found",
    );
    const { ctx, fan, incident } = await scene();
    await followIncident(await signedIn(fan), { id: incident.id, following: true });
    const { version } = await db().incident.findUniqueOrThrow({ where: { id: incident.id } });
    await editIncident(await again(ctx), { id: incident.id, version, private: true });
    await mitigateIncident(await again(ctx), { id: incident.id });
    await run(incident.id);
    expect(await inboxOf(fan.id)).toEqual([]);
  });
});

describe("similar incidents", () => {
  it("share the service and telling words, and are only those one may list", async () => {
    const { ctx, teamId, serviceId, incident } = await scene();
    const other = await aServiceOf(teamId);
    const like = await anIncident(ctx, { teamId, serviceId, title: "Database of the basket is slow" });
    await anIncident(ctx, { teamId, serviceId, title: "Logo is blurred" });
    await anIncident(ctx, { teamId, serviceId: other, title: "Checkout database times out" });
    await anIncident(ctx, { teamId, serviceId, title: "Checkout database leaks", private: true });
    const postmortemId = uuidv7();
    await db().postmortem.create({
      data: { id: postmortemId, incidentId: like.id, teamId, title: "Basket", state: "published" },
    });
    for (const state of ["open", "done", "waived"])
      await db().actionItem.create({
        data: { title: state, teamId, state, sourceKind: "postmortem", sourceId: postmortemId },
      });
    const found = await similarIncidents(ctx, (await readIncident(ctx, incident.id)).incident);
    expect(found.map((one) => [one.number, one.postmortem])).toEqual([
      [like.number, { id: postmortemId, openActions: 1, endedActions: 2 }],
    ]);
    const stranger = await signedIn(await aPerson());
    await db().team.update({ where: { id: teamId }, data: { visibility: "closed" } });
    expect(await similarIncidents(stranger, incident)).toEqual([]);
  });

  it("take any string as a title", async () => {
    expect(tellingWords("Zahlung & 'Kasse' | !(fehlt):* <-> \\ ", "über:über")).toEqual([
      "zahlung",
      "kasse",
      "fehlt",
      "über",
    ]);
    const { ctx, teamId, serviceId } = await scene();
    const odd = await anIncident(ctx, { teamId, serviceId, title: "'&|!:*()<-> zahlungsstörung ''" });
    expect(await similarIncidents(later(ctx, 1), odd)).toEqual([]);
  });
});

describe("what to open first", () => {
  it("is the service's links and the vendors of its profile, failing ones first", async () => {
    const { ctx, serviceId } = await scene();
    const links = [{ title: "Logs", url: "https://logs.example.org" }];
    const profileKey = `p-${uuidv7()}`;
    await db().service.update({ where: { id: serviceId }, data: { links, profileKey } });
    for (const [name, status] of [
      ["A fine one", "working"],
      ["Z broken", "failing"],
    ] as const)
      await db().vendor.create({
        data: { key: uuidv7(), name, status, profileKey, statusPage: "https://status.example.org" },
      });
    const around = await aroundService(ctx, serviceId);
    expect(around.links).toEqual(links);
    expect(around.vendors.map((one) => one.name)).toEqual(["Z broken", "A fine one"]);
  });
});
