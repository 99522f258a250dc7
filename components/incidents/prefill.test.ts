import { describe, expect, test } from "vitest";
import type { Places } from "#lib/incidents/queries/choices.ts";
import { readPrefill } from "./prefill.ts";

const places: Places = {
  teams: [
    { id: "own", name: "Payments", mine: true, mayTake: true },
    { id: "other", name: "Platform", mine: false, mayTake: false },
  ],
  services: [{ id: "portal", name: "Tenant portal", teamId: "other" }],
};

describe("what the address asks the form to start with", () => {
  test("nothing: one's own team, no severity, nothing kept apart", () => {
    expect(readPrefill({}, places)).toEqual({
      start: {
        title: "",
        severity: "",
        teamId: "own",
        serviceId: "",
        summary: "",
        type: "other",
        private: false,
        iAmOnIt: false,
      },
      from: "",
      link: null,
    });
  });
  test("a breaching reading: title, severity, service with its team, and the item it came from", () => {
    const query = {
      title: "Error rate at 6 %",
      severity: "P1",
      serviceId: "portal",
      run: "r1",
      item: "errors",
    };
    const { start, from, link } = readPrefill(query, places);
    expect(start).toMatchObject({
      title: "Error rate at 6 %",
      severity: "P1",
      serviceId: "portal",
      teamId: "other",
    });
    expect(link).toEqual({ kind: "checklist-item", subjectId: "r1", part: "errors" });
    expect(from).not.toBe("");
  });
  test("rubbish is left out, what is too long is cut, security opens private", () => {
    const { start } = readPrefill(
      {
        title: "x".repeat(500),
        severity: "P9",
        teamId: "gone",
        serviceId: ["gone", "portal"],
        type: "security",
      },
      places,
    );
    expect(start).toMatchObject({
      severity: "",
      teamId: "own",
      serviceId: "",
      type: "security",
      private: true,
    });
    expect(start.title).toHaveLength(200);
  });
});
