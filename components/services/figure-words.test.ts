import { describe, expect, test } from "vitest";
import { definitionOf, SETTING_KEYS } from "#lib/services/model.ts";
import { saySource, sayValue } from "./figure-words.ts";
import { sayHours, sayMetric, sayUnit } from "./words.ts";

const shape = (key: string) => {
  const definition = definitionOf(key);
  if (!definition) throw new Error(key);
  return {
    type: definition.type,
    unit: definition.type === "number" ? definition.unit : null,
    options: definition.type === "choice" || definition.type === "choices" ? [...definition.options] : [],
    figures:
      definition.type === "figures"
        ? definition.figures.map((one) => ({
            ...one,
            whole: one.whole ?? false,
            optional: one.optional ?? false,
          }))
        : [],
  };
};

describe("figures in words", () => {
  test("every default and preset can be said, without code words", () => {
    for (const key of SETTING_KEYS) {
      const definition = definitionOf(key);
      for (const value of [definition?.default, ...Object.values(definition?.presets ?? {})]) {
        const said = sayValue(shape(key), value);
        expect(said, key).not.toBe("");
        expect(said, key).not.toMatch(/undefined|null|\[object|_/);
      }
    }
  });

  test("says numbers, choices, several figures and empty ones", () => {
    expect(sayValue(shape("error_rate_target_pct"), 0.1)).toBe("0.1 %");
    expect(sayValue(shape("migration_requires_backup"), false)).toBe("No");
    expect(sayValue(shape("postmortem_required_for"), ["P0", "P1"])).toBe("P0, P1");
    expect(sayValue(shape("postmortem_required_for"), [])).toBe("None");
    expect(sayValue(shape("backup_retention"), { days: 30, weeks: null, months: null })).toBe(
      "daily 30 days",
    );
  });

  test("says where a value comes from", () => {
    expect(saySource("service", {})).toBe("Set on the service");
    expect(saySource("profile election", { election: "Critical event" })).toBe("Profile: Critical event");
    expect(saySource("profile other", new Map())).toBe("Profile: other");
  });
});

describe("services in words", () => {
  test("service hours: a row of days as a span, others one by one", () => {
    const hours = { zone: "Europe/Berlin", days: [5, 1, 2, 3, 4], from: "08:00", to: "18:00" };
    expect(sayHours(null)).toBe("Around the clock");
    expect(sayHours(hours)).toBe("Mon–Fri 08:00–18:00, Europe/Berlin");
    expect(sayHours({ ...hours, days: [1, 3, 6] })).toBe("Mon, Wed, Sat 08:00–18:00, Europe/Berlin");
    expect(sayHours({ ...hours, zone: "America/New_York", days: [7] })).toBe(
      "Sun 08:00–18:00, America/New York",
    );
  });

  test("metrics and units", () => {
    expect(sayMetric("response_ms", "p95")).toBe("Response time, 95th percentile");
    expect(sayMetric("queue_length", "max")).toBe("queue length, max");
    expect([sayUnit("percent_of_max", "x"), sayUnit("", "response_ms"), sayUnit("count", "x")]).toEqual([
      "%",
      "ms",
      "count",
    ]);
  });
});
