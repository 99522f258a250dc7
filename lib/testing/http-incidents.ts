import { textAt } from "./http-client.ts";
import { type Added, next, type Segments, titled } from "./http-fixtures.ts";
import { type Cast, must, type Team } from "./http-people.ts";

/** Declares an incident of the team. @returns its id and title */
export async function incident(
  cast: Cast,
  team: Team,
  more: Record<string, unknown> = {},
): Promise<{ id: string; title: string }> {
  const body = {
    ...titled(team, "Incident"),
    summary: `Summary ${team.mark}`,
    severity: "P2",
    serviceId: team.serviceId,
    ...more,
  };
  return { id: textAt(await must(cast.operator, "POST", "/incidents", body), "id"), title: body.title };
}

/** An incident of the team, over where the route wants it so. */
async function incidents(cast: Cast, team: Team, route: string) {
  const { id } = await incident(cast, team);
  const over = /\/(close|reopen)$/.test(route);
  if (!over) return { params: { id }, body: { version: 1, reason: "A reason" } };
  await must(cast.operator, "POST", `/incidents/${id}/resolve`, { note: `Note ${team.mark}` });
  const report = {
    happened: `What ${team.mark}`,
    cause: `Why ${team.mark}`,
    resolution: `How ${team.mark}`,
  };
  return { params: { id }, body: { version: 2, reason: "A reason", report } };
}

export const INCIDENT_SEGMENTS: Segments = { incidents };

/** What routes of incidents, their parts and their reports need beyond that. */
export const INCIDENT_ADDED: Added = {
  "put /incidents/{id}/timeline/{entryId}/star": async (cast, team, subject) => {
    const entry = await must(cast.operator, "POST", `/incidents/${subject.params.id}/timeline`, {
      text: `Entry ${team.mark}`,
    });
    return { params: { ...subject.params, entryId: textAt(entry, "id") } };
  },
  "get /incidents/{id}/files/{fileId}": async (cast, team, subject) => {
    const answer = await cast.operator.ask("POST", `/api/v1/incidents/${subject.params.id}/files`, {
      body: `Log of ${team.mark}`,
      query: { name: "log.txt" },
    });
    return { params: { ...subject.params, fileId: textAt(answer.json, "data", "fileId") } };
  },
  "patch /incidents/{id}/tasks/{taskId}": async (cast, team, subject) => {
    const task = await must(cast.operator, "POST", `/incidents/${subject.params.id}/tasks`, {
      text: `Task ${team.mark}`,
    });
    return { params: { ...subject.params, taskId: textAt(task, "id") }, body: { version: 1, done: true } };
  },
  "post /incidents/{id}/watch": async (cast, _team, subject) => {
    await must(cast.operator, "POST", `/incidents/${subject.params.id}/mitigate`, {});
    return { ...subject, body: { minutes: 5 } };
  },
  "put /incidents/{id}/roles/{role}": async (cast, _team, subject) => ({
    params: { ...subject.params, role: "scribe" },
    body: { userId: cast.of("member").userId },
  }),
  "post /incidents/{id}/escalate": async (cast, _team, subject) => ({
    ...subject,
    body: { to: { userId: cast.of("lead").userId } },
  }),
  "post /incidents/{id}/severity": async (_cast, _team, subject) => ({
    ...subject,
    body: { severity: "P1", reason: "Worse" },
  }),
  "post /incidents/{id}/merge": async (cast, team, subject) => ({
    ...subject,
    body: { intoId: (await incident(cast, team)).id },
  }),
  "post /incidents/{id}/links": async (_cast, team, subject) => ({
    ...subject,
    body: { kind: "url", subjectId: `https://example.org/${team.mark}` },
  }),
  "post /incidents/resolve": async (cast, team) => {
    const dedupKey = `key-${next()}`;
    await incident(cast, team, { dedupKey });
    return { params: {}, body: { dedupKey, teamId: team.id } };
  },
  "post /incident-reports": async (cast) => ({ params: {}, body: { teamId: cast.closed.id } }),
};
