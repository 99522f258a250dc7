import { part, textAt } from "./http-client.ts";
import { type Added, changeNow, named, next, type Segments, versionOf } from "./http-fixtures.ts";
import { type Cast, must } from "./http-people.ts";

/** A figure that the installation and each service may set. */
const SETTING = "lockout_after_failures";

/** What a setting is put or taken back with; only what was set can be taken back. */
async function settingBody(cast: Cast, place: string, route: string): Promise<Record<string, unknown>> {
  const read = async () => {
    const held = await must(cast.operator, "GET", `${place}/${SETTING}`);
    return { version: part(held, "version") ?? 0, value: part(held, "value") ?? 5 };
  };
  if (route.startsWith("delete")) await changeNow(cast, "PUT", `${place}/${SETTING}`, read);
  return read();
}

/** The same for the setting of one service. */
const ofService =
  (route: string): Added[string] =>
  async (cast, _team, subject) => ({
    params: { ...subject.params, key: SETTING },
    body: await settingBody(cast, `/services/${subject.params.id}/settings`, route),
  });

const stakeholder = () => ({ email: `reader.${next()}@example.org` });

/** Services, settings and vendors. */
export const SERVICE_SEGMENTS: Segments = {
  services: async (cast, team, route) => {
    if (!route.endsWith("/archive"))
      return { params: { id: team.serviceId }, body: await versionOf(cast, `/services/${team.serviceId}`) };
    const made = await must(cast.operator, "POST", "/services", {
      name: named(team, "Old service"),
      teamId: team.id,
    });
    return { params: { id: textAt(made, "id") } };
  },
  settings: async (cast, _team, route) => ({
    params: { key: SETTING },
    body: await settingBody(cast, "/settings", route),
  }),
  vendors: async (cast) => {
    const listed = await must(cast.operator, "GET", "/vendors");
    return {
      params: { key: String(part(listed, "items", 0, "key") ?? "") },
      body: { version: part(listed, "items", 0, "version") },
    };
  },
};

/** What their routes need beyond that, and the catalogue's. */
export const SERVICE_ADDED: Added = {
  "post /services": async (_cast, team) => ({ params: {}, body: { name: named(team, "Service") } }),
  "patch /services/{id}": async (_cast, team, subject) => ({
    ...subject,
    body: { about: `About ${team.mark}` },
  }),
  "get /services/{id}/settings/{key}": ofService("get"),
  "put /services/{id}/settings/{key}": ofService("put"),
  "delete /services/{id}/settings/{key}": ofService("delete"),
  "post /services/{id}/stakeholders": async (_cast, _team, subject) => ({ ...subject, body: stakeholder() }),
  "delete /services/{id}/stakeholders/{stakeholderId}": async (cast, _team, subject) => {
    const path = `/services/${subject.params.id}/stakeholders`;
    const items = part(await must(cast.operator, "POST", path, stakeholder()), "items");
    const stakeholderId = Array.isArray(items) ? textAt(items.at(-1), "id") : "";
    return { params: { ...subject.params, stakeholderId } };
  },
  "post /catalogue/load": async () => ({ params: {}, body: { profiles: ["election"] } }),
};
