import { globSync } from "node:fs";
import { projectRoot } from "#scripts/launcher/paths.ts";

/** Every page of the application as its address, with `[name]` for parameters, from the files that make them. */
export function pageAddresses(): string[] {
  return globSync("app/**/page.tsx", { cwd: projectRoot })
    .map((file) => {
      const steps = file.replaceAll("\\", "/").split("/").slice(1, -1);
      return `/${steps.filter((step) => !step.startsWith("(")).join("/")}`;
    })
    .sort();
}

/** Which things a page with a parameter shows: the segment of the API whose ids it takes. */
const SHOWS: Record<string, string> = {
  "/incidents/[id]": "incidents",
  "/checklists/templates/[id]": "checklist-templates",
  "/checklists/templates/[id]/edit": "checklist-templates",
  "/checklists/runs/[id]": "checklist-runs",
  "/services/[id]": "services",
  "/runbooks/[id]": "runbooks",
  "/runbooks/[id]/edit": "runbooks",
  "/kpis/[key]": "kpis",
  "/postmortems/[id]": "postmortems",
  "/settings/teams/[id]": "teams",
  "/settings/teams/[id]/paging": "teams",
  "/settings/people/[id]": "users",
  "/settings/escalations/[id]": "escalation-policies",
  "/settings/escalations/[id]/edit": "escalation-policies",
  "/settings/catalogue/[kind]": "catalogue",
  "/on-call/schedules/[id]": "schedules",
  "/on-call/schedules/[id]/edit": "schedules",
  "/on-call/handoffs/[id]": "handoffs",
  "/on-call/contacts/[id]": "teams",
};

/**
 * The addresses to open for a page.
 * @param ids ids by segment of the API
 * @throws Error for a parameter nobody knows how to fill: a new page needs its line here
 */
export function visitsOf(page: string, ids: ReadonlyMap<string, readonly string[]>): string[] {
  if (!page.includes("[")) return [page];
  const segment = SHOWS[page];
  if (!segment) throw new Error(`No fixture for the page ${page}: add it to lib/testing/http-pages.ts.`);
  const found = ids.get(segment) ?? [];
  if (found.length === 0) throw new Error(`Nothing was made for the page ${page}.`);
  return found.map((id) => page.replace(/\[\w+\]/, encodeURIComponent(id)));
}
