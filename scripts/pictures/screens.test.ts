import { globSync } from "node:fs";
import { expect, test } from "vitest";
import { type Rows, screensOf } from "./screens.ts";

const rows: Rows = {
  incident: "row",
  open: "row",
  done: "row",
  template: "row",
  postmortem: "row",
  runbook: "row",
  service: "row",
  team: "row",
  schedule: "row",
  handoff: "row",
  policy: "row",
  person: "row",
};
/** What stands in an address where the route has a parameter. */
const FILLED: Record<string, string> = { "/kpis/[key]": "mtta", "/settings/catalogue/[kind]": "checklists" };

test("every page of the portal has its picture", () => {
  const taken = new Set(screensOf(rows).map((screen) => screen.path.split("?")[0]));
  const pages = globSync("app/**/page.tsx")
    .map((file) => `/${file.slice("app/".length, -"page.tsx".length)}`)
    .map((route) => route.replaceAll(/\/\([^)]*\)/g, "").replace(/(.)\/$/, "$1"))
    // The root only leads on to Today.
    .filter((route) => route !== "/");
  expect(pages.length).toBeGreaterThan(50);
  const missing = pages.filter((page) => !taken.has(page.replace(/\[\w+\]/, FILLED[page] ?? "row")));
  expect(missing).toEqual([]);
});
