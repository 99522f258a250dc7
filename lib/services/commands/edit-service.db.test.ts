import { beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { aPerson, aTeam, signedIn } from "#lib/testing/people-factory.ts";
import { getService, listServices } from "../queries/services.ts";
import { CreateService } from "../schema.ts";
import { archiveService } from "./archive-service.ts";
import { createService } from "./create-service.ts";
import { editService } from "./edit-service.ts";
import { editVendor } from "./edit-vendor.ts";

await testDatabase();
let lead: Ctx;
let member: Ctx;
let viewer: Ctx;
let stranger: Ctx;
let teamId: string;
let closedTeam: string;
let foreignTeam: string;
let counter = 0;
const make = (facts: object = {}) =>
  createService(lead, CreateService.parse({ name: `Checkout ${++counter}`, teamId, ...facts }));

beforeAll(async () => {
  const people = await Promise.all([aPerson(), aPerson(), aPerson({ role: "viewer" }), aPerson()]);
  const [one, two, three, four] = people;
  teamId = await aTeam([
    [one, "lead"],
    [two, "member"],
    [three, "member"],
  ]);
  closedTeam = await aTeam([[one, "lead"]], { visibility: "closed" });
  foreignTeam = await aTeam([[four, "lead"]]);
  [lead, member, viewer, stranger] = await Promise.all(
    people.map((person) => signedIn(person)) as [Promise<Ctx>, Promise<Ctx>, Promise<Ctx>, Promise<Ctx>],
  );
});

describe("services", () => {
  test("are made by a team's leads, with the general profile unless another is loaded", async () => {
    const made = await make({ links: [{ title: "Dashboard", url: "https://grafana.example.org/d/1" }] });
    expect(made).toMatchObject({
      profile: { key: "general" },
      status: "working",
      version: 1,
      links: [{ title: "Dashboard" }],
    });
    await expect(make({ profileKey: "unknown" })).rejects.toMatchObject({ code: "invalid" });
    await expect(make({ name: made.name })).rejects.toMatchObject({ facts: { errors: [{ path: "name" }] } });
    await expect(make({ teamId: foreignTeam })).rejects.toMatchObject({ code: "forbidden" });
    const asMember = createService(member, CreateService.parse({ name: "Mine", teamId }));
    await expect(asMember).rejects.toMatchObject({ code: "forbidden" });
  });

  test("addresses are web addresses", () => {
    const link = (url: string) =>
      CreateService.safeParse({ name: "x", teamId, links: [{ title: "t", url }] }).success;
    expect(["https://example.org/a", "http://10.0.0.1:3000"].map(link)).toEqual([true, true]);
    expect(
      ["javascript:alert(1)", "data:text/html,x", "//example.org", "/relative", ""].map(link),
    ).not.toContain(true);
  });

  test("of a closed team are there for its people only", async () => {
    const hidden = await make({ teamId: closedTeam });
    await expect(getService(stranger, hidden.id)).rejects.toMatchObject({ code: "not_found" });
    const ids = async (ctx: Ctx) => (await listServices(ctx, { limit: 100 })).items.map((one) => one.id);
    expect(await ids(lead)).toContain(hidden.id);
    expect(await ids(stranger)).not.toContain(hidden.id);
    await expect(editService(stranger, { id: hidden.id, status: "down", version: 1 })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("members say how a service is; all else is the leads'; viewers only read", async () => {
    const { id } = await make();
    expect(await editService(member, { id, status: "degraded", version: 1 })).toMatchObject({
      status: "degraded",
    });
    await expect(editService(member, { id, about: "x", version: 2 })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(editService(viewer, { id, status: "down", version: 2 })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(editService(stranger, { id, status: "down", version: 2 })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(editService(lead, { id, about: "x", version: 1 })).rejects.toMatchObject({ code: "stale" });
  });

  test("service hours have to be workable and can be taken away", async () => {
    const { id } = await make();
    const hours = { zone: "Europe/Berlin", days: [1, 2, 3, 4, 5], from: "08:00", to: "18:00" };
    expect(await editService(lead, { id, serviceHours: hours, version: 1 })).toMatchObject({
      serviceHours: hours,
    });
    const backwards = editService(lead, { id, serviceHours: { ...hours, from: "19:00" }, version: 2 });
    await expect(backwards).rejects.toMatchObject({ code: "invalid" });
    expect(await editService(lead, { id, serviceHours: null, version: 2 })).toMatchObject({
      serviceHours: null,
    });
  });

  test("are given away only by somebody who leads both teams", async () => {
    const { id } = await make();
    await expect(editService(lead, { id, teamId: foreignTeam, version: 1 })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await editService(lead, { id, teamId: closedTeam, version: 1 })).toMatchObject({
      team: { id: closedTeam },
    });
  });

  test("out of use they change no more and leave the list", async () => {
    const { id } = await make();
    await expect(archiveService(member, { id })).rejects.toMatchObject({ code: "forbidden" });
    await archiveService(lead, { id });
    await expect(editService(lead, { id, about: "x", version: 2 })).rejects.toMatchObject({
      code: "conflict",
    });
    const ids = (await listServices(lead, { limit: 100 })).items.map((one) => one.id);
    expect(ids).not.toContain(id);
    expect((await listServices(lead, { limit: 100, archived: "true" })).items.map((one) => one.id)).toContain(
      id,
    );
  });
});

test("anybody who works here says how a vendor is", async () => {
  await db().vendor.create({ data: { key: "sms", name: "SMS" } });
  expect(await editVendor(member, { key: "sms", status: "failing", version: 1 })).toMatchObject({
    status: "failing",
    version: 2,
  });
  await expect(editVendor(member, { key: "sms", status: "working", version: 1 })).rejects.toMatchObject({
    code: "stale",
  });
  await expect(editVendor(viewer, { key: "sms", status: "working", version: 2 })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(editVendor(member, { key: "none", version: 1 })).rejects.toMatchObject({ code: "not_found" });
});
