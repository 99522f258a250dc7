import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "#lib/platform/context.ts";
import { db, inTransaction, pool } from "#lib/platform/db.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { aPerson, signedIn } from "#lib/testing/people-factory.ts";
import { recordAudit } from "../commands/record.ts";
import { redactAudit } from "../commands/redact.ts";
import { sealAudit } from "./seal.ts";
import { verifyAudit } from "./verify.ts";

await testDatabase();
let admin: Ctx;

beforeAll(async () => {
  admin = await signedIn(await aPerson({ role: "admin" }));
});

/** Twenty entries a test, some with numbers, dates and odd text in their detail. */
async function write(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    await inTransaction(admin, (tx) =>
      recordAudit(tx, admin, {
        action: "test.write",
        subject: { kind: "thing", id: `${n}` },
        detail: { n, half: n / 3, text: `entry „${n}" \u2028 é`, nested: { b: [1, null, true], a: {} } },
      }),
    );
  }
  const rows = await db().auditEntry.findMany({
    where: { action: "test.write" },
    orderBy: { id: "desc" },
    take: count,
  });
  ids.push(...rows.map((row) => row.id));
  return ids;
}

/** As somebody with the database in their hands would: past the triggers. */
async function tamper(...statements: string[]): Promise<void> {
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    await client.query("SET LOCAL evenkeel.maintenance = 'on'");
    for (const statement of statements) await client.query(statement);
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}

const flaws = async () => (await verifyAudit()).findings.map((one) => [one.flaw, one.auditId]);

let ids: string[] = [];
beforeEach(async () => {
  // A chain of its own for each test.
  await tamper("DELETE FROM audit_seals", "DELETE FROM audit_entries", "DELETE FROM audit_details");
  ids = await write(20);
  expect(await sealAudit()).toBe(20);
});

describe("the chain over the audit record (Q14)", () => {
  test("left alone it is whole, and goes on where it ended", async () => {
    expect(await verifyAudit()).toMatchObject({ good: true, sealed: 20, findings: [] });
    expect(await sealAudit()).toBe(0);
    await write(3);
    expect(await sealAudit()).toBe(3);
    expect(await verifyAudit()).toMatchObject({ good: true, sealed: 23 });
  });

  test("the application cannot change or delete an entry or a seal", async () => {
    for (const statement of [
      `UPDATE audit_entries SET action = 'x' WHERE id = '${ids[3]}'`,
      `DELETE FROM audit_entries WHERE id = '${ids[3]}'`,
      "UPDATE audit_seals SET hash = 'x'",
      "DELETE FROM audit_seals",
      "TRUNCATE audit_entries",
    ]) {
      await expect(pool().query(statement), statement).rejects.toMatchObject({ code: "42501" });
    }
  });

  test.each([
    "action = 'incident.close'",
    "outcome = 'failed'",
    "at = at - interval '1 second'",
    "actor_id = gen_random_uuid()",
    "as_admin = NOT as_admin",
    "subject_id = NULL",
    "detail_hash = repeat('0', 64)",
  ])("a changed entry is found: %s", async (change) => {
    await tamper(`UPDATE audit_entries SET ${change} WHERE id = '${ids[7]}'`);
    expect(await flaws()).toContainEqual(["changed", ids[7]]);
  });

  test("a deleted entry is found", async () => {
    await tamper(`DELETE FROM audit_entries WHERE id = '${ids[7]}'`);
    expect(await flaws()).toEqual(expect.arrayContaining([["missing", ids[7]]]));
  });

  test("an entry deleted together with its seal is found", async () => {
    await tamper(
      `DELETE FROM audit_entries WHERE id = '${ids[7]}'`,
      `DELETE FROM audit_seals WHERE audit_id = '${ids[7]}'`,
    );
    expect((await flaws()).map(([flaw]) => flaw)).toContain("missing");
  });

  test("two entries that changed places are found", async () => {
    await tamper(
      `UPDATE audit_seals SET position = -position WHERE audit_id IN ('${ids[4]}', '${ids[9]}')`,
      `UPDATE audit_seals s SET position = -o.position FROM audit_seals o
        WHERE s.position < 0 AND o.position < 0 AND s.position <> o.position`,
    );
    const found = (await flaws()).map(([flaw]) => flaw);
    expect(found).toContain("reordered");
  });

  test("two entries that swapped what they say are found", async () => {
    await tamper(
      `UPDATE audit_seals SET audit_id = '00000000-0000-0000-0000-000000000000' WHERE audit_id = '${ids[4]}'`,
      `UPDATE audit_seals SET audit_id = '${ids[4]}' WHERE audit_id = '${ids[9]}'`,
      `UPDATE audit_seals SET audit_id = '${ids[9]}' WHERE audit_id = '00000000-0000-0000-0000-000000000000'`,
    );
    expect((await flaws()).filter(([flaw]) => flaw === "changed")).toHaveLength(2);
  });

  test("a changed detail is found, a redacted one is not broken", async () => {
    await db().auditDetail.update({ where: { auditId: ids[5] ?? "" }, data: { detail: { n: "forged" } } });
    expect(await flaws()).toEqual([["detail-changed", ids[5]]]);
    await redactAudit(admin, { id: ids[5] ?? "", reason: "A secret was pasted." });
    await sealAudit();
    expect(await verifyAudit()).toMatchObject({ good: true, redacted: 1 });
    await expect(redactAudit(admin, { id: ids[5] ?? "", reason: "Again." })).rejects.toMatchObject({
      code: "conflict",
    });
    const responder = await signedIn(await aPerson());
    await expect(redactAudit(responder, { id: ids[6] ?? "", reason: "Mine." })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("an entry that stood unsealed for a minute is found, and sealing mends it", async () => {
    const old: Ctx = { ...admin, now: new Date(admin.now.getTime() - 3_600_000) };
    await inTransaction(old, (tx) =>
      recordAudit(tx, old, { action: "test.old", subject: { kind: "thing" } }),
    );
    expect((await flaws()).map(([flaw]) => flaw)).toEqual(["unsealed"]);
    await sealAudit(true);
    expect(await verifyAudit()).toMatchObject({ good: true, sealed: 21 });
  });

  test("many sealers at once make one chain", async () => {
    await write(30);
    const done = await Promise.all(Array.from({ length: 5 }, () => sealAudit()));
    const rest = await sealAudit();
    expect(done.reduce((sum, one) => sum + one, rest)).toBe(30);
    expect(await verifyAudit()).toMatchObject({ good: true, sealed: 50 });
  });
});
