import { describe, expect, test } from "vitest";
import { linkOf } from "./link-target.ts";

const origin = "https://portal.example.org";
const id = "01a1fdb4-f60c-7635-b12d-2c4023bda5cd";

describe("a pasted address", () => {
  test("of this portal becomes the thing itself", () => {
    expect(linkOf(`${origin}/incidents/${id}`, origin)).toEqual({
      kind: "incident",
      subjectId: id,
      part: "",
    });
    expect(linkOf(` ${origin}/runbooks/${id}?x=1 `, origin)).toMatchObject({
      kind: "runbook",
      subjectId: id,
    });
    expect(linkOf(`${origin}/checklists/runs/${id}#api%20errors`, origin)).toEqual({
      kind: "checklist-item",
      subjectId: id,
      part: "api errors",
    });
  });
  test("of anywhere else stays an address", () => {
    expect(linkOf("https://grafana.example.org/d/1", origin)).toMatchObject({ kind: "url" });
    expect(linkOf(`https://other.example.org/incidents/${id}`, origin)).toMatchObject({ kind: "url" });
    expect(linkOf(`${origin}/kpis`, origin)).toMatchObject({ kind: "url", subjectId: `${origin}/kpis` });
  });
  test("that is none is refused", () => {
    for (const rubbish of ["", "INC-12", "javascript:alert(1)", "ftp://example.org", "http://"])
      expect(linkOf(rubbish, origin), rubbish).toBeNull();
  });
});
