import { textAt } from "./http-client.ts";
import { type Added, named, type Segments, titled, versionOf } from "./http-fixtures.ts";
import { must } from "./http-people.ts";

export const RUNBOOK_SEGMENTS: Segments = {
  runbooks: async (cast, team) => {
    const id = textAt(await must(cast.operator, "POST", "/runbooks", titled(team, "Runbook")), "id");
    return { params: { id }, body: await versionOf(cast, `/runbooks/${id}`) };
  },
};

/** What routes of runbooks need beyond that. */
export const RUNBOOK_ADDED: Added = {
  "post /runbooks": async (_cast, team) => ({ params: {}, body: titled(team, "Runbook") }),
  "get /runbooks/{id}/versions/{version}": async (cast, team, subject) => {
    const change = { version: 1, title: named(team, "Runbook") };
    await must(cast.operator, "PATCH", `/runbooks/${subject.params.id}`, change);
    return { params: { ...subject.params, version: "1" } };
  },
};
