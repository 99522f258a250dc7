import { beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "#lib/platform/context.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { aPerson, signedIn } from "#lib/testing/people-factory.ts";
import { listViews } from "../queries/views.ts";
import { keepView } from "./keep-view.ts";

await testDatabase();

let ines: Ctx;
let marek: Ctx;
beforeAll(async () => {
  ines = await signedIn(await aPerson());
  marek = await signedIn(await aPerson());
});

const place = "incidents" as const;

describe("saved views", () => {
  test("are kept by name, replaced by the same name, taken away, and nobody else's", async () => {
    await keepView(ines, { place, name: "Mine and bad", query: "mine=true&severity=P0" });
    await keepView(ines, { place, name: "Going on", query: "status=active" });
    await keepView(marek, { place, name: "Mine and bad", query: "severity=P1" });
    await keepView(ines, { place, name: "Mine and bad", query: "mine=true&severity=P0%2CP1" });
    expect(await listViews(ines, place)).toEqual([
      { name: "Going on", query: "status=active" },
      { name: "Mine and bad", query: "mine=true&severity=P0%2CP1" },
    ]);
    await keepView(ines, { place, name: "Mine and bad", query: null });
    await keepView(ines, { place, name: "Mine and bad", query: null });
    expect(await listViews(ines, place)).toEqual([{ name: "Going on", query: "status=active" }]);
    expect(await listViews(marek, place)).toEqual([{ name: "Mine and bad", query: "severity=P1" }]);
  });

  test("at most thirty, and a known one can still be changed then", async () => {
    for (let at = 0; at < 30; at++)
      await keepView(marek, { place, name: `View ${at}`, query: "q=x" }).catch(() => null);
    await expect(keepView(marek, { place, name: "One more", query: "q=y" })).rejects.toThrow(
      "remove one first",
    );
    await keepView(marek, { place, name: "View 1", query: "q=z" });
  });
});
