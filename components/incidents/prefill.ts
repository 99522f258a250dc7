import type { Declaration } from "#components/incidents/declare-draft.ts";
import { INCIDENT_TYPES, SEVERITIES } from "#lib/incidents/model.ts";
import type { Places } from "#lib/incidents/queries/choices.ts";
import type { LinkInput } from "#lib/incidents/schema/links.ts";

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** A figure of the address as one text, cut to what its field holds. */
const one = (query: Query, name: string, max: number) => ([query[name]].flat()[0] ?? "").slice(0, max);

/**
 * What the address asks the form to start with: title, severity, type, teamId or serviceId, summary, private, and the
 * checklist item it came from (`run` and `item`). Unknown teams, services and levels are left out.
 */
export function readPrefill(query: Query, places: Places) {
  const service = places.services.find((entry) => entry.id === one(query, "serviceId", 40));
  const asked = places.teams.find((entry) => entry.id === (service?.teamId ?? one(query, "teamId", 40)));
  const own = places.teams.filter((team) => team.mine);
  const preset = asked ?? own[0] ?? (places.teams.length === 1 ? places.teams[0] : undefined);
  const severity = one(query, "severity", 2);
  const type = one(query, "type", 20);
  const run = one(query, "run", 40);
  const start: Declaration = {
    title: one(query, "title", 200),
    severity: SEVERITIES.some((level) => level === severity) ? severity : "",
    teamId: preset?.id ?? "",
    serviceId: service?.id ?? "",
    summary: one(query, "summary", 5000),
    type: INCIDENT_TYPES.some((known) => known === type) ? type : "other",
    private: one(query, "private", 5) === "true" || type === "security",
    iAmOnIt: false,
  };
  const link: LinkInput | null = run
    ? { kind: "checklist-item", subjectId: run, part: one(query, "item", 120) }
    : null;
  const from = [start.title, start.severity, start.serviceId, run, one(query, "item", 120)].join(" ").trim();
  return { start, from, link };
}
