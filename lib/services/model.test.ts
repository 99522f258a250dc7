import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GROUPS } from "./model/kinds.ts";
import {
  definitionOf,
  figuresProblem,
  readThresholdKey,
  resolveSetting,
  SETTING_KEYS,
  SETTING_OF_FIGURE,
  settingProblem,
  thresholdKey,
} from "./model.ts";

const PROFILES = ["election", "kubernetes", "payments-saas", "olympiad-platform", "supabase"];

describe("the settings on which the guides disagree", () => {
  test("cover every row, C-01 to C-50", () => {
    const rows = new Set(SETTING_KEYS.map((key) => definitionOf(key)?.conflict));
    const wanted = Array.from({ length: 50 }, (_, index) => `C-${String(index + 1).padStart(2, "0")}`);
    expect(wanted.filter((row) => !rows.has(row))).toEqual([]);
  });

  test.each(SETTING_KEYS)("%s: default and presets fit, and it says what it decides", (key) => {
    const definition = definitionOf(key);
    if (!definition) throw new Error("no definition");
    expect(settingProblem(definition, definition.default)).toBeNull();
    for (const [profile, preset] of Object.entries(definition.presets ?? {})) {
      expect(PROFILES).toContain(profile);
      expect(settingProblem(definition, preset), profile).toBeNull();
      expect(preset, "a preset that equals the default says nothing").not.toEqual(definition.default);
    }
    expect(definition.explain).toMatch(/^[A-Z].{20,180}\.$/);
    expect(definition.label).toMatch(/^[A-Z].{2,60}$/);
    expect(GROUPS).toContain(definition.group);
  });

  test("any value is judged, never thrown over", () => {
    fc.assert(
      fc.property(fc.constantFrom(...SETTING_KEYS), fc.anything(), (key, value) => {
        const definition = definitionOf(key);
        const problem = definition ? settingProblem(definition, value) : "";
        return problem === null || (typeof problem === "string" && problem.length > 5);
      }),
      { numRuns: 2000 },
    );
  });

  test("names of object members are no settings", () => {
    expect(["toString", "__proto__", "constructor", ""].map(definitionOf)).toEqual([null, null, null, null]);
  });

  test("the most particular value holds, and says so", () => {
    const definition = definitionOf("error_rate_target_pct");
    if (!definition) throw new Error("no definition");
    const from = (stored: { service?: unknown; profileKey: string | null; installation?: unknown }) =>
      resolveSetting(definition, stored);
    expect(from({ service: 3, profileKey: "election", installation: 2 })).toEqual({
      value: 3,
      from: "service",
    });
    expect(from({ profileKey: "election", installation: 2 })).toEqual({
      value: 0.1,
      from: "profile election",
    });
    expect(from({ profileKey: "supabase", installation: 2 })).toEqual({ value: 2, from: "installation" });
    expect(from({ profileKey: null })).toEqual({ value: 1, from: "default" });
    // A value that was kept before the definition changed is stepped over.
    expect(from({ service: "three", profileKey: null, installation: 101 })).toEqual({
      value: 1,
      from: "default",
    });
  });
});

describe("thresholds", () => {
  test("a key names metric and statistic, or is none", () => {
    expect(readThresholdKey(thresholdKey("response_ms", "p95"))).toEqual({
      metric: "response_ms",
      aggregation: "p95",
    });
    expect(readThresholdKey("threshold:cpu_pct:")).toEqual({ metric: "cpu_pct", aggregation: "" });
    expect(["threshold::p95", "threshold:a b:p95", "threshold:x", "x"].map(readThresholdKey)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  test.each([
    [{ target: 500, warn: 1000, critical: 2000 }, true],
    [{ target: 99.9, warn: 99, critical: 95 }, true],
    [{ target: 1, warn: 1, critical: 5 }, true],
    [{ target: null, warn: 80, critical: null }, true],
    [{ target: 3000, warn: 1000, critical: 2000 }, false],
    [{ target: 90, warn: 99, critical: 95 }, false],
    [{ target: null, warn: null, critical: null }, false],
    [{ target: Number.POSITIVE_INFINITY, warn: null, critical: null }, false],
  ])("figures %j can be kept: %s", (figures, fits) => {
    expect(figuresProblem(figures) === null).toBe(fits);
  });
});

describe("what judges today", () => {
  const sources = readdirSync("lib", { recursive: true, withFileTypes: true })
    .concat(readdirSync("app", { recursive: true, withFileTypes: true }))
    .filter((one) => one.isFile() && /\.tsx?$/.test(one.name) && !/\.test\.ts$/.test(one.name))
    .map((one) => join(one.parentPath, one.name))
    .filter((path) => !path.startsWith(join("lib", "services", "model")))
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
  const ofFigures = new Set(Object.values(SETTING_OF_FIGURE).flatMap((one) => Object.values(one)));

  test.each(SETTING_KEYS)("%s: says that it judges exactly when something reads it", (key) => {
    const definition = definitionOf(key);
    const read = sources.includes(`"${key}"`) || ofFigures.has(key);
    expect(definition?.judges !== undefined).toBe(read || definition?.fixed !== undefined);
  });
});
