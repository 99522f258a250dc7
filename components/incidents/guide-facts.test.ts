import { describe, expect, test } from "vitest";
import type { IncidentDto } from "#lib/incidents/schema/incidents.ts";
import type { EntryDto } from "#lib/incidents/schema/timeline.ts";
import { endedAt, guideFacts } from "./guide-facts.ts";

const entry = (kind: string, at: string, data: Record<string, unknown>): EntryDto => ({
  id: at,
  kind,
  text: "",
  data,
  actor: null,
  occurredAt: at,
  at,
  starred: false,
});
const incident = (facts: Partial<IncidentDto>) =>
  ({
    openedAt: "2026-11-23T08:41:00.000Z",
    acknowledgedAt: null,
    mitigatedAt: null,
    resolvedAt: null,
    closedAt: null,
    cancelledAt: null,
    watchUntil: null,
    status: "investigating",
    report: { happened: "", cause: "", resolution: "" },
    ...facts,
  }) as IncidentDto;

const named = entry("report", "2026-11-23T09:00:00.000Z", { parts: ["cause"] });
const whole = entry("report", "2026-11-23T09:30:00.000Z", { parts: ["happened", "cause", "resolution"] });

describe("where the response guide stands", () => {
  test("a cause counts from when it was first written, as long as there is one", () => {
    const report = { happened: "", cause: "A second pool", resolution: "" };
    expect(guideFacts(incident({ report }), [named, whole]).causeNamedAt?.toISOString()).toBe(named.at);
    expect(guideFacts(incident({}), [named]).causeNamedAt).toBeNull();
  });
  test("documented when all three parts are there, at the last writing or with the closing", () => {
    const report = { happened: "a", cause: "b", resolution: "c" };
    expect(guideFacts(incident({ report }), [named, whole]).documentedAt?.toISOString()).toBe(whole.at);
    const closedAt = "2026-11-23T10:00:00.000Z";
    expect(guideFacts(incident({ report, closedAt }), []).documentedAt?.toISOString()).toBe(closedAt);
    expect(guideFacts(incident({ report: { ...report, cause: " " } }), [whole]).documentedAt).toBeNull();
  });
});

describe("when it stopped running", () => {
  test("resolved, cancelled or merged away; not before", () => {
    expect(endedAt(incident({}), [])).toBeNull();
    expect(endedAt(incident({ resolvedAt: "r" }), [])).toBe("r");
    expect(endedAt(incident({ status: "cancelled", cancelledAt: "c" }), [])).toBe("c");
    expect(endedAt(incident({ status: "merged" }), [entry("status", "m", { to: "merged" })])).toBe("m");
  });
});
