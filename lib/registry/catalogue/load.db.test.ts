import { beforeAll, describe, expect, test } from "vitest";
import { completeRun } from "#lib/checklists/commands/complete-run.ts";
import { editTemplate } from "#lib/checklists/commands/edit-template.ts";
import { putItem } from "#lib/checklists/commands/put-item.ts";
import { startRun } from "#lib/checklists/commands/start-run.ts";
import { answerableItems, type ChecklistItem } from "#lib/checklists/model.ts";
import { readTemplate } from "#lib/checklists/queries/templates.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { editRunbook } from "#lib/runbooks/commands/edit.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { again, aPerson, aTeam, signedIn } from "#lib/testing/people-factory.ts";
import { type Catalogue, type CatalogueKind, readCatalogue } from "../catalogue-file.ts";
import { loadCatalogue } from "./load.ts";
import type { KindReport, LoadReport } from "./schema.ts";

await testDatabase();
const catalogue = readCatalogue();
const PROFILES = catalogue.content.profiles.map((profile) => profile.key);

let admin: Ctx;
beforeAll(async () => {
  admin = await signedIn(await aPerson({ role: "admin" }));
});
const load = (teamId: string, profiles: string[], more: object = {}, files: Catalogue = catalogue) =>
  loadCatalogue(admin, { teamId, profiles, ...more }, files);

/** Another state of the files: what `change` makes of a deep copy of them. */
function changed(change: (copy: Catalogue["content"]) => void): Catalogue {
  const content = structuredClone(catalogue.content);
  change(content);
  const items = catalogue.items.map((item) => {
    const list: unknown = content[item.kind];
    const found = Array.isArray(list)
      ? (list as Array<{ key?: string; title?: string }>).find((one) => one.key === item.key)
      : undefined;
    return found ? { ...item, title: found.title ?? item.title, content: found } : item;
  });
  return { ...catalogue, content, items };
}

function of(report: LoadReport, kind: CatalogueKind): KindReport {
  const found = report.kinds.find((one) => one.kind === kind);
  if (!found) throw new Error(`The report has no ${kind}.`);
  return found;
}

/** Every kind of the file is in the report, and every thing of it in exactly one column. */
function expectSums(report: LoadReport): void {
  const counts = catalogue.kinds();
  expect(report.kinds.map((one) => one.kind).sort()).toEqual(Object.keys(counts).sort());
  for (const one of report.kinds) {
    expect(one.inFile, one.kind).toBe(counts[one.kind]);
    expect(one.inScope + one.otherProfiles, one.kind).toBe(one.inFile);
    const { made, updated, unchanged, keptEdits, asReference, skipped } = one;
    expect(made + updated + unchanged + keptEdits + asReference + skipped.length, one.kind).toBe(one.inScope);
    expect(skipped, one.kind).toEqual([]);
  }
}

/** Everything the loader may write, as it stands. */
async function snapshot() {
  const order = { orderBy: { id: "asc" } } as const;
  const keys = { orderBy: { key: "asc" } } as const;
  return {
    templates: await db().checklistTemplate.findMany(order),
    versions: await db().checklistVersion.findMany(order),
    runbooks: await db().runbook.findMany(order),
    policies: await db().escalationPolicy.findMany(order),
    presets: await db().thresholdPreset.findMany(order),
    services: await db().service.findMany(order),
    kpis: await db().kpiDefinition.findMany(keys),
    metrics: await db().metric.findMany(keys),
    vendors: await db().vendor.findMany(keys),
    roles: await db().dutyRole.findMany(keys),
    profiles: await db().profile.findMany(keys),
    severities: await db().severityLevel.findMany({ orderBy: { level: "asc" } }),
    entries: await db().catalogueEntry.findMany({ orderBy: [{ kind: "asc" }, { key: "asc" }] }),
  };
}

/** A reading on the good side of the item's target. */
function goodReading({ measure }: ChecklistItem): number {
  const { comparator, target, min = 1 } = measure ?? {};
  if (typeof target !== "number") return min;
  const step = { lt: -1, gt: 1 } as Record<string, number>;
  return target + (step[comparator ?? ""] ?? 0) * 0.01;
}

function answerTo(item: ChecklistItem) {
  switch (item.type ?? "done") {
    case "done":
      return true as const;
    case "yesno":
      return item.badWhen === "yes" ? "no" : "yes";
    case "status":
      return "working";
    case "trend":
      return "stable";
    case "choice":
      return item.options?.[0] ?? "";
    case "text":
      return "nothing unusual";
    case "number":
      return goodReading(item);
    case "numberVsExpected":
      return { actual: 100, expected: 100 };
  }
}

describe("a fresh load", () => {
  // Per profile: checklists of its own and general, trigger lists, KPIs, runbooks with procedures, presets.
  test.each([
    ["election", { checklists: 5, deploymentChecklists: 5, kpis: 27, runbooks: 5, thresholdPresets: 2 }],
    ["kubernetes", { checklists: 8, deploymentChecklists: 4, kpis: 25, runbooks: 6, thresholdPresets: 4 }],
    ["payments-saas", { checklists: 7, deploymentChecklists: 4, kpis: 25, runbooks: 6, thresholdPresets: 9 }],
    [
      "olympiad-platform",
      { checklists: 4, deploymentChecklists: 11, kpis: 29, runbooks: 5, thresholdPresets: 9 },
    ],
    ["supabase", { checklists: 6, deploymentChecklists: 6, kpis: 24, runbooks: 5, thresholdPresets: 4 }],
  ] as const)("%s brings what its guide says, and nothing is dropped", async (profile, counts) => {
    const teamId = await aTeam();
    const report = await load(teamId, [profile]);
    expectSums(report);
    const own = catalogue.itemsFor(profile);
    for (const one of report.kinds) {
      const expected = one.kind === "profiles" ? 1 : own.filter((item) => item.kind === one.kind).length;
      expect(one.inScope, one.kind).toBe(expected);
    }
    for (const [kind, count] of Object.entries(counts))
      expect(of(report, kind as CatalogueKind).inScope, kind).toBe(count);
    const templates = await db().checklistTemplate.count({ where: { teamId } });
    expect(templates).toBe(counts.checklists + counts.deploymentChecklists);
    expect(await db().thresholdPreset.count({ where: { profileKey: profile } })).toBe(
      counts.thresholdPresets,
    );
    const row = await db().profile.findUniqueOrThrow({ where: { key: profile } });
    expect(row.loadedAt).not.toBeNull();
  });

  test("all five together: 32 lists, 34 KPIs, 17 runbooks, 419 things kept", async () => {
    const teamId = await aTeam();
    const report = await load(teamId, PROFILES);
    expectSums(report);
    expect(report.kinds.every((one) => one.otherProfiles === 0)).toBe(true);
    expect(await db().checklistTemplate.count({ where: { teamId } })).toBe(32);
    expect(await db().kpiDefinition.count({ where: { source: { not: "computed" } } })).toBe(34);
    expect(await db().runbook.count()).toBe(17);
    expect(await db().thresholdPreset.count()).toBe(28);
    expect(await db().catalogueEntry.count()).toBe(419);
    expect(report.totals.inScope).toBe(419);
    expect(await db().metric.count()).toBe(49);
    expect(await db().vendor.count()).toBe(22);
    expect(await db().dutyRole.count()).toBe(11);
    const policy = await db().escalationPolicy.findFirstOrThrow({ where: { teamId } });
    expect(policy.state).toBe("draft");
    expect(policy.definition).toMatchObject({ needsRoles: ["on-call-dev", "tech-lead", "cto"] });
  });

  test("the severities that were there already say what the file says", async () => {
    const report = await load(await aTeam(), ["general"]);
    expect(of(report, "severities")).toMatchObject({ inScope: 5, unchanged: 5, keptEdits: 0 });
    expect(of(report, "checklists")).toMatchObject({ inScope: 3, otherProfiles: 15 });
    expect(report.firstCheck).toBeNull();
  });

  test("what has no room yet is kept to be read", async () => {
    const report = await load(await aTeam(), PROFILES);
    expect(of(report, "backupPolicies")).toMatchObject({ asReference: 5, made: 0, place: null });
    expect(of(report, "scheduledJobs")).toMatchObject({ asReference: 6, made: 0 });
    const entry = await db().catalogueEntry.findFirstOrThrow({ where: { kind: "backupPolicies" } });
    expect(entry.subjectId).toBeNull();
    expect(entry.content).toMatchObject({ key: entry.key });
  });
});

describe("a second load", () => {
  test("changes nothing", async () => {
    const teamId = await aTeam();
    await load(teamId, PROFILES, { serviceName: `Unchanged ${teamId}` });
    const before = await snapshot();
    const report = await load(teamId, PROFILES, { serviceName: `Unchanged ${teamId}` });
    expectSums(report);
    expect(await snapshot()).toEqual(before);
    expect(report.totals).toMatchObject({ made: 0, updated: 0, keptEdits: 0 });
    expect(report.entries).toEqual({ made: 0, updated: 0, unchanged: 419 });
    expect(report.service?.made).toBe(false);
  });

  test("of another profile adds its own and repeats nothing general", async () => {
    const teamId = await aTeam();
    await load(teamId, ["payments-saas"]);
    const report = await load(teamId, ["supabase"]);
    expect(of(report, "checklists")).toMatchObject({ inScope: 6, made: 3, unchanged: 3 });
    const keys = await db().checklistTemplate.findMany({ where: { teamId }, select: { catalogueKey: true } });
    expect(new Set(keys.map((row) => row.catalogueKey)).size).toBe(keys.length);
  });

  test("for another team gives it its own lists and leaves the first one's alone", async () => {
    const first = await aTeam();
    const second = await aTeam();
    await load(first, ["election"]);
    const before = await db().checklistTemplate.findMany({ where: { teamId: first } });
    const report = await load(second, ["election"]);
    expect(of(report, "checklists").made).toBe(5);
    expect(of(report, "runbooks")).toMatchObject({ made: 0, unchanged: 5 });
    expect(of(report, "escalationPolicies").made).toBe(1);
    expect(await db().checklistTemplate.findMany({ where: { teamId: first } })).toEqual(before);
  });
});

describe("a local edit", () => {
  test("stays, is reported, and stays when the file changes, too", async () => {
    const teamId = await aTeam();
    await load(teamId, ["payments-saas"]);
    const row = await db().checklistTemplate.findFirstOrThrow({
      where: { teamId, catalogueKey: "saas-morning-check" },
    });
    await editTemplate(admin, row.id, { version: row.version, title: "Our morning" });
    await db().vendor.update({
      where: { key: "sentry" },
      data: { dashboard: "https://sentry.example.org/ours" },
    });
    const runbook = await db().runbook.findUniqueOrThrow({ where: { catalogueKey: "high-error-rate" } });
    await editRunbook(admin, { id: runbook.id, version: runbook.version, notes: "Ours." });
    await db().severityLevel.update({ where: { level: "P2" }, data: { respondSeconds: 7200 } });
    const files = changed((content) => {
      for (const one of content.checklists) one.title = `${one.title}, new`;
      for (const one of content.vendors) one.purpose = `${one.purpose}, new`;
      for (const one of content.runbooks) one.title = `${one.title}, new`;
    });
    const report = await load(teamId, ["payments-saas"], {}, files);
    expect(of(report, "checklists")).toMatchObject({ updated: 6, keptEdits: 1 });
    expect(of(report, "checklists").kept).toMatchObject([{ key: "saas-morning-check" }]);
    expect(of(report, "vendors")).toMatchObject({ updated: 17, keptEdits: 1 });
    expect(of(report, "runbooks")).toMatchObject({ updated: 5, keptEdits: 1 });
    expect(of(report, "severities").kept).toMatchObject([{ key: "P2" }]);
    expect((await readTemplate(admin, row.id)).title).toBe("Our morning");
    const vendor = await db().vendor.findUniqueOrThrow({ where: { key: "sentry" } });
    expect(vendor).toMatchObject({ dashboard: "https://sentry.example.org/ours", purpose: "error tracking" });
    expect((await db().severityLevel.findUniqueOrThrow({ where: { level: "P2" } })).respondSeconds).toBe(
      7200,
    );
    // Back to the first state of the files: nothing but the same three edits is kept.
    const back = await load(teamId, ["payments-saas"]);
    expect(back.totals).toMatchObject({ updated: 28, keptEdits: 4, made: 0 });
    await db().severityLevel.update({ where: { level: "P2" }, data: { respondSeconds: 14_400 } });
    await db().vendor.update({
      where: { key: "sentry" },
      data: { dashboard: "https://sentry.io/your-org/your-project" },
    });
    const edited = await db().runbook.findUniqueOrThrow({ where: { id: runbook.id } });
    await editRunbook(admin, { id: runbook.id, version: edited.version, notes: "" });
    // What was put back to the file's words counts as the file's again; a template keeps that it was edited.
    expect((await load(teamId, ["payments-saas"])).totals).toMatchObject({ keptEdits: 1, updated: 0 });
  });
});

describe("a change of the file", () => {
  test("reaches records that nobody edited, as a new version", async () => {
    const teamId = await aTeam();
    await load(teamId, ["kubernetes"]);
    const files = changed((content) => {
      const list = content.checklists.find((one) => one.key === "cluster-weekly-security-updates");
      const item = list?.sections[0]?.items[0];
      if (item) item.text = "Read the new advisories";
      const kpi = content.kpis.find((one) => one.key === "uptime-30d");
      if (kpi) kpi.target = 99.5;
      const policy = content.escalationPolicies[0];
      if (policy) policy.backstop.unresolvedMinutes = 45;
    });
    const report = await load(teamId, ["kubernetes"], {}, files);
    expectSums(report);
    expect(report.totals).toMatchObject({ updated: 3, made: 0, keptEdits: 0 });
    const row = await db().checklistTemplate.findFirstOrThrow({
      where: { teamId, catalogueKey: "cluster-weekly-security-updates" },
    });
    expect(row).toMatchObject({ currentVersion: 2, editedHere: false });
    const version = await db().checklistVersion.findFirstOrThrow({
      where: { templateId: row.id, number: 2 },
    });
    expect(JSON.stringify(version.definition)).toContain("Read the new advisories");
    expect((await db().kpiDefinition.findUniqueOrThrow({ where: { key: "uptime-30d" } })).target).toBe(99.5);
    expect((await load(teamId, ["kubernetes"], {}, files)).totals).toMatchObject({
      updated: 0,
      keptEdits: 0,
    });
    expect((await load(teamId, ["kubernetes"])).totals.updated).toBe(3);
  });
});

describe("the service", () => {
  test("is made, takes the profile, and its checks are its own", async () => {
    const teamId = await aTeam();
    const report = await load(teamId, ["payments-saas"], { serviceName: "Checkout" });
    expect(report.service).toMatchObject({ name: "Checkout", made: true });
    expect(report.firstCheck?.title).toBe("Morning check");
    const service = await db().service.findUniqueOrThrow({ where: { name: "Checkout" } });
    expect(service).toMatchObject({ teamId, profileKey: "payments-saas" });
    const lists = await db().checklistTemplate.findMany({ where: { teamId } });
    expect(lists.filter((row) => row.serviceId === service.id)).toHaveLength(4);
    expect(lists).toHaveLength(11);
    // Without naming the service again, its own lists are not made a second time for the team.
    expect((await load(teamId, ["payments-saas"])).totals.made).toBe(0);
  });

  test("of another team, an unknown team and an unknown profile are refused at their field", async () => {
    const teamId = await aTeam();
    const name = `Elsewhere ${teamId}`;
    await load(await aTeam(), ["election"], { serviceName: name });
    const at = (path: string) => ({ code: "invalid", facts: { errors: [{ path }] } });
    await expect(load(teamId, ["election"], { serviceName: name })).rejects.toMatchObject(at("serviceName"));
    await expect(load(teamId, ["guide-9"])).rejects.toMatchObject(at("profiles"));
    await expect(load(crypto.randomUUID(), ["election"])).rejects.toMatchObject(at("teamId"));
    const wrong = { serviceName: "New", serviceProfile: "supabase" };
    await expect(load(teamId, ["election"], wrong)).rejects.toMatchObject(at("serviceProfile"));
    expect(await db().checklistTemplate.count({ where: { teamId } })).toBe(0);
  });
});

test("only administrators load, and each load is in the audit record", async () => {
  const lead = await aPerson();
  const teamId = await aTeam([[lead, "lead"]]);
  const ctx = await signedIn(lead);
  await expect(loadCatalogue(ctx, { teamId, profiles: ["general"] }, catalogue)).rejects.toMatchObject({
    code: "forbidden",
  });
  await load(teamId, ["general"]);
  expect(await db().auditEntry.count({ where: { action: "catalogue.load", teamId } })).toBe(1);
  expect(await db().outboxEvent.count({ where: { name: "catalogue.loaded" } })).toBeGreaterThan(0);
});

test("every loaded checklist can be started, answered and completed", async () => {
  const lead = await aPerson();
  const teamId = await aTeam([[lead, "lead"]]);
  await load(teamId, PROFILES);
  const ctx = await again(await signedIn(lead));
  const lists = await db().checklistTemplate.findMany({ where: { teamId }, orderBy: { id: "asc" } });
  expect(lists).toHaveLength(32);
  for (const list of lists) {
    const run = await startRun(ctx, { templateId: list.id });
    const template = await readTemplate(ctx, list.id);
    for (const item of answerableItems(template.definition.sections))
      await putItem(ctx, run.id, item.key, { value: answerTo(item) });
    const done = await completeRun(ctx, run.id);
    expect(done.state, list.title).toBe("completed");
  }
});
