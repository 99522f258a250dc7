import { textAt } from "./http-client.ts";
import { type Added, named, next, type Segments, versionOf } from "./http-fixtures.ts";
import { type Cast, join, must, PASSWORD, type Team } from "./http-people.ts";

/** Somebody who may be changed, moved and deactivated: nobody else's subject. */
const spare = async (cast: Cast) => (await join(cast.operator, "Spare", "viewer")).userId;

const invitation = (team: Team) => ({ email: `invited.${next()}@example.org`, teamId: team.id });

/** Teams, the people in them, and what belongs to an account. */
export const TEAM_SEGMENTS: Segments = {
  teams: async (cast, team, route) => {
    if (!route.endsWith("/archive"))
      return { params: { id: team.id }, body: await versionOf(cast, `/teams/${team.id}`) };
    const made = await must(cast.operator, "POST", "/teams", {
      name: named(team, "Old team"),
      visibility: team.key,
    });
    return { params: { id: textAt(made, "id") } };
  },
  users: async (cast, _team, route) => {
    const id = await spare(cast);
    if (route.endsWith("/reactivate")) await must(cast.operator, "POST", `/users/${id}/deactivate`, {});
    return { params: { id }, body: await versionOf(cast, `/users/${id}`) };
  },
  invitations: async (cast, team) => ({
    params: { id: textAt(await must(cast.operator, "POST", "/invitations", invitation(team)), "id") },
  }),
  tokens: async (cast) => {
    const made = await must(cast.of("lead").client, "POST", "/tokens", {
      name: "Spare",
      scopes: ["people:read"],
    });
    return { params: { id: textAt(made, "id") } };
  },
  audit: async (cast) => ({
    params: { id: textAt(await must(cast.operator, "GET", "/audit"), "items", 0, "id") },
  }),
};

/** What their routes need beyond that. */
export const TEAM_ADDED: Added = {
  "post /teams": async () => ({ params: {}, body: { name: `Team ${next()}` } }),
  "put /teams/{id}/members/{userId}": async (cast, _team, subject) => ({
    params: { ...subject.params, userId: await spare(cast) },
    body: { kind: "member" },
  }),
  "delete /teams/{id}/members/{userId}": async (cast, team, subject) => {
    const userId = await spare(cast);
    await must(cast.operator, "PUT", `/teams/${team.id}/members/${userId}`, { kind: "member" });
    return { params: { ...subject.params, userId } };
  },
  "put /teams/{id}/duties/{roleKey}": async (cast, _team, subject) => ({
    params: { ...subject.params, roleKey: "tech-lead" },
    body: { userIds: [cast.of("lead").userId] },
  }),
  "post /invitations": async (_cast, team) => ({ params: {}, body: invitation(team) }),
  "put /me/views": async () => ({
    params: {},
    body: { place: "incidents", name: `View ${next()}`, query: "severity=P0" },
  }),
  // The wrong password on purpose: the right one would end everybody's sessions.
  "post /me/password": async () => ({
    params: {},
    body: { current: "not the password", password: PASSWORD },
  }),
  "post /me/confirm": async () => ({ params: {}, body: { password: PASSWORD } }),
  "post /me/sign-out": async () => ({ params: {}, body: { which: "others" } }),
};
