import { beforeAll, describe, expect, test } from "vitest";
import { createPolicy } from "#lib/escalations/commands/create-policy.ts";
import { fireAllDue } from "#lib/escalations/jobs/engine.ts";
import { CreatePolicy } from "#lib/escalations/schema.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { passTime, systemNow } from "#lib/testing/escalations-factory.ts";
import { anIncident } from "#lib/testing/incidents-factory.ts";
import { again, aPerson, aTeam, signedIn } from "#lib/testing/people-factory.ts";

await testDatabase();

const LONG = process.env.EVENKEEL_LONG === "1";
const MANY = LONG ? 1000 : 45;
const HOURS = LONG ? [1, 24] : [24];
const WORKERS = 3;

let asLead: Ctx;
let teamId: string;

beforeAll(async () => {
  await aPerson({ name: "Petra", role: "admin" });
  const lead = await aPerson({ name: "Marek" });
  teamId = await aTeam([[lead, "lead"]]);
  asLead = await signedIn(lead);
  const levels = [0, 60, 60, 60].map((delaySeconds) => ({ delaySeconds, targets: [{ kind: "lead" }] }));
  await createPolicy(
    asLead,
    CreatePolicy.parse({ name: "All", teamId, levels, severities: ["P0", "P1", "P2"] }),
  );
});

const firedAt = async (since: Date) =>
  db().escalationStep.findMany({
    where: { firedAt: { gt: since } },
    orderBy: [{ firedAt: "asc" }, { escalationId: "asc" }],
    include: { escalation: { select: { severity: true } } },
  });

describe("the engine comes back after standing still (Q4)", () => {
  test.each(HOURS)(
    "after %i h: one step each, P0 first, marked late",
    { timeout: 600_000 },
    async (hours) => {
      await db().escalation.deleteMany({});
      for (let made = 0; made < MANY; made++) {
        const severity = (["P2", "P0", "P1"] as const)[made % 3] ?? "P2";
        await anIncident(await again(asLead), { teamId, severity });
      }
      // What waits for an acknowledgement timeout is not what is shown here.
      await db().escalationWatch.deleteMany({});
      await passTime(hours * 3600);
      const since = (await systemNow()).now;
      const began = performance.now();
      // One look of three workers: what they fire now is not due again before a minute.
      await Promise.all(Array.from({ length: WORKERS }, () => fireAllDue()));
      const seconds = (performance.now() - began) / 1000;
      const steps = await firedAt(since);
      console.info(`overdue: ${steps.length} after ${hours} h, cleared in ${seconds.toFixed(1)} s`);
      expect(new Set(steps.map((step) => step.escalationId)).size).toBe(MANY);
      expect(steps).toHaveLength(MANY);
      expect(steps.every((step) => step.late && step.step === 1)).toBe(true);
      // Several at once may overtake each other by a few places, never a whole severity.
      const severities = steps.map((step) => step.escalation.severity);
      const inLanes = WORKERS * 3;
      const firstOf = (severity: string) => severities.indexOf(severity);
      const lastOf = (severity: string) => severities.lastIndexOf(severity);
      expect(lastOf("P0")).toBeLessThan(firstOf("P1") + inLanes);
      expect(lastOf("P1")).toBeLessThan(firstOf("P2") + inLanes);
      const told = await db().notification.findMany({
        where: { kind: "escalation", at: { gt: since } },
        select: { late: true },
      });
      expect(told).toHaveLength(MANY);
      expect(told.every((one) => one.late)).toBe(true);
    },
  );
});
