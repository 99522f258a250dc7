import { beforeAll, expect, it } from "vitest";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { aPerson, aTeam, signedIn } from "#lib/testing/people-factory.ts";
import { boardIncidents } from "./list.ts";

await testDatabase();
let ctx: Ctx;
let outsider: Ctx;

beforeAll(async () => {
  const lead = await aPerson();
  const teamId = await aTeam([[lead, "lead"]], { visibility: "closed" });
  [ctx, outsider] = await Promise.all([signedIn(lead), signedIn(await aPerson())]);
  const at = (minutes: number) => new Date(ctx.now.getTime() - minutes * 60_000);
  const make = (status: string, severity: string, count: number, days = 0) =>
    db().incident.createMany({
      data: Array.from({ length: count }, (_, n) => ({
        id: uuidv7(),
        title: `${status} ${severity} ${n}`,
        teamId,
        status,
        severity,
        openedAt: at(n + days * 1440),
      })),
    });
  await make("open", "P3", 60);
  await make("open", "P1", 3);
  await make("resolved", "P2", 55);
  await make("resolved", "P0", 2, 4);
  await make("closed", "P0", 5);
});

it("a column counts all it holds and shows the twenty worst, the newest of equals first", async () => {
  const { columns } = await boardIncidents(ctx);
  const facts = columns.map((one) => [one.status, one.total, one.items.length]);
  expect(facts).toEqual([
    ["open", 63, 20],
    ["acknowledged", 0, 0],
    ["investigating", 0, 0],
    ["mitigated", 0, 0],
    ["resolved", 55, 20],
  ]);
  const titles = columns[0]?.items.map((one) => one.title);
  expect(titles?.slice(0, 5)).toEqual(["open P1 0", "open P1 1", "open P1 2", "open P3 0", "open P3 1"]);
  expect(columns[4]?.items.every((one) => one.severity === "P2")).toBe(true);
});

it("shows and counts nothing of a team one does not see", async () => {
  const { columns } = await boardIncidents(outsider);
  expect(columns.map((one) => one.total)).toEqual([0, 0, 0, 0, 0]);
});
