import { part, textAt } from "./http-client.ts";
import { ONCALL_ADDED, ONCALL_SEGMENTS } from "./http-oncall.ts";
import { type Cast, join, must, PASSWORD, type Team } from "./http-people.ts";

/** What a route is asked with: its path's parameters, and the fields of its body that the shape does not tell. */
export interface Subject {
  params: Record<string, string>;
  body?: Record<string, unknown>;
  query?: Record<string, string>;
}

type Make = (cast: Cast, team: Team, route: string) => Promise<Subject>;

let counter = 0;
const next = () => `${++counter}`;

/** A word that no other thing has, with the team's mark. */
const named = (team: Team, what: string) => `${what} ${team.mark} ${next()}`;

async function incident(
  cast: Cast,
  team: Team,
  state = "open",
  more: Record<string, unknown> = {},
): Promise<string> {
  const made = await must(cast.operator, "POST", "/incidents", {
    title: named(team, "Incident"),
    summary: `Summary ${team.mark}`,
    severity: "P2",
    teamId: team.id,
    serviceId: team.serviceId,
    ...more,
  });
  const id = textAt(made, "id");
  if (state === "resolved")
    await must(cast.operator, "POST", `/incidents/${id}/resolve`, { note: `Note ${team.mark}` });
  return id;
}

const ITEMS = [{ title: "First", items: [{ key: "one", text: "One", type: "done" }] }];

async function template(cast: Cast, team: Team, more: Record<string, unknown> = {}): Promise<string> {
  const made = await must(cast.operator, "POST", "/checklist-templates", {
    title: named(team, "Checklist"),
    teamId: team.id,
    serviceId: team.serviceId,
    assign: { kind: "team" },
    sections: ITEMS,
    ...more,
  });
  return textAt(made, "id");
}

/** A run that the team's member has started; completed by the operator, so that anybody else may sign it off. */
async function run(cast: Cast, team: Team, state: "open" | "completed", signOff = false): Promise<string> {
  const templateId = await template(cast, team, { signOff });
  const id = textAt(await must(cast.of("member").client, "POST", "/checklist-runs", { templateId }), "id");
  if (state === "completed") {
    await must(cast.operator, "PUT", `/checklist-runs/${id}/items/one`, {
      value: true,
      note: `Note ${team.mark}`,
    });
    await must(cast.operator, "POST", `/checklist-runs/${id}/complete`, {});
  }
  return id;
}

async function postmortem(cast: Cast, team: Team, state: "draft" | "in-review"): Promise<string> {
  const made = await must(cast.operator, "POST", "/postmortems", {
    title: named(team, "Postmortem"),
    teamId: team.id,
  });
  const id = textAt(made, "id");
  if (state === "draft") return id;
  await must(cast.operator, "POST", `/postmortems/${id}/causes`, { text: `Cause ${team.mark}` });
  await must(cast.operator, "POST", `/postmortems/${id}/actions`, { title: named(team, "Action") });
  await must(cast.operator, "PUT", `/postmortems/${id}/sections/summary`, {
    text: `Summary ${team.mark}`,
    was: "",
  });
  await must(cast.operator, "POST", `/postmortems/${id}/submit`, {});
  return id;
}

async function action(cast: Cast, team: Team, done = false): Promise<string> {
  const made = await must(cast.operator, "POST", "/action-items", {
    title: named(team, "Action"),
    teamId: team.id,
  });
  const id = textAt(made, "id");
  if (done) await must(cast.operator, "POST", `/action-items/${id}/done`, {});
  return id;
}

async function runbook(cast: Cast, team: Team): Promise<string> {
  const made = await must(cast.operator, "POST", "/runbooks", {
    title: named(team, "Runbook"),
    teamId: team.id,
  });
  return textAt(made, "id");
}

const LEVELS = (cast: Cast) => [{ delaySeconds: 0, targets: [{ kind: "user", id: cast.of("lead").userId }] }];

async function policy(cast: Cast, team: Team, archived = false): Promise<string> {
  const made = await must(cast.operator, "POST", "/escalation-policies", {
    name: named(team, "Policy"),
    teamId: team.id,
    levels: LEVELS(cast),
    activate: false,
  });
  const id = textAt(made, "id");
  if (archived) await must(cast.operator, "POST", `/escalation-policies/${id}/archive`, {});
  return id;
}

/** In force there is one a team: what another call left in force makes room. */
async function freePolicies(cast: Cast, team: Team): Promise<void> {
  const listed = await must(cast.operator, "GET", `/escalation-policies?limit=100&teamId=${team.id}`);
  const items = part(listed, "items");
  for (const item of Array.isArray(items) ? items : [])
    if (part(item, "state") === "active")
      await must(cast.operator, "POST", `/escalation-policies/${textAt(item, "id")}/archive`, {});
}

async function spare(cast: Cast): Promise<string> {
  return (await join(cast.operator, "Spare", "viewer")).userId;
}

async function kpi(cast: Cast): Promise<string> {
  const made = await must(cast.operator, "POST", "/kpis", {
    key: `own-${next()}`,
    name: `Own ${next()}`,
    unit: "ms",
  });
  return textAt(made, "key");
}

const versionOf = async (cast: Cast, path: string) => {
  const version = part(await must(cast.operator, "GET", path), "version");
  return typeof version === "number" ? { version } : {};
};

/** A figure that the installation and each service may set. */
const SETTING = "lockout_after_failures";

async function settingBody(cast: Cast, place: string, route: string): Promise<Record<string, unknown>> {
  const read = async () => {
    const held = await must(cast.operator, "GET", `${place}/${SETTING}`);
    return { version: part(held, "version") ?? 0, value: part(held, "value") ?? 5 };
  };
  // Only what was set can be taken back.
  if (route.startsWith("delete")) await changeNow(cast, "PUT", `${place}/${SETTING}`, read);
  return read();
}

/**
 * Changes what others of the same suite may be changing: a stale version is read anew, as a person would.
 * @throws what `must` throws for any other refusal
 */
async function changeNow(
  cast: Cast,
  method: string,
  path: string,
  read: () => Promise<Record<string, unknown>>,
): Promise<void> {
  for (;;) {
    const body = await read();
    const answer = await cast.operator.ask(method, `/api/v1${path}`, { body });
    if (answer.status < 300) return;
    if (part(answer.json, "code") !== "stale")
      throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text.slice(0, 800)}`);
  }
}

/** Members of such a team propose changes of its checklists. */
async function takesProposals(cast: Cast, team: Team): Promise<void> {
  const path = `/teams/${team.id}`;
  if (part(await must(cast.operator, "GET", path), "needsApproval") === true) return;
  const read = async () => ({ ...(await versionOf(cast, path)), needsApproval: true });
  await changeNow(cast, "PATCH", path, read);
}

/** Addresses whose names nobody has: a try at calling them ends at once. */
const teamChannel = (team: Team) => ({
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

/** How a thing is made whose id stands in a path behind this segment. */
const BY_SEGMENT: Record<string, Make> = {
  ...ONCALL_SEGMENTS,
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
  tokens: async (cast) => {
    const made = await must(cast.of("lead").client, "POST", "/tokens", {
      name: "Spare",
      scopes: ["people:read"],
    });
    return { params: { id: textAt(made, "id") } };
  },
  invitations: async (cast, team) => {
    const email = `invited.${next()}@example.org`;
    return {
      params: {
        id: textAt(await must(cast.operator, "POST", "/invitations", { email, teamId: team.id }), "id"),
      },
    };
  },
  audit: async (cast) => ({
    params: { id: textAt(await must(cast.operator, "GET", "/audit"), "items", 0, "id") },
  }),
  services: async (cast, team, route) => {
    if (!route.endsWith("/archive"))
      return { params: { id: team.serviceId }, body: await versionOf(cast, `/services/${team.serviceId}`) };
    const made = await must(cast.operator, "POST", "/services", {
      name: named(team, "Old service"),
      teamId: team.id,
    });
    return { params: { id: textAt(made, "id") } };
  },
  incidents: async (cast, team, route) => {
    const over = /\/(close|reopen)$/.test(route);
    const id = await incident(cast, team, over ? "resolved" : "open");
    const report = {
      happened: `What ${team.mark}`,
      cause: `Why ${team.mark}`,
      resolution: `How ${team.mark}`,
    };
    return {
      params: { id },
      body: { version: 1, reason: "A reason", ...(over ? { version: 2, report } : {}) },
    };
  },
  "checklist-templates": async (cast, team, route) => {
    const id = await template(cast, team);
    if (route.endsWith("/resume")) await must(cast.operator, "POST", `/checklist-templates/${id}/pause`, {});
    return { params: { id }, body: await versionOf(cast, `/checklist-templates/${id}`) };
  },
  "checklist-proposals": async (cast, team) => {
    const id = await template(cast, team);
    await takesProposals(cast, team);
    const change = { title: named(team, "Checklist"), reason: `Reason ${team.mark}`, version: 1 };
    const made = await must(cast.operator, "POST", `/checklist-templates/${id}/proposals`, change);
    return { params: { id: textAt(made, "id") } };
  },
  "checklist-runs": async (cast, team, route) => {
    const signed = /\/(amend|sign-off)$/.test(route);
    const id = await run(cast, team, signed ? "completed" : "open", route.endsWith("/sign-off"));
    return { params: { id } };
  },
  postmortems: async (cast, team, route) => {
    const id = await postmortem(cast, team, /\/(publish|return)$/.test(route) ? "in-review" : "draft");
    return { params: { id }, body: await versionOf(cast, `/postmortems/${id}`) };
  },
  "action-items": async (cast, team, route) => {
    const id = await action(cast, team, route.endsWith("/reopen"));
    return { params: { id }, body: await versionOf(cast, `/action-items/${id}`) };
  },
  runbooks: async (cast, team) => {
    const id = await runbook(cast, team);
    return { params: { id }, body: await versionOf(cast, `/runbooks/${id}`) };
  },
  "escalation-policies": async (cast, team, route) => {
    if (route.endsWith("/activate")) await freePolicies(cast, team);
    const id = await policy(cast, team, route.endsWith("/restore"));
    return { params: { id }, body: await versionOf(cast, `/escalation-policies/${id}`) };
  },
  kpis: async (cast) => {
    const key = await kpi(cast);
    return { params: { key }, body: await versionOf(cast, `/kpis/${key}`) };
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
  contacts: async (cast) => {
    const body = { kind: "ntfy", address: `https://ntfy.example.invalid/topic-${next()}` };
    return { params: { id: textAt(await must(cast.of("lead").client, "POST", "/contacts", body), "id") } };
  },
  "calendar-feeds": async (cast) => {
    const made = await must(cast.of("lead").client, "POST", "/calendar-feeds", { kind: "person" });
    return { params: { id: textAt(made, "feed", "id") } };
  },
  calendar: async (cast) => {
    const made = await must(cast.of("lead").client, "POST", "/calendar-feeds", { kind: "person" });
    return {
      params: { file: `${textAt(made, "feed", "id")}.ics` },
      query: { key: new URL(textAt(made, "url")).searchParams.get("key") ?? "" },
    };
  },
  // The lead's own, which still runs: nobody makes a shift that is over by the API.
  shifts: async (cast, team) => {
    const made = await must(cast.operator, "POST", "/schedules", {
      name: named(team, "Own line"),
      teamId: team.id,
      layers: [
        {
          name: "Turns",
          members: [cast.of("lead").userId],
          every: { unit: "week", count: 1 },
          start: "2026-01-05T09:00",
        },
      ],
    });
    const from = textAt(made, "startsAt");
    const to = new Date(Date.parse(from) + 86_400_000).toISOString();
    const path = `/schedules/${textAt(made, "id")}/shifts?from=${from}&to=${to}`;
    const shifts = await must(cast.operator, "GET", path);
    return { params: { id: textAt(shifts, "items", 0, "id") } };
  },
  notifications: async (cast, team) => {
    const lead = cast.of("lead");
    const to = { to: { userId: lead.userId }, reason: `Reason ${team.mark}` };
    await must(cast.operator, "POST", `/incidents/${await incident(cast, team)}/escalate`, to);
    return { params: { id: textAt(await must(lead.client, "GET", "/notifications"), "items", 0, "id") } };
  },
  "team-channels": async (cast, team) => {
    // There may be thirty: a suite that has made nearly so many works on one it has.
    const known = part(await must(cast.operator, "GET", `/teams/${team.id}/channels`), "items") as unknown[];
    const made =
      known.length < 24
        ? await must(cast.operator, "POST", `/teams/${team.id}/channels`, teamChannel(team))
        : known.at(-1);
    return { params: { id: textAt(made, "id") }, body: { version: part(made, "version") } };
  },
  gateways: async (cast) => {
    // There may be ten: a suite that has made nearly so many works on one it has.
    const known = part(await must(cast.operator, "GET", "/gateways"), "items") as unknown[];
    const made =
      known.length < 6 ? await must(cast.operator, "POST", "/gateways", gatewayBody()) : known.at(-1);
    return { params: { id: textAt(made, "id") }, body: { version: part(made, "version") } };
  },
};

/** What a route needs beyond the thing its path begins with. */
const ADDED: Record<string, (cast: Cast, team: Team, subject: Subject) => Promise<Subject>> = {
  ...ONCALL_ADDED,
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
    body: { intoId: await incident(cast, team) },
  }),
  "post /incidents/{id}/links": async (_cast, team, subject) => ({
    ...subject,
    body: { kind: "url", subjectId: `https://example.org/${team.mark}` },
  }),
  "post /schedules/{id}/import": async (_cast, team, subject) => {
    const times = "DTSTART:20990101T080000Z\r\nDURATION:PT8H";
    const event = `BEGIN:VEVENT\r\nUID:${team.mark}\r\n${times}\r\nSUMMARY:${team.mark}\r\nEND:VEVENT`;
    return { ...subject, body: { ics: `BEGIN:VCALENDAR\r\n${event}\r\nEND:VCALENDAR\r\n` } };
  },
  "get /schedules/{id}/calendar.ics": async (cast, _team, subject) => {
    const feed = { kind: "schedule", scheduleId: subject.params.id };
    const made = await must(cast.operator, "POST", "/calendar-feeds", feed);
    return { ...subject, query: { key: new URL(textAt(made, "url")).searchParams.get("key") ?? "" } };
  },
  "get /escalations": async (cast, team) => ({
    params: {},
    query: { incidentId: await incident(cast, team) },
  }),
  "post /incident-reports": async (cast) => ({ params: {}, body: { teamId: cast.closed.id } }),
  "get /escalation-policies/preview": async (_cast, team) => ({ params: {}, query: { teamId: team.id } }),
  "post /escalation-policies": async (cast, team) => ({
    params: {},
    body: { name: named(team, "Policy"), teamId: team.id, levels: LEVELS(cast), activate: false },
  }),
  "post /incidents/resolve": async (cast, team) => {
    const dedupKey = `key-${next()}`;
    await incident(cast, team, "open", { dedupKey });
    return { params: {}, body: { dedupKey, teamId: team.id } };
  },
  "put /checklist-runs/{id}/items/{key}": async (_cast, _team, subject) => ({
    params: { ...subject.params, key: "one" },
    body: { value: true },
  }),
  "post /checklist-runs/{id}/complete": async (cast, _team, subject) => {
    await must(cast.operator, "PUT", `/checklist-runs/${subject.params.id}/items/one`, { value: true });
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
  "post /checklist-runs": async (cast, team) => ({
    params: {},
    body: { templateId: await template(cast, team) },
  }),
  "post /checklist-templates": async (_cast, team) => ({
    params: {},
    body: { title: named(team, "Checklist"), assign: { kind: "team" }, sections: ITEMS },
  }),
  "post /checklist-templates/{id}/proposals": async (cast, team, subject) => {
    await takesProposals(cast, team);
    return { ...subject, body: { title: named(team, "Checklist"), reason: `Reason ${team.mark}` } };
  },
  "post /postmortems": async (_cast, team) => ({
    params: {},
    body: { title: named(team, "Postmortem"), teamId: team.id },
  }),
  "put /postmortems/{id}/sections/{section}": async (_cast, team, subject) => ({
    params: { ...subject.params, section: "summary" },
    body: { text: `Summary ${team.mark}`, was: "" },
  }),
  "post /postmortems/{id}/submit": async (cast, team, subject) => {
    await must(cast.operator, "POST", `/postmortems/${subject.params.id}/causes`, {
      text: `Cause ${team.mark}`,
    });
    return { ...subject, body: await versionOf(cast, `/postmortems/${subject.params.id}`) };
  },
  "get /runbooks/{id}/versions/{version}": async (cast, team, subject) => {
    const change = { version: 1, title: named(team, "Runbook") };
    await must(cast.operator, "PATCH", `/runbooks/${subject.params.id}`, change);
    return { params: { ...subject.params, version: "1" } };
  },
  "patch /services/{id}": async (_cast, team, subject) => ({
    ...subject,
    body: { about: `About ${team.mark}` },
  }),
  "post /catalogue/load": async () => ({ params: {}, body: { profiles: ["election"] } }),
  "post /kpis": async () => ({
    params: {},
    body: { key: `made-${next()}`, name: `Made ${next()}`, unit: "ms" },
  }),
  "post /kpis/{key}/samples": async (_cast, team, subject) => ({
    params: subject.params,
    body: { value: 7, serviceId: team.serviceId, note: `Note ${team.mark}` },
  }),
  "post /services": async (_cast, team) => ({ params: {}, body: { name: named(team, "Service") } }),
  "post /services/{id}/stakeholders": async (_cast, _team, subject) => ({
    ...subject,
    body: { email: `reader.${next()}@example.org` },
  }),
  "post /runbooks": async (_cast, team) => ({
    params: {},
    body: { title: named(team, "Runbook"), teamId: team.id },
  }),
  "post /teams": async () => ({ params: {}, body: { name: `Team ${next()}` } }),
  "post /invitations": async (_cast, team) => ({
    params: {},
    body: { email: `new.${next()}@example.org`, teamId: team.id },
  }),
  "post /contacts": async () => ({
    params: {},
    body: { kind: "ntfy", address: `https://ntfy.example.invalid/topic-${next()}` },
  }),
  "post /teams/{id}/channels": async (_cast, team, subject) => ({ ...subject, body: teamChannel(team) }),
  "post /gateways": async () => ({ params: {}, body: gatewayBody() }),
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

/** Second parameters whose thing is made below the first. */
async function below(cast: Cast, team: Team, route: string, subject: Subject): Promise<Subject> {
  const path = route.slice(route.indexOf(" ") + 1);
  if (path.includes("{causeId}")) {
    const made = await must(cast.operator, "POST", `/postmortems/${subject.params.id}/causes`, {
      text: `Cause ${team.mark}`,
    });
    const causes = part(made, "causes");
    const causeId = Array.isArray(causes) ? textAt(causes.at(-1), "id") : textAt(made, "id");
    return { params: { ...subject.params, causeId }, body: { text: `Cause ${team.mark}` } };
  }
  if (path.includes("{stakeholderId}")) {
    const address = { email: `reader.${next()}@example.org` };
    const made = await must(cast.operator, "POST", `/services/${subject.params.id}/stakeholders`, address);
    const items = part(made, "items");
    const stakeholderId = Array.isArray(items) ? textAt(items.at(-1), "id") : "";
    return { params: { ...subject.params, stakeholderId } };
  }
  if (path.startsWith("/services/{id}/settings/{key}")) {
    const body = await settingBody(cast, `/services/${subject.params.id}/settings`, route);
    return { params: { ...subject.params, key: SETTING }, body };
  }
  if (path.includes("/targets/{serviceId}")) {
    const body = { target: 5, comparator: "lt" };
    if (route.startsWith("delete"))
      await must(cast.operator, "PUT", `/kpis/${subject.params.key}/targets/${team.serviceId}`, body);
    return { params: { ...subject.params, serviceId: team.serviceId }, body };
  }
  if (path.includes("/samples/{id}")) {
    const sample = { value: 7, serviceId: team.serviceId, note: `Note ${team.mark}` };
    const made = await must(cast.operator, "POST", `/kpis/${subject.params.key}/samples`, sample);
    return { params: { ...subject.params, id: textAt(made, "id") } };
  }
  return subject;
}

/**
 * A fresh subject for a route, in the state the route wants it in.
 * @param route method and path, as declared
 * @throws Error for a parameter nobody knows how to make: a new kind of route needs its fixture here
 */
export async function subjectFor(cast: Cast, team: Team, route: string): Promise<Subject> {
  const path = route.slice(route.indexOf(" ") + 1);
  const segment = /^\/([\w-]+)\/\{/.exec(path)?.[1];
  const make = segment ? BY_SEGMENT[segment] : undefined;
  let subject: Subject = make ? await make(cast, team, route) : { params: {} };
  subject = await below(cast, team, route, subject);
  const more = ADDED[route];
  if (more) {
    const added = await more(cast, team, subject);
    subject = { ...subject, ...added, body: { ...subject.body, ...added.body } };
  }
  const wanted = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  const missing = wanted.filter((name) => !subject.params[name]);
  if (missing.length > 0)
    throw new Error(
      `No fixture for ${missing.join(", ")} of ${route}: add it to lib/testing/http-subjects.ts.`,
    );
  return subject;
}
