import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { fireDue } from "#lib/escalations/commands/internal.ts";
import { fireAllDue } from "#lib/escalations/jobs/engine.ts";
import { acknowledgeIncident } from "#lib/incidents/commands/acknowledge.ts";
import { databaseNow } from "#lib/platform/clock.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db, inTransaction } from "#lib/platform/db.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { passTime, systemNow } from "#lib/testing/escalations-factory.ts";
import { anIncident } from "#lib/testing/incidents-factory.ts";
import { again, aPerson, aTeam, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";

await testDatabase();

const LONG = process.env.EVENKEEL_LONG === "1";
const RACES = LONG ? 1000 : 60;

let lead: MadePerson;
let asLead: Ctx;
let teamId: string;

beforeAll(async () => {
  await aPerson({ name: "Petra", role: "admin" });
  lead = await aPerson({ name: "Marek" });
  teamId = await aTeam([[lead, "lead"]]);
  asLead = await signedIn(lead);
});

const p0 = async () => (await anIncident(await again(asLead), { teamId, severity: "P0" })).id;
/** Levels of the escalation it opened with; later ones have a named cause of their own. */
const stepsOf = (id: string) =>
  db().escalationStep.findMany({
    where: { escalation: { subjectId: id, cause: "opened" } },
    orderBy: [{ round: "asc" }, { step: "asc" }],
  });

interface Outcome {
  /** Levels that fired after the acknowledgement had been answered. */
  after: number;
  /** Races that the engine won: its level fired, and the acknowledgement followed. */
  engine: number;
}

/** The middle of the jitter: about what an acknowledgement takes, so that each side wins some. */
const SOON_MS = 15;

/** Makes the next level due in a moment and acknowledges at about that moment. @returns when it was answered */
async function meet(id: string, acknowledge: (id: string) => Promise<unknown>): Promise<Date> {
  await db().$executeRaw`UPDATE escalations SET next_at = app_now() + make_interval(secs => ${SOON_MS / 1000})
    WHERE subject_id = ${id}::uuid AND ended_at IS NULL`;
  await pause(Math.random() * 2 * SOON_MS);
  await acknowledge(id);
  return databaseNow();
}

/** Lets acknowledgements and due levels meet while two engines look all the time; then an hour passes. */
async function race(count: number, acknowledge: (id: string) => Promise<unknown>): Promise<Outcome> {
  const ids: string[] = [];
  for (let made = 0; made < count; made++) ids.push(await p0());
  const answered = new Map<string, Date>();
  let over = false;
  const engine = async () => {
    while (!over) await fireAllDue();
  };
  const lane = async (own: string[]) => {
    for (const id of own) answered.set(id, await meet(id, acknowledge));
  };
  const half = Math.ceil(ids.length / 2);
  const engines = [engine(), engine()];
  await Promise.all([lane(ids.slice(0, half)), lane(ids.slice(half))]).finally(() => {
    over = true;
  });
  await Promise.all(engines);
  await passTime(1000);
  await fireAllDue();
  const outcome: Outcome = { after: 0, engine: 0 };
  for (const id of ids) {
    const steps = await stepsOf(id);
    const at = answered.get(id) ?? new Date(0);
    outcome.after += steps.filter((step) => step.firedAt > at).length;
    if (steps.some((step) => step.step > 0 && step.firedAt <= at)) outcome.engine += 1;
  }
  return outcome;
}

describe("acknowledge against escalate (Q3)", () => {
  test("after an answered acknowledgement no further step fires", { timeout: 600_000 }, async () => {
    const { after, engine } = await race(RACES, async (id) =>
      acknowledgeIncident(await again(asLead), { id }),
    );
    console.info(
      `races: ${RACES}, won by the engine ${engine}, steps after an answered acknowledgement: ${after}`,
    );
    expect(after).toBe(0);
    // Both sides must have won some, or nothing was raced.
    expect(engine).toBeGreaterThan(0);
    expect(engine).toBeLessThan(RACES);
  });

  test("is caught when acknowledging does not end the escalation in its own transaction", async () => {
    const { after } = await race(6, (id) =>
      db().incident.update({ where: { id }, data: { status: "acknowledged", acknowledgedAt: new Date() } }),
    );
    expect(after).toBeGreaterThan(0);
  });
});

describe("the fences of one step", () => {
  const due = async () => {
    const id = await p0();
    await passTime(901);
    return db().escalation.findFirstOrThrow({ where: { subjectId: id } });
  };

  test("a move decided on an older version is refused whole: nobody is told twice", async () => {
    const row = await due();
    const ctx = await systemNow();
    const fire = () => inTransaction(ctx, (tx) => fireDue(tx, ctx, row));
    const both = await Promise.allSettled([fire(), fire()]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await stepsOf(row.subjectId)).toHaveLength(2);
    expect(await db().notification.count({ where: { escalationId: row.id } })).toBe(2);
  });

  test("the key of round, step and person refuses what slips past the version", async () => {
    const row = await due();
    const ctx = await systemNow();
    await inTransaction(ctx, (tx) => fireDue(tx, ctx, row));
    const slipped = { ...row, version: row.version + 1 };
    await expect(inTransaction(ctx, (tx) => fireDue(tx, ctx, slipped))).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await stepsOf(row.subjectId)).toHaveLength(2);
  });

  test("without version and key the same two moves tell somebody twice", async () => {
    const row = await due();
    const ctx = await systemNow();
    await db().$executeRawUnsafe("ALTER TABLE escalation_steps DROP CONSTRAINT escalation_steps_pkey");
    await db().$executeRawUnsafe("ALTER TABLE escalation_pages DROP CONSTRAINT escalation_pages_pkey");
    await db().$executeRawUnsafe("DROP INDEX notifications_user_id_dedup_key_key");
    await inTransaction(ctx, (tx) => fireDue(tx, ctx, row));
    await inTransaction(ctx, (tx) => fireDue(tx, ctx, { ...row, version: row.version + 1 }));
    expect(await db().notification.count({ where: { escalationId: row.id } })).toBe(3);
  });
});
