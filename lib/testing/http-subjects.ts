import { CHECKLIST_ADDED, CHECKLIST_SEGMENTS } from "./http-checklists.ts";
import type { Added, Segments, Subject } from "./http-fixtures.ts";
import { INCIDENT_ADDED, INCIDENT_SEGMENTS } from "./http-incidents.ts";
import { KPI_ADDED, KPI_SEGMENTS } from "./http-kpis.ts";
import { ONCALL_ADDED, ONCALL_SEGMENTS } from "./http-oncall.ts";
import { PAGING_ADDED, PAGING_SEGMENTS } from "./http-paging.ts";
import type { Cast, Team } from "./http-people.ts";
import { POSTMORTEM_ADDED, POSTMORTEM_SEGMENTS } from "./http-postmortems.ts";
import { RUNBOOK_ADDED, RUNBOOK_SEGMENTS } from "./http-runbooks.ts";
import { SERVICE_ADDED, SERVICE_SEGMENTS } from "./http-services.ts";
import { TEAM_ADDED, TEAM_SEGMENTS } from "./http-teams.ts";

const SEGMENTS: Segments = {
  ...TEAM_SEGMENTS,
  ...SERVICE_SEGMENTS,
  ...PAGING_SEGMENTS,
  ...ONCALL_SEGMENTS,
  ...INCIDENT_SEGMENTS,
  ...CHECKLIST_SEGMENTS,
  ...POSTMORTEM_SEGMENTS,
  ...RUNBOOK_SEGMENTS,
  ...KPI_SEGMENTS,
};

const ADDED: Added = {
  ...TEAM_ADDED,
  ...SERVICE_ADDED,
  ...PAGING_ADDED,
  ...ONCALL_ADDED,
  ...INCIDENT_ADDED,
  ...CHECKLIST_ADDED,
  ...POSTMORTEM_ADDED,
  ...RUNBOOK_ADDED,
  ...KPI_ADDED,
};

/**
 * A fresh subject for a route, in the state the route wants it in.
 * @param route method and path, as declared
 * @throws Error for a parameter nobody knows how to make: a new kind of route needs its fixture in the file of its room
 */
export async function subjectFor(cast: Cast, team: Team, route: string): Promise<Subject> {
  const path = route.slice(route.indexOf(" ") + 1);
  const segment = /^\/([\w-]+)\/\{/.exec(path)?.[1];
  const make = segment ? SEGMENTS[segment] : undefined;
  let subject: Subject = make ? await make(cast, team, route) : { params: {} };
  const more = ADDED[route];
  if (more) {
    const added = await more(cast, team, subject);
    subject = { ...subject, ...added, body: { ...subject.body, ...added.body } };
  }
  const wanted = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  const missing = wanted.filter((name) => !subject.params[name]);
  if (missing.length > 0)
    throw new Error(
      `No fixture for ${missing.join(", ")} of ${route}: add it to the file of its room that lib/testing/http-subjects.ts names.`,
    );
  return subject;
}
