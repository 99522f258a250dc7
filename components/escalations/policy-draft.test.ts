import { expect, test } from "vitest";
import { fromDraft, newLevel, toDraft } from "#components/escalations/policy-draft.ts";

test("a new policy begins with the pager at once and the lead after 15 minutes", () => {
  expect(fromDraft(toDraft(null))).toMatchObject({
    severities: ["P0", "P1"],
    levels: [
      { delaySeconds: 0, targets: [{ kind: "schedule" }] },
      { delaySeconds: 900, targets: [{ kind: "lead" }] },
    ],
    roundSeconds: 900,
    rounds: null,
    backstopSeconds: null,
  });
});

test("minutes may have a fraction; what is no number reaches the server as typed", () => {
  const draft = { ...toDraft(null), levels: [newLevel("1,5"), newLevel("soon")], backstop: "30" };
  expect(fromDraft(draft).levels.map((level) => level.delaySeconds)).toEqual([90, "soon"]);
  expect(fromDraft(draft).backstopSeconds).toBe(1800);
});
