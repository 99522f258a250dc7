import { part, textAt } from "./http-client.ts";
import { type Added, named, next, type Segments, type Subject, versionOf } from "./http-fixtures.ts";
import { incident } from "./http-incidents.ts";
import { type Cast, must, type Team } from "./http-people.ts";

const policyBody = (cast: Cast, team: Team) => ({
  name: named(team, "Policy"),
  teamId: team.id,
  levels: [{ delaySeconds: 0, targets: [{ kind: "user", id: cast.of("lead").userId }] }],
  activate: false,
});

/** In force there is one a team: what another call left in force makes room. */
async function freePolicies(cast: Cast, team: Team): Promise<void> {
  const listed = await must(cast.operator, "GET", `/escalation-policies?limit=100&teamId=${team.id}`);
  const items = part(listed, "items");
  for (const item of Array.isArray(items) ? items : [])
    if (part(item, "state") === "active")
      await must(cast.operator, "POST", `/escalation-policies/${textAt(item, "id")}/archive`, {});
}

async function policies(cast: Cast, team: Team, route: string): Promise<Subject> {
  if (route.endsWith("/activate")) await freePolicies(cast, team);
  const id = textAt(await must(cast.operator, "POST", "/escalation-policies", policyBody(cast, team)), "id");
  if (route.endsWith("/restore")) await must(cast.operator, "POST", `/escalation-policies/${id}/archive`, {});
  return { params: { id }, body: await versionOf(cast, `/escalation-policies/${id}`) };
}

// Addresses whose names nobody has: a try at calling them ends at once.
const contactBody = () => ({ kind: "ntfy", address: `https://ntfy.example.invalid/topic-${next()}` });
const channelBody = (team: Team) => ({
  name: named(team, "Channel"),
  purpose: `Purpose ${team.mark}`,
  kind: "slack",
  address: "https://hooks.example.invalid/services",
});
const gatewayBody = () => ({
  name: `Gateway ${next()}`,
  kind: "sms",
  url: "https://sms.example.invalid/send",
  body: '{"to": "{{phone}}", "text": "{{text}}"}',
});

/** One more of what there may be few of: a suite that has made nearly so many works on one it has. */
async function oneOfFew(cast: Cast, path: string, most: number, body: unknown): Promise<Subject> {
  const known = part(await must(cast.operator, "GET", path), "items") as unknown[];
  const made = known.length < most ? await must(cast.operator, "POST", path, body) : known.at(-1);
  return { params: { id: textAt(made, "id") }, body: { version: part(made, "version") } };
}

/** How people are reached: escalation policies, contacts, channels, gateways, and what reached them. */
export const PAGING_SEGMENTS: Segments = {
  "escalation-policies": policies,
  contacts: async (cast) => ({
    params: { id: textAt(await must(cast.of("lead").client, "POST", "/contacts", contactBody()), "id") },
  }),
  // There may be thirty channels of a team, and ten gateways.
  "team-channels": (cast, team) => oneOfFew(cast, `/teams/${team.id}/channels`, 24, channelBody(team)),
  gateways: (cast) => oneOfFew(cast, "/gateways", 6, gatewayBody()),
  notifications: async (cast, team) => {
    const lead = cast.of("lead");
    const to = { to: { userId: lead.userId }, reason: `Reason ${team.mark}` };
    await must(cast.operator, "POST", `/incidents/${(await incident(cast, team)).id}/escalate`, to);
    return { params: { id: textAt(await must(lead.client, "GET", "/notifications"), "items", 0, "id") } };
  },
};

/** What their routes need beyond that. */
export const PAGING_ADDED: Added = {
  "get /escalations": async (cast, team) => ({
    params: {},
    query: { incidentId: (await incident(cast, team)).id },
  }),
  "get /escalation-policies/preview": async (_cast, team) => ({ params: {}, query: { teamId: team.id } }),
  "post /escalation-policies": async (cast, team) => ({ params: {}, body: policyBody(cast, team) }),
  "post /contacts": async () => ({ params: {}, body: contactBody() }),
  "post /teams/{id}/channels": async (_cast, team, subject) => ({ ...subject, body: channelBody(team) }),
  "post /gateways": async () => ({ params: {}, body: gatewayBody() }),
};
