import { expect, it } from "vitest";
import { fromDraft, toDraft } from "#components/runbooks/content-draft.ts";
import { newRow } from "#components/runbooks/rows-editor.tsx";
import { SLOW_API } from "#lib/testing/runbooks-factory.ts";

it("content goes into the form and comes out as it was", () => {
  expect(fromDraft(toDraft(SLOW_API.content))).toEqual(SLOW_API.content);
});

it("what the form has no field for is carried along", () => {
  const fixes = [{ cause: "A release", fix: "Roll back", opens: "rollback" }];
  expect(fromDraft(toDraft({ ...SLOW_API.content, fixes })).fixes).toEqual(fixes);
});

it("rows left empty are left out", () => {
  const draft = toDraft(SLOW_API.content);
  const empty = { ...draft, symptoms: [...draft.symptoms, newRow([{ name: "text", label: "" }])] };
  expect(fromDraft(empty).symptoms).toEqual(SLOW_API.content.symptoms);
});
