import { part, textAt } from "./http-client.ts";
import { type Added, type Segments, titled, versionOf } from "./http-fixtures.ts";
import { type Cast, must, type Team } from "./http-people.ts";

const causeBody = (team: Team) => ({ text: `Cause ${team.mark}` });
const summary = (team: Team) => ({ text: `Summary ${team.mark}`, was: "" });

/** Adds a cause. @returns its id */
async function cause(cast: Cast, team: Team, postmortemId: string | undefined): Promise<string> {
  const made = await must(cast.operator, "POST", `/postmortems/${postmortemId}/causes`, causeBody(team));
  const causes = part(made, "causes");
  return Array.isArray(causes) ? textAt(causes.at(-1), "id") : textAt(made, "id");
}

/** A draft; one with all it needs that waits for its approval, where the route wants it so. */
async function postmortem(cast: Cast, team: Team, route: string): Promise<string> {
  const made = await must(cast.operator, "POST", "/postmortems", titled(team, "Postmortem"));
  const id = textAt(made, "id");
  if (!/\/(publish|return)$/.test(route)) return id;
  await cause(cast, team, id);
  await must(cast.operator, "POST", `/postmortems/${id}/actions`, { title: titled(team, "Action").title });
  await must(cast.operator, "PUT", `/postmortems/${id}/sections/summary`, summary(team));
  await must(cast.operator, "POST", `/postmortems/${id}/submit`, {});
  return id;
}

/** Postmortems and actions. */
export const POSTMORTEM_SEGMENTS: Segments = {
  postmortems: async (cast, team, route) => {
    const id = await postmortem(cast, team, route);
    return { params: { id }, body: await versionOf(cast, `/postmortems/${id}`) };
  },
  "action-items": async (cast, team, route) => {
    const id = textAt(await must(cast.operator, "POST", "/action-items", titled(team, "Action")), "id");
    if (route.endsWith("/reopen")) await must(cast.operator, "POST", `/action-items/${id}/done`, {});
    return { params: { id }, body: await versionOf(cast, `/action-items/${id}`) };
  },
};

const withCause: Added[string] = async (cast, team, subject) => ({
  params: { ...subject.params, causeId: await cause(cast, team, subject.params.id) },
  body: causeBody(team),
});

/** What their routes need beyond that. */
export const POSTMORTEM_ADDED: Added = {
  "post /postmortems": async (_cast, team) => ({ params: {}, body: titled(team, "Postmortem") }),
  "put /postmortems/{id}/sections/{section}": async (_cast, team, subject) => ({
    params: { ...subject.params, section: "summary" },
    body: summary(team),
  }),
  "patch /postmortems/{id}/causes/{causeId}": withCause,
  "delete /postmortems/{id}/causes/{causeId}": withCause,
  "post /postmortems/{id}/submit": async (cast, team, subject) => {
    await cause(cast, team, subject.params.id);
    return { ...subject, body: await versionOf(cast, `/postmortems/${subject.params.id}`) };
  },
};
