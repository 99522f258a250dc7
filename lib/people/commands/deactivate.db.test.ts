import { beforeAll, describe, expect, test } from "vitest";
import { createToken } from "#lib/auth/commands/create-token.ts";
import { tokenCtx } from "#lib/auth/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { isAppError } from "#lib/platform/errors.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { again, aPerson, aTeam, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";
import type { CarriedWork } from "../model.ts";
import { listCarriedWork } from "../queries/carries.ts";
import { deactivateUser } from "./deactivate.ts";
import { editUser } from "./edit-user.ts";
import { dutyRoleSource, teamLeadSource } from "./hand-over.ts";
import { setCarriedWork } from "./internal.ts";
import { reactivateUser } from "./reactivate.ts";

await testDatabase();
let admin: Ctx;
let heir: MadePerson;

beforeAll(async () => {
  setCarriedWork([teamLeadSource, dutyRoleSource]);
  admin = await signedIn(await aPerson({ role: "admin" }));
  heir = await aPerson({ name: "Hei Heir" });
  await db().dutyRole.create({ data: { key: "cto", name: "CTO" } });
});

async function carrier() {
  const person = await aPerson({ name: "Cara Carrier" });
  const teamId = await aTeam([[person, "lead"]]);
  await db().dutyAssignment.create({ data: { teamId, roleKey: "cto", userId: person.id } });
  return { person, teamId };
}

const takenBy = (items: CarriedWork[], toUserId: string | null) =>
  items.map(({ kind, id }) => ({ kind, id, toUserId }));

describe("deactivating a person", () => {
  test("first lists what they carry, and refuses while something has no answer", async () => {
    const { person, teamId } = await carrier();
    const items = await listCarriedWork(admin, person.id);
    expect(items.map((one) => one.kind).sort()).toEqual(["duty-role", "team-lead"]);
    const tried = deactivateUser(admin, { id: person.id, replacements: takenBy(items.slice(0, 1), heir.id) });
    await expect(tried).rejects.toMatchObject({
      code: "conflict",
      facts: { current: { items: [{ teamId }] } },
    });
    await expect(
      deactivateUser(admin, { id: person.id, replacements: takenBy(items, null) }),
    ).rejects.toMatchObject({
      code: "conflict",
    });
    const still = await db().user.findUniqueOrThrow({ where: { id: person.id } });
    expect(still.deactivatedAt).toBeNull();
  });

  test("hands everything over and shuts sessions and tokens out, at once (Q13)", async () => {
    const { person, teamId } = await carrier();
    const ctx = await signedIn(person);
    const { secret } = await createToken(ctx, { name: "script", scopes: ["people:read"] });
    expect((await tokenCtx(secret, "before")).actor.userId).toBe(person.id);
    const items = await listCarriedWork(admin, person.id);
    const after = await deactivateUser(admin, { id: person.id, replacements: takenBy(items, heir.id) });
    expect(after).toMatchObject({ deactivatedAt: expect.any(String), teams: [], duties: [] });
    expect((await again(ctx)).actor.kind).toBe("anonymous");
    expect((await tokenCtx(secret, "after")).actor.kind).toBe("anonymous");
    await expect(signedIn(person)).rejects.toMatchObject({ code: "unauthenticated" });
    const team = await db().membership.findMany({ where: { teamId } });
    expect(team).toEqual([expect.objectContaining({ userId: heir.id, kind: "lead" })]);
    expect(await db().dutyAssignment.findMany({ where: { teamId } })).toEqual([
      expect.objectContaining({ userId: heir.id, roleKey: "cto" }),
    ]);
  });

  test("work that may be left with nobody can be let go", async () => {
    const person = await aPerson();
    const teamId = await aTeam([[heir, "lead"]]);
    await db().dutyAssignment.create({ data: { teamId, roleKey: "cto", userId: person.id } });
    const items = await listCarriedWork(admin, person.id);
    await deactivateUser(admin, { id: person.id, replacements: takenBy(items, null) });
    expect(await db().dutyAssignment.count({ where: { teamId } })).toBe(0);
  });

  test("the replacement has to be somebody else who is active", async () => {
    const { person } = await carrier();
    const items = await listCarriedWork(admin, person.id);
    await expect(
      deactivateUser(admin, { id: person.id, replacements: takenBy(items, person.id) }),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  test("only administrators may, and not themselves", async () => {
    const person = await aPerson();
    for (const role of ["viewer", "responder", "manager"] as const) {
      const ctx = await signedIn(await aPerson({ role }));
      await expect(deactivateUser(ctx, { id: person.id, replacements: [] })).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(listCarriedWork(ctx, person.id)).rejects.toMatchObject({ code: "forbidden" });
    }
    const self = deactivateUser(admin, { id: admin.actor.userId ?? "", replacements: [] });
    await expect(self).rejects.toMatchObject({ code: "forbidden" });
  });

  test("a person who is back can sign in again, without teams", async () => {
    const person = await aPerson();
    await deactivateUser(admin, { id: person.id, replacements: [] });
    await expect(deactivateUser(admin, { id: person.id, replacements: [] })).rejects.toMatchObject({
      code: "conflict",
    });
    await reactivateUser(admin, { id: person.id });
    expect((await signedIn(person)).actor.userId).toBe(person.id);
    await expect(reactivateUser(admin, { id: person.id })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("the last administrator", () => {
  test("stays, also when two administrators take each other's role away at once", async () => {
    const others = await db().user.findMany({ where: { role: "admin", deactivatedAt: null } });
    const one = await aPerson({ role: "admin" });
    const two = await aPerson({ role: "admin" });
    const [first, second] = await Promise.all([signedIn(one), signedIn(two)]);
    await db().user.updateMany({
      where: { id: { in: others.map((user) => user.id) } },
      data: { role: "responder" },
    });
    const done = await Promise.allSettled([
      editUser(first, { id: two.id, role: "responder", version: 1 }),
      deactivateUser(second, { id: one.id, replacements: [] }),
    ]);
    expect(done.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    for (const result of done) {
      if (result.status === "rejected") expect(isAppError(result.reason)).toBe(true);
    }
    expect(await db().user.count({ where: { role: "admin", deactivatedAt: null } })).toBe(1);
    await db().user.updateMany({
      where: { id: { in: others.map((user) => user.id) } },
      data: { role: "admin" },
    });
  });
});

describe("editing a person", () => {
  test("takes the version that was read and an address nobody else has", async () => {
    const person = await aPerson();
    const after = await editUser(admin, { id: person.id, name: "New Name", role: "manager", version: 1 });
    expect(after).toMatchObject({ name: "New Name", role: "manager", version: 2 });
    await expect(editUser(admin, { id: person.id, name: "Lost", version: 1 })).rejects.toMatchObject({
      code: "stale",
      facts: { current: { name: "New Name" } },
    });
    await expect(editUser(admin, { id: person.id, email: heir.email, version: 2 })).rejects.toMatchObject({
      code: "invalid",
      facts: { errors: [{ path: "email" }] },
    });
    await db().user.update({ where: { id: person.id }, data: { contactConfirmedAt: new Date() } });
    const same = await editUser(admin, { id: person.id, name: "Same Contact", version: 2 });
    expect(same.contactConfirmedAt).not.toBeNull();
    const moved = await editUser(admin, { id: person.id, phone: "+49 30 1", version: 3 });
    expect(moved.contactConfirmedAt).toBeNull();
    const ctx = await signedIn(person);
    await expect(editUser(ctx, { id: person.id, role: "admin", version: 2 })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
