import { beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "#lib/platform/context.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { again, aPerson, aTeam, signedIn } from "#lib/testing/people-factory.ts";
import { readCatalogue } from "../catalogue-file.ts";
import { teamChoices } from "./choices.ts";
import { loadCatalogue } from "./load.ts";
import { countEntries, describeCatalogue, listEntries } from "./queries.ts";
import { ListEntries } from "./schema.ts";

await testDatabase();

let admin: Ctx;
let outsider: Ctx;
beforeAll(async () => {
  const ada = await aPerson({ role: "admin" });
  admin = await signedIn(ada);
  outsider = await signedIn(await aPerson());
  const closed = await aTeam([[ada, "lead"]], { visibility: "closed", name: "Closed" });
  await loadCatalogue(admin, { teamId: closed, profiles: ["payments-saas"] }, readCatalogue());
});
const list = (ctx: Ctx, filter: object = {}) => listEntries(ctx, ListEntries.parse(filter));

test("says what each profile brings, which is loaded, and who may load", async () => {
  const seen = await describeCatalogue(outsider);
  expect(seen.abilities.load).toBe(false);
  expect((await describeCatalogue(admin)).abilities.load).toBe(true);
  expect(seen.profiles.map((one) => [one.key, one.loadedAt !== null])).toEqual([
    ["election", false],
    ["kubernetes", false],
    ["payments-saas", true],
    ["olympiad-platform", false],
    ["supabase", false],
  ]);
  const saas = seen.profiles.find((one) => one.key === "payments-saas");
  expect(saas?.brings).toContainEqual({
    kind: "checklists",
    label: "Checklists",
    count: 4,
    reference: false,
  });
  expect(saas?.brings).toContainEqual({
    kind: "scheduledJobs",
    label: "Scheduled jobs",
    count: 5,
    reference: true,
  });
  expect(seen.general.brings).toContainEqual({ kind: "kpis", label: "KPIs", count: 24, reference: false });
  expect(seen.entries).toBe(289);
});

describe("entries", () => {
  test("come page by page, each once", async () => {
    const keys: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(admin, { limit: "25", cursor });
      keys.push(...page.items.map((one) => `${one.kind}/${one.key}`));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(keys).toHaveLength(289);
    expect(new Set(keys).size).toBe(289);
  });

  test("are found by kind, profile and words; a wild card is a character", async () => {
    expect((await list(admin, { kind: "backupPolicies" })).items).toMatchObject([
      { reference: true, live: null, profile: { key: "payments-saas" } },
    ]);
    expect((await list(admin, { kind: "checklists", profile: "general" })).items).toHaveLength(3);
    const found = await list(admin, { kind: "checklists", q: "MORNING" });
    expect(found.items.map((one) => one.key)).toEqual(["saas-morning-check"]);
    expect((await list(admin, { q: "%" })).items).toEqual([]);
  });

  test("have a title people can read, where the file has a key only", async () => {
    const titleOf = async (kind: string, q: string) => (await list(admin, { kind, q })).items[0]?.title;
    expect(await titleOf("thresholdPresets", "error_rate")).toBe("Error rate, ratio");
    expect(await titleOf("rollback", "rollback")).toBe("Rollback");
    expect(await titleOf("settings", "error_rate_target_pct")).not.toMatch(/_/);
  });

  test("lead to the record, but not into a closed team", async () => {
    const filter = { kind: "checklists", q: "morning" };
    const [mine] = (await list(admin, filter)).items;
    expect(mine?.live?.href).toMatch(/^\/checklists\/templates\/[0-9a-f-]{36}$/);
    const [theirs] = (await list(outsider, filter)).items;
    expect(theirs?.live?.href).toBe("/checklists/templates");
  });

  test("refuse a foreign cursor and an unknown kind", async () => {
    await expect(list(admin, { cursor: "bm90IG1pbmU" })).rejects.toMatchObject({ code: "bad_cursor" });
    expect(ListEntries.safeParse({ kind: "nonsense" }).success).toBe(false);
  });

  test("are counted in reading order", async () => {
    const counts = await countEntries(outsider);
    expect(counts[0]).toEqual({ kind: "profiles", label: "Profiles", count: 1, reference: false });
    expect(counts.reduce((sum, one) => sum + one.count, 0)).toBe(289);
    expect(counts.some((one) => one.kind === "launchWatch")).toBe(false);
  });
});

test("one's own teams are offered first", async () => {
  await aTeam([], { name: "Aardvark" });
  expect((await teamChoices(await again(admin))).map((team) => team.name)).toEqual(["Closed", "Aardvark"]);
});
