import { part, textAt } from "./http-client.ts";
import { type Added, changeNow, named, type Segments, titled, versionOf } from "./http-fixtures.ts";
import { type Cast, must, type Team } from "./http-people.ts";

const templateBody = (team: Team) => ({
  ...titled(team, "Checklist"),
  assign: { kind: "team" },
  sections: [{ title: "First", items: [{ key: "one", text: "One", type: "done" }] }],
});

async function template(cast: Cast, team: Team, more: Record<string, unknown> = {}): Promise<string> {
  const body = { ...templateBody(team), serviceId: team.serviceId, ...more };
  return textAt(await must(cast.operator, "POST", "/checklist-templates", body), "id");
}

/** Members of such a team propose changes of its checklists. */
async function takesProposals(cast: Cast, team: Team): Promise<void> {
  const path = `/teams/${team.id}`;
  if (part(await must(cast.operator, "GET", path), "needsApproval") === true) return;
  const read = async () => ({ ...(await versionOf(cast, path)), needsApproval: true });
  await changeNow(cast, "PATCH", path, read);
}

const proposal = (team: Team) => ({ title: named(team, "Checklist"), reason: `Reason ${team.mark}` });

/** Answers all that a run of the fixtures asks. */
const answerAll = (cast: Cast, team: Team, runId: string) =>
  must(cast.operator, "PUT", `/checklist-runs/${runId}/items/one`, {
    value: true,
    note: `Note ${team.mark}`,
  });

/** A run that the team's member has started; completed by the operator, so that anybody else may sign it off. */
async function run(cast: Cast, team: Team, route: string): Promise<string> {
  const templateId = await template(cast, team, { signOff: route.endsWith("/sign-off") });
  const id = textAt(await must(cast.of("member").client, "POST", "/checklist-runs", { templateId }), "id");
  if (/\/(amend|sign-off)$/.test(route)) {
    await answerAll(cast, team, id);
    await must(cast.operator, "POST", `/checklist-runs/${id}/complete`, {});
  }
  return id;
}

/** Checklists, changes proposed to them, and their runs. */
export const CHECKLIST_SEGMENTS: Segments = {
  "checklist-templates": async (cast, team, route) => {
    const id = await template(cast, team);
    if (route.endsWith("/resume")) await must(cast.operator, "POST", `/checklist-templates/${id}/pause`, {});
    return { params: { id }, body: await versionOf(cast, `/checklist-templates/${id}`) };
  },
  "checklist-proposals": async (cast, team) => {
    const id = await template(cast, team);
    await takesProposals(cast, team);
    const change = { ...proposal(team), version: 1 };
    const made = await must(cast.operator, "POST", `/checklist-templates/${id}/proposals`, change);
    return { params: { id: textAt(made, "id") } };
  },
  "checklist-runs": async (cast, team, route) => ({ params: { id: await run(cast, team, route) } }),
};

/** What their routes need beyond that. */
export const CHECKLIST_ADDED: Added = {
  "post /checklist-templates": async (_cast, team) => ({ params: {}, body: templateBody(team) }),
  "post /checklist-templates/{id}/proposals": async (cast, team, subject) => {
    await takesProposals(cast, team);
    return { ...subject, body: proposal(team) };
  },
  "post /checklist-runs": async (cast, team) => ({
    params: {},
    body: { templateId: await template(cast, team) },
  }),
  "put /checklist-runs/{id}/items/{key}": async (_cast, _team, subject) => ({
    params: { ...subject.params, key: "one" },
    body: { value: true },
  }),
  "post /checklist-runs/{id}/complete": async (cast, team, subject) => {
    await answerAll(cast, team, subject.params.id ?? "");
    return subject;
  },
  "post /checklist-runs/{id}/hand-over": async (cast, _team, subject) => ({
    ...subject,
    body: { userId: cast.of("deputy").userId },
  }),
  "post /checklist-runs/{id}/amend": async (_cast, _team, subject) => ({
    ...subject,
    body: { reason: "Mistyped", items: [{ key: "one", value: true }] },
  }),
};
