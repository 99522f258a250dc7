import { describe, expect, test } from "vitest";
import { failedSignIns } from "#lib/audit/queries.ts";
import { requireCtx } from "#lib/auth/queries.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { db } from "#lib/platform/db.ts";
import type { AppError } from "#lib/platform/errors.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { again, aPerson, type MadePerson, nobody, PASSWORD, signedIn } from "#lib/testing/people-factory.ts";
import { askReset } from "./ask-reset.ts";
import { changePassword } from "./change-password.ts";
import { createResetLink } from "./create-reset-link.ts";
import { resetPassword } from "./reset-password.ts";
import { signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";
import { unlockAccount } from "./unlock.ts";

await testDatabase();

const facts = (email: string, given: string, device = "stranger") => ({
  email,
  password: given,
  device,
  userAgent: "test",
  address: "10.0.0.1",
});
const wrong = async (email: string, device?: string) =>
  signIn(await nobody(), facts(email, "not the password", device)).catch((error: AppError) => error);

async function lock(person: MadePerson): Promise<void> {
  for (let tries = 0; tries < 5; tries++) await wrong(person.email);
}

describe("guessing (Q12)", () => {
  test("five wrong passwords lock the address, also for the right one", async () => {
    const person = await aPerson();
    await lock(person);
    await expect(signIn(await nobody(), facts(person.email, PASSWORD))).rejects.toMatchObject({
      code: "unauthenticated",
    });
    expect(await db().outboxEvent.count({ where: { name: "auth.locked", subjectId: person.id } })).toBe(1);
  });

  test("of fifty tries at once at most five are looked at", async () => {
    const person = await aPerson();
    const tries = await Promise.all(Array.from({ length: 50 }, () => wrong(person.email)));
    expect(tries.every((one) => (one as AppError).code === "unauthenticated")).toBe(true);
    // Five were counted and made one lock; the other forty-five met it before their password was looked at.
    const guard = await db().signInGuard.findUnique({ where: { emailHash: sha256(person.email) } });
    expect(guard).toMatchObject({ rounds: 1, failures: 0, lockedUntil: expect.any(Date) });
    expect(await db().auditEntry.count({ where: { actorId: person.id, outcome: "failed" } })).toBe(50);
  });

  test("a known and an unknown address get the same words", async () => {
    const person = await aPerson();
    const known = (await wrong(person.email)) as AppError;
    const unknown = (await wrong("nobody.here@example.org")) as AppError;
    expect([known.code, known.message]).toEqual([unknown.code, unknown.message]);
    const gone = await aPerson();
    await db().user.update({ where: { id: gone.id }, data: { deactivatedAt: new Date() } });
    const shut = (await signIn(await nobody(), facts(gone.email, PASSWORD)).catch(
      (e: AppError) => e,
    )) as AppError;
    expect([shut.code, shut.message]).toEqual([unknown.code, unknown.message]);
    expect(await askReset(await nobody(), { email: person.email }, "10.0.0.1")).toEqual(
      await askReset(await nobody(), { email: "nobody.here@example.org" }, "10.0.0.1"),
    );
  });

  test("the owner still gets in from a browser they used before", async () => {
    const person = await aPerson();
    await signedIn(person, "own-laptop");
    await lock(person);
    const done = await signIn(await nobody(), facts(person.email, PASSWORD, "own-laptop"));
    expect((await requireCtx(done.sessionId, "test")).actor.userId).toBe(person.id);
  });

  test("an administrator unlocks at once; nobody else may", async () => {
    const person = await aPerson();
    await lock(person);
    const admin = await signedIn(await aPerson({ role: "admin" }));
    const manager = await signedIn(await aPerson({ role: "manager" }));
    await expect(unlockAccount(manager, { userId: person.id })).rejects.toMatchObject({ code: "forbidden" });
    expect(await unlockAccount(admin, { userId: person.id })).toEqual({ unlocked: true });
    expect((await signedIn(person, "new")).actor.userId).toBe(person.id);
  });

  test("the figure is a setting", async () => {
    await db().setting.create({ data: { key: "lockout_after_failures", value: 3 } });
    const person = await aPerson();
    for (let tries = 0; tries < 3; tries++) await wrong(person.email);
    const locked = await db().outboxEvent.count({ where: { name: "auth.locked", subjectId: person.id } });
    await db().setting.delete({ where: { key: "lockout_after_failures" } });
    expect(locked).toBe(1);
  });

  test("failed sign-ins are reported per person, most first (S-220)", async () => {
    const [few, many] = [await aPerson({ name: "Few" }), await aPerson({ name: "Many" })];
    for (let tries = 0; tries < 2; tries++) await wrong(few.email);
    for (let tries = 0; tries < 60; tries++) await wrong(many.email);
    const admin = await signedIn(await aPerson({ role: "admin" }));
    const report = await failedSignIns(admin);
    expect(report[0]).toMatchObject({
      person: { name: "Many" },
      failures: 60,
      lockedUntil: expect.any(String),
    });
    expect(report.find((one) => one.person?.name === "Few")).toMatchObject({
      failures: 2,
      lockedUntil: null,
    });
    expect(report.find((one) => one.email === "nobody.here@example.org")).toMatchObject({ person: null });
  });
});

describe("sessions that end (Q13)", () => {
  test("signing out ends this one, the others, or all", async () => {
    const person = await aPerson();
    const [one, two, three] = [await signedIn(person), await signedIn(person), await signedIn(person)];
    await signOut(one, "this");
    expect((await again(one)).actor.kind).toBe("anonymous");
    expect((await again(two)).actor.userId).toBe(person.id);
    expect(await signOut(two, "others")).toEqual({ ended: 1 });
    expect((await again(three)).actor.kind).toBe("anonymous");
    await signOut(two, "all");
    expect((await again(two)).actor.kind).toBe("anonymous");
  });

  test("a new password ends every other session, and the old one no longer opens", async () => {
    const person = await aPerson();
    const [here, there] = [await signedIn(person), await signedIn(person)];
    await expect(
      changePassword(here, { current: "not it", password: "another quiet harbour" }),
    ).rejects.toMatchObject({ code: "invalid", facts: { errors: [{ path: "current" }] } });
    await changePassword(here, { current: PASSWORD, password: "another quiet harbour" });
    expect((await again(here)).actor.userId).toBe(person.id);
    expect((await again(there)).actor.kind).toBe("anonymous");
    await expect(signedIn(person)).rejects.toMatchObject({ code: "unauthenticated" });
  });
});

describe("reset links", () => {
  test("work once, unlock, and end every session", async () => {
    const person = await aPerson();
    const before = await signedIn(person);
    await lock(person);
    const admin = await signedIn(await aPerson({ role: "admin" }));
    const { url } = await createResetLink(admin, { userId: person.id });
    const token = new URL(url).searchParams.get("token") ?? "";
    const use = async () => resetPassword(await nobody(), { token, password: "a brand new harbour" });
    const done = await Promise.allSettled([use(), use(), use()]);
    expect(done.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect((await again(before)).actor.kind).toBe("anonymous");
    const opened = await signIn(await nobody(), facts(person.email, "a brand new harbour"));
    expect(opened.userId).toBe(person.id);
    await expect(use()).rejects.toMatchObject({ code: "forbidden" });
  });

  test("run out, and are made by administrators only", async () => {
    const person = await aPerson();
    const admin = await signedIn(await aPerson({ role: "admin" }));
    await expect(createResetLink(await signedIn(person), { userId: person.id })).rejects.toMatchObject({
      code: "forbidden",
    });
    const { url } = await createResetLink(admin, { userId: person.id });
    await db().passwordReset.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } });
    const token = new URL(url).searchParams.get("token") ?? "";
    await expect(resetPassword(await nobody(), { token, password: PASSWORD })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
