import { beforeAll, expect, test } from "vitest";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { aPerson, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";
import { HERE_EVERY_SECONDS, HERE_SECONDS } from "../model.ts";
import { beHere } from "./be-here.ts";

await testDatabase();

let ines: MadePerson;
let asInes: Ctx;
let asMarek: Ctx;
let start: number;
const subject = { kind: "incident", id: uuidv7() };

beforeAll(async () => {
  ines = await aPerson({ name: "Ines Albrecht" });
  asInes = await signedIn(ines);
  asMarek = await signedIn(await aPerson({ name: "Marek Lindqvist" }));
  start = Math.max(asInes.now.getTime(), asMarek.now.getTime());
});

const after = (ctx: Ctx, seconds: number): Ctx => ({ ...ctx, now: new Date(start + seconds * 1000) });
const names = async (ctx: Ctx, of = subject) => (await beHere(ctx, of)).map((one) => one.name);

test("whoever has it open sees the others and not themselves; other subjects are other rooms", async () => {
  expect(await names(after(asInes, 0))).toEqual([]);
  expect(await names(after(asMarek, 1))).toEqual(["Ines Albrecht"]);
  expect(await names(after(asInes, 2))).toEqual(["Marek Lindqvist"]);
  expect(await names(after(asMarek, 3), { kind: "checklist-run", id: subject.id })).toEqual([]);
  expect(await names(after(asMarek, 3), { kind: "incident", id: uuidv7() })).toEqual([]);
});

test("who has gone is gone for everybody within 30 seconds, and stays while they keep saying so", async () => {
  expect(HERE_SECONDS).toBeGreaterThan(2 * HERE_EVERY_SECONDS);
  expect(HERE_SECONDS + HERE_EVERY_SECONDS).toBeLessThanOrEqual(30);
  await beHere(after(asInes, 100), subject);
  expect(await names(after(asMarek, 100 + HERE_SECONDS))).toEqual(["Ines Albrecht"]);
  expect(await names(after(asMarek, 100.001 + HERE_SECONDS))).toEqual([]);
});

test("a deactivated person is not here", async () => {
  await beHere(after(asInes, 200), subject);
  await db().user.update({ where: { id: ines.id }, data: { deactivatedAt: after(asInes, 200).now } });
  expect(await names(after(asMarek, 201))).toEqual([]);
});
