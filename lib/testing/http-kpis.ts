import { textAt } from "./http-client.ts";
import { type Added, next, type Segments, versionOf } from "./http-fixtures.ts";
import { must, type Team } from "./http-people.ts";

const kpiBody = () => ({ key: `made-${next()}`, name: `Made ${next()}`, unit: "ms" });
const sampleBody = (team: Team) => ({ value: 7, serviceId: team.serviceId, note: `Note ${team.mark}` });
const TARGET = { target: 5, comparator: "lt" };

export const KPI_SEGMENTS: Segments = {
  kpis: async (cast, _team, route) => {
    const key = textAt(await must(cast.operator, "POST", "/kpis", kpiBody()), "key");
    // A target has a version of its own.
    return {
      params: { key },
      body: route.includes("/targets/") ? {} : await versionOf(cast, `/kpis/${key}`),
    };
  },
};

/** What routes of KPIs, their targets and their values need beyond that. */
export const KPI_ADDED: Added = {
  "post /kpis": async () => ({ params: {}, body: kpiBody() }),
  "put /kpis/{key}/targets/{serviceId}": async (_cast, team, subject) => ({
    params: { ...subject.params, serviceId: team.serviceId },
    body: TARGET,
  }),
  "delete /kpis/{key}/targets/{serviceId}": async (cast, team, subject) => {
    await must(cast.operator, "PUT", `/kpis/${subject.params.key}/targets/${team.serviceId}`, TARGET);
    return { params: { ...subject.params, serviceId: team.serviceId } };
  },
  "post /kpis/{key}/samples": async (_cast, team, subject) => ({
    params: subject.params,
    body: sampleBody(team),
  }),
  "post /kpis/{key}/samples/{id}/void": async (cast, team, subject) => {
    const path = `/kpis/${subject.params.key}/samples`;
    const made = await must(cast.operator, "POST", path, sampleBody(team));
    return { params: { ...subject.params, id: textAt(made, "id") } };
  },
};
