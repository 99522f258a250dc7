import { beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "#lib/platform/context.ts";
import { db, inTransaction } from "#lib/platform/db.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { aPerson, aTeam, type MadePerson, nobody, signedIn } from "#lib/testing/people-factory.ts";
import { recordAudit } from "./commands/record.ts";
import { recordRefusal } from "./commands/record-refusal.ts";
import { listAudit, listRefusals } from "./queries.ts";
import { ListAudit } from "./schema.ts";

await testDatabase();
let admin: Ctx;
let ines: MadePerson;
let own: Ctx;
let teamId: string;

const find = async (filter: Record<string, string>) =>
  (await listAudit(admin, ListAudit.parse(filter))).items;
const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 8, minute));

beforeAll(async () => {
  ines = await aPerson({ name: "Ines Albrecht" });
  teamId = await aTeam([[ines, "lead"]], { name: "Payments" });
  admin = await signedIn(await aPerson({ role: "admin", name: "Ada Admin" }));
  own = await signedIn(ines);
  for (let minute = 0; minute < 30; minute++) {
    const ctx = { ...(minute % 2 === 0 ? own : admin), now: at(minute) };
    await inTransaction(ctx, (tx) =>
      recordAudit(tx, ctx, {
        action: minute % 3 === 0 ? "thing_a.open" : "thing.open",
        subject: { kind: "team", id: teamId },
        teamId,
        before: { name: "old", secret: 1 },
        after: { name: "new", secret: 1 },
      }),
    );
  }
});

describe("the record", () => {
  test("goes newest first through every entry once, also where two share an instant", async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listAudit(
        admin,
        ListAudit.parse({ limit: "7", action: "thing", ...(cursor ? { cursor } : {}) }),
      );
      seen.push(...page.items.map((one) => one.at));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(30);
    expect(seen).toEqual([...seen].sort().reverse());
  });

  test("names people, teams and what changed", async () => {
    const [entry] = await find({ action: "thing", person: ines.id });
    expect(entry).toMatchObject({
      actor: { name: "Ines Albrecht" },
      subject: { kind: "team", name: "Payments" },
      team: { id: teamId, name: "Payments" },
      detail: { changes: { name: { from: "old", to: "new" } } },
      asAdmin: false,
    });
    expect(JSON.stringify(entry?.detail)).not.toContain("secret");
  });

  test("filters by person, action, subject, team, outcome, time and acts as administrator", async () => {
    expect(await find({ action: "thing", person: ines.id })).toHaveLength(15);
    // `_` is a letter like any other.
    expect(await find({ action: "thing_a" })).toHaveLength(10);
    expect(await find({ action: "thing", limit: "100" })).toHaveLength(30);
    expect(await find({ subject: `team:${teamId}`, action: "thing", limit: "100" })).toHaveLength(30);
    expect(await find({ subject: "team:nobody" })).toHaveLength(0);
    expect(await find({ team: teamId, asAdmin: "true", limit: "100" })).toHaveLength(15);
    expect(await find({ team: teamId, outcome: "failed" })).toHaveLength(0);
    const window = { action: "thing", from: at(10).toISOString(), to: at(12).toISOString() };
    expect((await find(window)).map((one) => one.at)).toEqual([at(11).toISOString(), at(10).toISOString()]);
  });

  test("empty fields of a form filter nothing", async () => {
    const blank = {
      person: "",
      action: "",
      subject: "",
      team: "",
      outcome: "",
      from: "",
      to: "",
      asAdmin: "",
    };
    expect((await find(blank)).length).toBe(20);
  });

  test("is for administrators only", async () => {
    await expect(listAudit(own, ListAudit.parse({}))).rejects.toMatchObject({ code: "forbidden" });
    await expect(listRefusals(own)).rejects.toMatchObject({ code: "forbidden" });
  });
});

test("refusals are reported per person and resource, most first (S-221)", async () => {
  for (let n = 0; n < 3; n++) await recordRefusal(own, "/api/v1/audit", "GET");
  await recordRefusal(own, "/api/v1/settings/x", "PUT");
  await recordRefusal(await nobody(), "/api/v1/audit");
  const report = await listRefusals(admin);
  expect(report).toEqual([
    {
      person: { id: ines.id, name: "Ines Albrecht" },
      resource: "/api/v1/audit",
      refusals: 3,
      lastAt: expect.any(String),
    },
    expect.objectContaining({ resource: "/api/v1/settings/x", refusals: 1 }),
  ]);
  expect(await db().auditEntry.count({ where: { action: "access.refused", actorId: null } })).toBe(0);
});
