import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { cadenceOf, dueTimes } from "#lib/checklists/model/run.ts";
import { answerableItems, duplicateKeys } from "#lib/checklists/model.ts";
import { RESPONSE_STEPS } from "#lib/incidents/model/guide.ts";
import { DEFAULT_SEVERITIES } from "#lib/incidents/model/severity.ts";
import { rruleProblem } from "#lib/platform/time.ts";
import { CATALOGUE_DIR, CATALOGUE_KINDS, readCatalogue } from "./catalogue-file.ts";
import { brokenReferences } from "./catalogue-references.ts";

const catalogue = readCatalogue();
const { content } = catalogue;

describe("the catalogue as a whole", () => {
  test("holds what it should, kind by kind", () => {
    expect(catalogue.kinds()).toEqual({
      meta: 1,
      guides: 5,
      profiles: 5,
      dutyRoles: 11,
      channels: 5,
      contactList: 1,
      vendors: 22,
      vendorRows: 1,
      monitoringMatrix: 1,
      metrics: 49,
      checklists: 18,
      scheduledJobs: 6,
      severities: 5,
      incidentSources: 4,
      incidentImpactFields: 4,
      responseProcedures: 5,
      escalationPolicies: 1,
      onCall: 1,
      handoff: 1,
      postmortem: 1,
      kpis: 34,
      kpiRules: 1,
      thresholdPresets: 28,
      alertTiers: 4,
      alertTierModels: 5,
      alertRules: 64,
      alertMaintenance: 1,
      logSignals: 12,
      watchedEndpoints: 1,
      securityDetections: 10,
      auditLog: 1,
      runbooks: 7,
      runbookPolicy: 1,
      changePolicies: 1,
      changeClasses: 1,
      hotfixPolicy: 1,
      emergencyChange: 2,
      deploymentChecklists: 14,
      rollback: 1,
      launchWatch: 1,
      backupPolicies: 5,
      recoveryProcedures: 5,
      drillTypes: 7,
      healthEndpoints: 1,
      apiConventions: 1,
      documentationReview: 1,
      resources: 1,
      environmentVariables: 1,
      secretRotation: 4,
      digests: 1,
      settings: 55,
    });
  });

  test("has one key for each thing of a kind", () => {
    const seen = catalogue.items.map((item) => `${item.kind}/${item.key}`);
    expect(seen.filter((one, index) => seen.indexOf(one) !== index)).toEqual([]);
    expect(catalogue.items.every((item) => item.title.length > 0)).toBe(true);
  });

  test("names nothing that is not there", () => expect(brokenReferences(catalogue)).toEqual([]));

  test("uses every profile, and offers the general things to everybody", () => {
    for (const { key } of content.profiles) {
      expect(catalogue.items.filter((item) => item.profile === key).length, key).toBeGreaterThan(5);
      expect(
        content.checklists.some((one) => one.profile === key),
        key,
      ).toBe(true);
    }
    const general = catalogue.itemsFor("general");
    expect(general.every((item) => item.profile === null)).toBe(true);
    expect(general.filter((item) => item.kind === "checklists").map((item) => item.key)).toEqual([
      "documentation-monthly-review",
      "production-security-posture",
      "alerting-setup",
    ]);
    const saas = catalogue.itemsFor("payments-saas").filter((item) => item.kind === "checklists");
    expect(saas.map((item) => item.key)).toContain("saas-morning-check");
    expect(saas.map((item) => item.key)).not.toContain("basic-daily-check");
  });

  test("names no source file and no place in one", () => {
    for (const file of readdirSync(CATALOGUE_DIR)) {
      const text = readFileSync(join(CATALOGUE_DIR, file), "utf8");
      expect(text, file).not.toMatch(/\b00[0-4]:\d|00[0-4]_[0-9a-f]{8}|\brefs\b/);
      expect(text, file).not.toMatch(/^\s*(- \{)?[a-z]+_[a-z_]+:/m);
    }
  });

  test("covers every disagreement by a setting", () => {
    const rows = content.settings.flatMap((setting) => setting.rows);
    const all = Array.from({ length: 50 }, (_, index) => `C-${String(index + 1).padStart(2, "0")}`);
    expect([...new Set(rows)].sort()).toEqual(all);
  });
});

describe("checklists", () => {
  test.each(content.checklists.map((one) => [one.key, one] as const))("%s can be run", (_, checklist) => {
    expect(duplicateKeys(checklist.sections)).toEqual([]);
    expect(answerableItems(checklist.sections).length).toBeGreaterThan(0);
    const { rrule, trigger, time, zone } = checklist.cadence;
    if (rrule === undefined) expect(trigger).toBeDefined();
    else {
      expect(rruleProblem(rrule)).toBeNull();
      expect([time !== undefined, zone]).toEqual([true, "team"]);
      const opensAt = new Date("2026-06-01T03:15:00Z");
      const due = dueTimes({
        opensAt,
        cadence: cadenceOf(rrule),
        endOfDay: new Date("2026-06-01T18:15:00Z"),
      });
      expect(due.dueAt?.getTime()).toBeGreaterThan(opensAt.getTime());
    }
    expect(checklist.estimateMinutes.min).toBeLessThanOrEqual(checklist.estimateMinutes.max);
  });

  test("the morning check is the guide's: 18 items, three rules, 15 to 20 minutes at nine", () => {
    const morning = content.checklists.find((one) => one.key === "saas-morning-check");
    expect(morning && answerableItems(morning.sections)).toHaveLength(18);
    expect(morning?.escalateIf).toEqual([
      { metric: "error_rate_pct", comparator: "gt", value: 1, unit: "percent" },
      { metric: "response_ms", comparator: "gt", value: 2000, unit: "ms" },
      { event: "any service down" },
    ]);
    expect(morning?.estimateMinutes).toMatchObject({ min: 15, max: 20 });
    expect(morning?.cadence).toMatchObject({ rrule: "FREQ=DAILY", time: "09:00" });
  });

  test("items of deployment and launch lists are unique within each list, too", () => {
    for (const list of content.deploymentChecklists)
      expect(duplicateKeys(list.sections), list.key).toEqual([]);
    for (const phase of content.launchWatch.phases)
      expect(duplicateKeys(phase.sections), phase.key).toEqual([]);
  });
});

describe("figures", () => {
  test("severities and response steps are the ones the incident model starts with", () => {
    for (const level of content.severities.levels) {
      const figures = DEFAULT_SEVERITIES[level.key];
      expect(figures.respondSeconds, level.key).toBe(level.responseMinutes * 60);
      expect([figures.name, figures.postmortem, figures.pages]).toEqual([
        level.name,
        level.postmortem,
        level.page,
      ]);
    }
    const standard = content.responseProcedures.find((one) => one.key === "standard-response");
    expect(standard?.steps.map((step) => [step.key, step.fromMinute, step.toMinute])).toEqual(
      RESPONSE_STEPS.map((step) => [step.key, step.fromMinute, step.toMinute]),
    );
    expect(content.onCall.acknowledgeMinutes * 60).toBe(DEFAULT_SEVERITIES.P0.acknowledgeSeconds);
    expect(content.postmortem.policy).toMatchObject({ requiredFor: ["P0", "P1"], dueDays: 5 });
  });

  test("a KPI has a target and a comparator, or neither", () => {
    for (const kpi of content.kpis) expect(kpi.target === null, kpi.key).toBe(kpi.comparator === undefined);
    expect(new Set(content.kpis.map((kpi) => kpi.name)).size).toBe(34);
  });

  test("every recurring rule comes round", () => {
    const found: string[] = [];
    const walk = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      for (const [field, inner] of Object.entries(value)) {
        if (field === "rrule" && typeof inner === "string") found.push(inner);
        else walk(inner);
      }
    };
    walk(content);
    expect(found.length).toBeGreaterThan(40);
    expect(found.filter((rule) => rruleProblem(rule) !== null)).toEqual([]);
  });
});

describe("a file that was edited wrongly", () => {
  const dir = mkdtempSync(join(tmpdir(), "evenkeel-catalogue-"));
  afterAll(() => rmSync(dir, { recursive: true }));
  const withEdit = (file: string, edit: (text: string) => string) => {
    for (const name of readdirSync(CATALOGUE_DIR)) {
      const text = readFileSync(join(CATALOGUE_DIR, name), "utf8");
      writeFileSync(join(dir, name), name === file ? edit(text) : text);
    }
    return () => readCatalogue(dir);
  };

  test.each([
    ["an unknown field", "checklists.yaml", (text: string) => text.replace("badWhen", "badwhen"), "badwhen"],
    [
      "an unknown type",
      "checklists.yaml",
      (text: string) => text.replace("type: yesno", "type: maybe"),
      "checklists.yaml",
    ],
    [
      "a figure in words",
      "kpis.yaml",
      (text: string) => text.replace("target: 99.9", "target: high"),
      "kpis.0.target",
    ],
    ["a kind nobody knows", "kpis.yaml", (text: string) => `${text}\nwishes: []\n`, "wishes"],
    ["a kind twice", "kpis.yaml", (text: string) => `${text}\nmetrics: []\n`, "another file"],
    ["a kind missing", "handoff.yaml", () => "{}\n", "handoff is missing"],
    ["an empty file", "handoff.yaml", () => "", "is empty"],
  ])("%s is named with its file", (_, file, edit, words) => {
    expect(withEdit(file, edit)).toThrow(words);
  });

  test.each([
    ["checklists.yaml", "metric: uptime_pct", "metric: uptime", 'no metric "uptime"'],
    ["checklists.yaml", "service: razorpay", "service: payments", 'no service "payments"'],
    ["alert-rules.yaml", "runbook: payment-failures", "runbook: payment", 'no runbook "payment"'],
    ["alert-rules.yaml", "ownerRole: dba", "ownerRole: dbo", 'no ownerRole "dbo"'],
    ["alert-rules.yaml", "procedure: downtime", "procedure: uptime", 'no procedure "uptime"'],
    ["escalation-policies.yaml", "role: cto", "role: ceo", 'no role "ceo"'],
    ["settings.yaml", "presets: {election:", "presets: {elections:", 'no profile "elections"'],
    ["rollback.yaml", "next: hotfix-possible", "next: hotfix", 'no "hotfix"'],
    ["kpis.yaml", "metric: response_ms, unit: ms", "metric: response_ms, unit: s", "measured in ms"],
  ])("%s: %s → %s", (file, from, to, words) => {
    const read = withEdit(file, (text) => text.replace(from, to));
    expect(brokenReferences(read()).join("\n")).toContain(words);
  });
});

test("every kind has a shape, and every shape a kind", () => {
  expect(Object.keys(content).sort()).toEqual([...CATALOGUE_KINDS].sort());
});
