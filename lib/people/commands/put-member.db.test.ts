import { beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { again, aPerson, aTeam, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";
import { getTeam, listTeams } from "../queries/teams.ts";
import { CreateTeam } from "../schema.ts";
import { archiveTeam } from "./archive-team.ts";
import { createTeam } from "./create-team.ts";
import { editTeam } from "./edit-team.ts";
import { fillDuty } from "./fill-duty.ts";
import { putMember } from "./put-member.ts";
import { removeMember } from "./remove-member.ts";

await testDatabase();

let admin: Ctx;
let lead: Ctx;
let member: Ctx;
let stranger: Ctx;
let people: Record<"lead" | "member" | "stranger" | "guest", MadePerson>;
let teamId: string;

beforeAll(async () => {
  people = {
    lead: await aPerson({ name: "Lea Lead" }),
    member: await aPerson({ name: "Mo Member" }),
    stranger: await aPerson({ name: "Sam Stranger" }),
    guest: await aPerson({ name: "Gil Guest" }),
  };
  teamId = await aTeam(
    [
      [people.lead, "lead"],
      [people.member, "member"],
    ],
    { visibility: "closed", name: "Vault" },
  );
  admin = await signedIn(await aPerson({ role: "admin" }));
  [lead, member, stranger] = await Promise.all([
    signedIn(people.lead),
    signedIn(people.member),
    signedIn(people.stranger),
  ]);
});

describe("teams", () => {
  test("a team made by an administrator is open, in UTC, and has them as its lead", async () => {
    const team = await createTeam(admin, CreateTeam.parse({ name: "Payments" }));
    expect(team).toMatchObject({ visibility: "open", zone: "UTC", version: 1 });
    expect(team.members).toEqual([expect.objectContaining({ id: admin.actor.userId, kind: "lead" })]);
    await expect(createTeam(admin, CreateTeam.parse({ name: "Payments" }))).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(createTeam(lead, CreateTeam.parse({ name: "Mine" }))).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("a closed team is there for its people and administrators, and nowhere for others", async () => {
    const names = async (ctx: Ctx) =>
      (await listTeams(ctx, { limit: 100, q: "vault" })).items.map((one) => one.name);
    expect(await names(lead)).toEqual(["Vault"]);
    expect(await names(admin)).toEqual(["Vault"]);
    expect(await names(stranger)).toEqual([]);
    await expect(getTeam(stranger, teamId)).rejects.toMatchObject({ code: "not_found" });
    await expect(editTeam(stranger, { id: teamId, name: "Mine", version: 1 })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("its leads change it, with the version they read; members do not", async () => {
    const { version } = await getTeam(lead, teamId);
    await expect(editTeam(member, { id: teamId, about: "x", version })).rejects.toMatchObject({
      code: "forbidden",
    });
    const after = await editTeam(lead, { id: teamId, about: "Keeps secrets", version });
    expect(after).toMatchObject({ about: "Keeps secrets", version: version + 1 });
    await expect(editTeam(lead, { id: teamId, about: "lost", version })).rejects.toMatchObject({
      code: "stale",
      facts: { current: { about: "Keeps secrets" } },
    });
  });

  test("a team that owns services cannot be archived", async () => {
    const own = await aTeam([[people.lead, "lead"]]);
    await db().service.create({ data: { name: `Gate ${own}`, teamId: own } });
    await expect(archiveTeam(admin, { id: own })).rejects.toMatchObject({ code: "conflict" });
    await expect(archiveTeam(lead, { id: own })).rejects.toMatchObject({ code: "forbidden" });
    await db().service.deleteMany({ where: { teamId: own } });
    expect((await archiveTeam(admin, { id: own })).archivedAt).not.toBeNull();
    await expect(
      putMember(admin, { teamId: own, userId: people.guest.id, kind: "member" }),
    ).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("members", () => {
  test("a lead puts somebody in, who sees the team at their next request", async () => {
    const guest = await signedIn(people.guest);
    await expect(getTeam(guest, teamId)).rejects.toMatchObject({ code: "not_found" });
    await expect(
      putMember(member, { teamId, userId: people.guest.id, kind: "member" }),
    ).rejects.toMatchObject({
      code: "forbidden",
    });
    await putMember(lead, { teamId, userId: people.guest.id, kind: "reader" });
    expect((await getTeam(await again(guest), teamId)).name).toBe("Vault");
    await removeMember(lead, { teamId, userId: people.guest.id });
    await expect(getTeam(await again(guest), teamId)).rejects.toMatchObject({ code: "not_found" });
  });

  test("a team keeps a lead, whoever asks, also when two go at once", async () => {
    const own = await aTeam([
      [people.lead, "lead"],
      [people.member, "lead"],
    ]);
    const both = [people.lead.id, people.member.id];
    const done = await Promise.allSettled(both.map((userId) => removeMember(admin, { teamId: own, userId })));
    expect(done.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const left = await db().membership.findMany({ where: { teamId: own, kind: "lead" } });
    expect(left).toHaveLength(1);
    const last = left[0]?.userId ?? "";
    await expect(putMember(admin, { teamId: own, userId: last, kind: "member" })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("one deputy, and the refusal names them", async () => {
    await putMember(lead, { teamId, userId: people.member.id, kind: "deputy" });
    const second = putMember(lead, { teamId, userId: people.stranger.id, kind: "deputy" });
    await expect(second).rejects.toMatchObject({
      code: "conflict",
      message: "Mo Member is the deputy of this team.",
    });
    await putMember(lead, { teamId, userId: people.member.id, kind: "member" });
  });

  test("somebody who is deactivated, or nobody, cannot be put in", async () => {
    const gone = await aPerson();
    await db().user.update({ where: { id: gone.id }, data: { deactivatedAt: new Date() } });
    await expect(putMember(lead, { teamId, userId: gone.id, kind: "member" })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  test("an administrator's act in a team of others is marked in the record", async () => {
    await putMember(admin, { teamId, userId: people.stranger.id, kind: "member" });
    const where = { action: { in: ["team.put-member", "team.remove-member"] }, teamId };
    const byAdmin = await db().auditEntry.findMany({ where: { ...where, actorId: admin.actor.userId } });
    expect(byAdmin).toEqual([expect.objectContaining({ asAdmin: true, action: "team.put-member" })]);
    await removeMember(lead, { teamId, userId: people.stranger.id });
    const byLead = await db().auditEntry.findMany({ where: { ...where, actorId: lead.actor.userId } });
    expect(byLead.length).toBeGreaterThan(1);
    expect(byLead.every((entry) => !entry.asAdmin)).toBe(true);
  });
});

test("a duty role is filled by exactly the people named", async () => {
  await db().dutyRole.create({ data: { key: "dba", name: "Database administrator" } });
  const filled = await fillDuty(lead, {
    teamId,
    roleKey: "dba",
    userIds: [people.member.id, people.stranger.id],
  });
  expect(filled.duties.find((one) => one.key === "dba")?.people).toHaveLength(2);
  const fewer = await fillDuty(lead, { teamId, roleKey: "dba", userIds: [people.stranger.id] });
  expect(fewer.duties.find((one) => one.key === "dba")?.people.map((one) => one.name)).toEqual([
    "Sam Stranger",
  ]);
  await expect(fillDuty(lead, { teamId, roleKey: "none", userIds: [] })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(fillDuty(member, { teamId, roleKey: "dba", userIds: [] })).rejects.toMatchObject({
    code: "forbidden",
  });
});
