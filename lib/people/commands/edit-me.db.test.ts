import { expect, test } from "vitest";
import { testDatabase } from "#lib/testing/database.ts";
import { aPerson, aTeam, signedIn } from "#lib/testing/people-factory.ts";
import { getMe, getUser, listUsers } from "../queries.ts";
import { editMe } from "./edit-me.ts";
import { setPreferences } from "./set-preferences.ts";

await testDatabase();

test("a changed number is no longer the confirmed one", async () => {
  const ctx = await signedIn(await aPerson());
  const first = await editMe(ctx, { phone: "+49 30 1234", contactConfirmed: true, version: 1 });
  expect(first.contactConfirmedAt).not.toBeNull();
  const second = await editMe(ctx, { name: "Same Number", version: 2 });
  expect(second.contactConfirmedAt).toBe(first.contactConfirmedAt);
  const third = await editMe(ctx, { phone: "+49 30 9999", version: 3 });
  expect(third.contactConfirmedAt).toBeNull();
  await expect(editMe(ctx, { name: "Lost", version: 3 })).rejects.toMatchObject({ code: "stale" });
});

test("preferences keep what was not named", async () => {
  const ctx = await signedIn(await aPerson());
  expect((await getMe(ctx)).preferences).toEqual({ theme: "system", singleKeys: true });
  await setPreferences(ctx, { theme: "dark" });
  expect(await setPreferences(ctx, { singleKeys: false })).toEqual({ theme: "dark", singleKeys: false });
  expect((await getMe(ctx)).preferences).toEqual({ theme: "dark", singleKeys: false });
});

test("any text is a valid search, and wildcards mean themselves", async () => {
  const ctx = await signedIn(await aPerson({ name: "Percy 100% Sure" }));
  await aPerson({ name: "Percy Unsure" });
  const find = async (q: string) => (await listUsers(ctx, { limit: 20, q })).items.map((one) => one.name);
  expect(await find("percy")).toEqual(["Percy 100% Sure", "Percy Unsure"]);
  expect(await find("0% s")).toEqual(["Percy 100% Sure"]);
  expect(await find("percy_")).toEqual([]);
  expect(await find("\\")).toEqual([]);
});

test("the list goes on by name, each once, and refuses a foreign cursor", async () => {
  const ctx = await signedIn(await aPerson());
  for (const name of ["Zoe Z", "Zoe Z", "Zoe Y", "Zoe X"]) await aPerson({ name });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listUsers(ctx, { limit: 1, q: "Zoe", ...(cursor ? { cursor } : {}) });
    seen.push(...page.items.map((one) => one.name));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual(["Zoe X", "Zoe Y", "Zoe Z", "Zoe Z"]);
  await expect(listUsers(ctx, { limit: 1, cursor: "bm9uZQ" })).rejects.toMatchObject({ code: "bad_cursor" });
});

test("how an account is doing is for the person and administrators; closed teams stay unseen", async () => {
  const person = await aPerson();
  await aTeam([[person, "lead"]], { visibility: "closed", name: "Quiet" });
  const own = await signedIn(person);
  const stranger = await signedIn(await aPerson());
  const admin = await signedIn(await aPerson({ role: "admin" }));
  expect(await getUser(own, person.id)).toMatchObject({ account: { openSessions: 1 }, trouble: null });
  expect(await getUser(stranger, person.id)).toMatchObject({ account: null, trouble: null, teams: [] });
  expect(await getUser(admin, person.id)).toMatchObject({
    account: { hasPassword: true, lockedUntil: null },
    trouble: { failedSignIns: 0, refusals: 0 },
    teams: [{ name: "Quiet", kind: "lead" }],
  });
});
