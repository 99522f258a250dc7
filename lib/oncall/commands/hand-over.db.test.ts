import { expect, test } from "vitest";
import { inTransaction } from "#lib/platform/db.ts";
import { addMinutes } from "#lib/platform/time.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { aLayer, aSchedule, shiftsOf } from "#lib/testing/oncall-factory.ts";
import { aPerson, aTeam, signedIn } from "#lib/testing/people-factory.ts";
import { AddOverride } from "../schema/overrides.ts";
import { addOverride } from "./add-override.ts";
import { carriedShifts } from "./hand-over.ts";

await testDatabase();

test("the turns of somebody who leaves are listed, go to another of the team, or to nobody", async () => {
  const [lead, ines, tom, stranger] = [
    await aPerson({ name: "Marek" }),
    await aPerson({ name: "Ines" }),
    await aPerson({ name: "Tom" }),
    await aPerson({ name: "Stranger" }),
  ];
  const teamId = await aTeam([
    [lead, "lead"],
    [ines, "member"],
    [tom, "member"],
  ]);
  const asLead = await signedIn(lead);
  const start = asLead.now.toISOString().slice(0, 14).concat("00");
  const made = await aSchedule(asLead, teamId, [
    aLayer([ines, tom], { every: { unit: "hour", count: 6 }, start }),
  ]);
  const from = addMinutes(asLead.now, 2880);
  await addOverride(asLead, {
    ...AddOverride.parse({
      userId: ines.id,
      from: from.toISOString(),
      to: addMinutes(from, 30).toISOString(),
    }),
    id: made.id,
  });
  const list = (userId: string) => inTransaction(asLead, (tx) => carriedShifts.list(asLead, tx, userId));
  const items = await list(ines.id);
  expect(items.map((item) => item.id)).toEqual([made.id]);
  const give = (to: string | null, userId = ines.id) =>
    inTransaction(asLead, (tx) => carriedShifts.handOver(asLead, tx, userId, items, to));
  await expect(give(stranger.id)).rejects.toMatchObject({ code: "conflict" });
  await give(lead.id);
  expect(await list(ines.id)).toEqual([]);
  expect((await shiftsOf(asLead, made.id, 11)).slice(0, 2)).toEqual(["Marek rotation", "Tom rotation"]);
  expect(await shiftsOf({ ...asLead, now: from }, made.id, 0.25)).toEqual(["Marek override"]);
  // Left out: Tom has every turn.
  await give(null, lead.id);
  expect(new Set(await shiftsOf(asLead, made.id, 48))).toEqual(new Set(["Tom rotation"]));
});
