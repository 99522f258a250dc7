import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { canonicalJson } from "#lib/platform/crypto.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import type { DeclaredRoute } from "#lib/platform/route.ts";
import { type Answer, listen, part, type Stream, textAt } from "#lib/testing/http-client.ts";
import type { Subject } from "#lib/testing/http-fixtures.ts";
import { type Cast, join, makeCast, must, type Person } from "#lib/testing/http-people.ts";
import { expectedOf, isOfTeam } from "#lib/testing/http-rights.ts";
import { bodyOf, nameOf, pathOf, readRoutes } from "#lib/testing/http-routes.ts";
import { shapeOf } from "#lib/testing/http-samples.ts";
import { subjectFor } from "#lib/testing/http-subjects.ts";
import { until } from "#lib/testing/receivers.ts";
import { startTestServer, type TestServer } from "#lib/testing/server.ts";

const routes = await readRoutes();
const lists = routes.filter(
  (route) => route.method === "get" && !route.path.includes("{") && route.path !== "/escalations",
);
const OUTSIDERS = ["viewer", "responder", "manager", "lead elsewhere"];

let server: TestServer;
let cast: Cast;
const streams = new Map<string, Stream>();
/** Ids of everything the closed team owns. */
const hiddenIds = new Set<string>();
/** KPIs that stand before the closed team records values for them. */
const kpiKeys: string[] = [];

beforeAll(async () => {
  server = await startTestServer(inject("templateUrl"));
  cast = await makeCast(server);
  // Something of everything stands in the open team, so that lists are not merely empty.
  for (const route of routes.filter((one) => one.method === "get" && isOfTeam(one)))
    await subjectFor(cast, cast.open, nameOf(route));
  // The worker drafts a handoff for the first shift of each schedule: what comes later by itself is no leak.
  const count = async (path: string) =>
    (part(await must(cast.operator, "GET", `${path}?limit=100`), "items") as unknown[]).length;
  const schedules = await count("/schedules");
  await until("a handoff of each schedule", async () => (await count("/handoffs")) > schedules);
  for (const name of [...OUTSIDERS, "member"]) streams.set(name, await listen(cast.of(name).client));
});
afterAll(async () => {
  for (const stream of streams.values()) stream.close();
  await server?.stop();
});

/** What a list says, without what changes with the minute. */
const steady = (answer: Answer) =>
  `${answer.status} ${answer.text
    .replaceAll(/\d{4}-\d\d-\d\d(T[\d:.]+Z?)?/g, "T")
    .replaceAll(/"(requestId|nextCursor|lastSeenAt|lastUsedAt|seenAt)":("[^"]*"|null)/g, "")
    .replaceAll(/"(took|age|seconds|milliseconds)\w*":[\d.]+/g, "")}`;

async function everyList(person: Person): Promise<Map<string, string>> {
  const seen = new Map<string, string>();
  for (const route of lists) {
    if (!["allowed"].includes(expectedOf(route, person, cast.open))) continue;
    const answer = await person.client.ask(
      "GET",
      `/api/v1${route.path}`,
      route.query ? { query: { limit: "100" } } : {},
    );
    seen.set(route.path, steady(answer));
  }
  return seen;
}

/** What everybody sees whoever made it: it would stand in the lists for another reason. */
const GLOBAL = /^\/(teams|users|kpis|invitations)\//;

/** Something of every kind in the closed team, and a private incident in the open one. */
async function makeHidden(): Promise<void> {
  const { operator, closed, open } = cast;
  const keep = (value: unknown) => hiddenIds.add(textAt(value, "id"));
  for (const route of routes.filter((one) => isOfTeam(one) && !GLOBAL.test(one.path))) {
    const subject = await subjectFor(cast, closed, nameOf(route));
    for (const id of Object.values(subject.params)) if (/^[0-9a-f-]{36}$/.test(id)) hiddenIds.add(id);
  }
  const sample = { value: 77, serviceId: closed.serviceId, note: `Note ${closed.mark}` };
  for (const key of kpiKeys) keep(await must(operator, "POST", `/kpis/${key}/samples`, sample));
  keep(
    await must(operator, "POST", "/invitations", { email: `${closed.mark}@example.org`, teamId: closed.id }),
  );
  for (const severity of ["P0", "P3"]) {
    const place = { teamId: open.id, private: true, dedupKey: `private-${severity}` };
    keep(await must(operator, "POST", "/incidents", { title: `Private ${closed.mark}`, severity, ...place }));
  }
}

describe("what a closed team does (Q9)", () => {
  it("changes nothing in any list, search or count of an outsider", { timeout: 180_000 }, async () => {
    // The first reading settles what a first look changes by itself.
    for (const name of OUTSIDERS) await everyList(cast.of(name));
    const before = new Map<string, Map<string, string>>();
    for (const name of OUTSIDERS) before.set(name, await everyList(cast.of(name)));
    const insider = await everyList(cast.of("member"));
    await makeHidden();
    const problems: string[] = [];
    let checked = 0;
    for (const name of OUTSIDERS) {
      for (const [path, text] of await everyList(cast.of(name))) {
        checked += 1;
        // The names of closed teams that take reports are told on purpose; nothing else of them is.
        const said = path === "/incident-reports/teams" ? text.replaceAll(/"name":"[^"]*"/g, "") : text;
        if (said.includes(cast.closed.mark)) problems.push(`${path} · ${name}: names it`);
        if (text !== before.get(name)?.get(path))
          problems.push(`${path} · ${name}: ${firstDifference(before.get(name)?.get(path) ?? "", text)}`);
      }
    }
    console.log(
      `closed teams: ${checked} lists read before and after by outsiders, ${problems.length} differ`,
    );
    expect(problems).toEqual([]);
    // The same reading notices: an insider's lists did change.
    const after = await everyList(cast.of("member"));
    expect([...after].filter(([path, text]) => text !== insider.get(path)).length).toBeGreaterThan(8);
  });

  it("is found by no filter and no search word", { timeout: 120_000 }, async () => {
    const problems: string[] = [];
    const ids: Record<string, string> = {
      team: cast.closed.id,
      teamId: cast.closed.id,
      serviceId: cast.closed.serviceId,
      service: cast.closed.serviceId,
    };
    let checked = 0;
    for (const route of lists) {
      if (!route.query) continue;
      for (const field of Object.keys(shapeOf(route.query).properties ?? {})) {
        const value = field === "q" ? cast.closed.mark : ids[field];
        if (!value) continue;
        for (const name of OUTSIDERS) {
          const { client } = cast.of(name);
          const answer = await client.ask("GET", `/api/v1${route.path}`, { query: { [field]: value } });
          const nothing = await client.ask("GET", `/api/v1${route.path}`, {
            query: { [field]: field === "q" ? "qqzzqqzz" : uuidv7() },
          });
          checked += 1;
          const [got, wanted] = [
            steady(answer).replaceAll(value, "V"),
            steady(nothing).replaceAll(/qqzzqqzz|[0-9a-f-]{36}/g, "V"),
          ];
          if (got.replaceAll(/[0-9a-f-]{36}/g, "V") !== wanted)
            problems.push(`${route.path}?${field} · ${name}: ${firstDifference(wanted, got)}`);
        }
      }
    }
    const found = await cast
      .of("member")
      .client.ask("GET", "/api/v1/search", { query: { q: cast.closed.mark } });
    expect(found.text).toContain(cast.closed.mark);
    console.log(`closed teams: ${checked} filters and searches by outsiders, ${problems.length} tell`);
    expect(problems).toEqual([]);
  });

  it("is heard by its own people only", async () => {
    const member = streams.get("member");
    await expect
      .poll(() => [...hiddenIds].filter((id) => member?.heard().includes(id)).length, { timeout: 10_000 })
      .toBeGreaterThan(10);
    const problems: string[] = [];
    for (const name of OUTSIDERS) {
      const heard = streams.get(name)?.heard() ?? "";
      expect(heard, `${name} hears of open things`).toContain("event: hello");
      for (const id of hiddenIds) if (heard.includes(id)) problems.push(`${name} heard of ${id}`);
    }
    console.log(
      `closed teams: ${hiddenIds.size} hidden things, ${OUTSIDERS.length} outside streams, ${problems.length} heard`,
    );
    expect(problems).toEqual([]);
  });
});

function firstDifference(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return `was …${a.slice(Math.max(0, at - 60), at + 80)}… is …${b.slice(Math.max(0, at - 60), at + 80)}…`;
}

describe("references to hidden things", () => {
  it("cannot be made by an outsider, and nothing of them shows", { timeout: 60_000 }, async () => {
    const outsider = cast.of("lead elsewhere");
    const teams = await must(outsider.client, "GET", "/teams", undefined);
    const own = (part(teams, "items") as Array<{ id: string; name: string }>).find(
      (team) => team.name === "Elsewhere",
    );
    const teamId = own?.id ?? "";
    const hidden = async (route: string) => (await subjectFor(cast, cast.closed, route)).params.id ?? "";
    const incidentId = await hidden("get /incidents/{id}");
    const mine = textAt(
      await must(outsider.client, "POST", "/incidents", { title: "Mine", severity: "P3", teamId }),
      "id",
    );
    const links = [
      { kind: "incident", subjectId: incidentId },
      { kind: "checklist-item", subjectId: await hidden("get /checklist-runs/{id}"), part: "one" },
      { kind: "runbook", subjectId: await hidden("get /runbooks/{id}") },
    ];
    const calls: Array<[string, string, Record<string, unknown>]> = [
      ...links.map((link): [string, string, Record<string, unknown>] => [
        "POST",
        `/incidents/${mine}/links`,
        link,
      ]),
      ["POST", "/incidents", { title: "Mine", severity: "P3", teamId, link: links[0] }],
      ["POST", "/incidents", { title: "Mine", severity: "P3", teamId, serviceId: cast.closed.serviceId }],
      ["POST", `/incidents/${mine}/merge`, { intoId: incidentId }],
      ["POST", `/incidents/${mine}/escalate`, { reason: "Help", to: { teamId: cast.closed.id } }],
      ["POST", "/postmortems", { incidentId }],
      ["POST", "/postmortems", { title: "Mine", teamId, serviceId: cast.closed.serviceId }],
      ["POST", "/action-items", { title: "Mine", teamId, source: { kind: "incident", id: incidentId } }],
      ["POST", "/action-items", { title: "Mine", teamId, serviceId: cast.closed.serviceId }],
      [
        "POST",
        "/checklist-templates",
        { title: "Mine", teamId, serviceId: cast.closed.serviceId, assign: { kind: "team" }, sections: [] },
      ],
      [
        "POST",
        "/checklist-templates",
        { title: "Mine", teamId, assign: { kind: "team", id: cast.closed.id }, sections: [] },
      ],
      ["POST", "/checklist-runs", { templateId: await hidden("get /checklist-templates/{id}") }],
      // Open to all, but its key names a private one: reporting again must not open it.
      ["POST", "/incidents", { title: "Mine", severity: "P3", teamId: cast.open.id, dedupKey: "private-P3" }],
    ];
    const problems: string[] = [];
    for (const [method, path, body] of calls) {
      const answer = await outsider.client.ask(method, `/api/v1${path}`, { body });
      const label = `${path} ${JSON.stringify(body).slice(0, 120)}`;
      if (answer.text.includes(cast.closed.mark))
        problems.push(`${label}: ${answer.status} tells ${answer.text.slice(0, 300)}`);
      if (answer.status >= 500) problems.push(`${label}: ${answer.status}`);
      if (answer.status < 300 && path !== "/incidents") problems.push(`${label}: ${answer.status}, accepted`);
    }
    for (const path of [`/incidents/${mine}`, `/incidents/${mine}/details`, `/incidents/${mine}/timeline`]) {
      const answer = await outsider.client.ask("GET", `/api/v1${path}`);
      if (answer.text.includes(cast.closed.mark)) problems.push(`${path}: ${answer.text.slice(0, 300)}`);
    }
    expect(problems).toEqual([]);
  });
});

describe("a report to a closed team", () => {
  const report = { title: "The tills stand still", severity: "P1", summary: "Nobody can pay" };

  it("tells the reporter its number, then and later nothing more", { timeout: 120_000 }, async () => {
    const body = { ...report, teamId: cast.closed.id };
    const problems: string[] = [];
    for (const name of OUTSIDERS) {
      const person = cast.of(name);
      const before = await everyList(person);
      const send = () =>
        person.client.ask("POST", "/api/v1/incident-reports", {
          body,
          headers: { "idempotency-key": `blind-${name.replaceAll(" ", "-")}` },
        });
      const answer = await send();
      expect(answer.status, answer.text).toBe(201);
      expect(Object.keys(answer.json as object).sort()).toEqual(["number", "receivedAt"]);
      expect((await send()).json).toEqual(answer.json);
      const number = part(answer.json, "number");
      const made = await must(cast.of("member").client, "GET", `/incidents?q=INC-${number}`);
      expect(part(made, "items", 0, "title")).toBe(report.title);
      const id = textAt(made, "items", 0, "id");
      const inside = await must(cast.of("member").client, "GET", `/incidents/${id}`);
      expect(part(inside, "declaredBy", "id")).toBe(person.userId);
      for (const path of [`/incidents/${id}`, `/incidents/${id}/timeline`, `/incidents/${id}/details`]) {
        const asked = await person.client.ask("GET", `/api/v1${path}`);
        if (asked.status !== 404) problems.push(`${path} · ${name}: ${asked.status}`);
      }
      const noted = await person.client.ask("POST", `/api/v1/incidents/${id}/timeline`, {
        body: { text: "And?" },
      });
      if (noted.status !== 404) problems.push(`note · ${name}: ${noted.status}`);
      for (const [path, text] of await everyList(person))
        if (text !== before.get(path))
          problems.push(`${path} · ${name}: ${firstDifference(before.get(path) ?? "", text)}`);
      await expect.poll(() => streams.get("member")?.heard().includes(id), { timeout: 10_000 }).toBe(true);
      for (const outsider of OUTSIDERS)
        if (streams.get(outsider)?.heard().includes(id)) problems.push(`${outsider} heard of ${id}`);
    }
    expect(problems).toEqual([]);
  });

  it("goes to no open, unknown or unwilling team, in the same words, and lists names alone", async () => {
    const outsider = cast.of("responder").client;
    const listed = await must(outsider, "GET", "/incident-reports/teams");
    const items = part(listed, "items") as Array<Record<string, unknown>>;
    expect(items.map((one) => one.id)).toContain(cast.closed.id);
    for (const one of items) expect(Object.keys(one).sort()).toEqual(["id", "name"]);
    const unwilling = textAt(
      await must(cast.operator, "POST", "/teams", {
        name: "Unwilling",
        visibility: "closed",
        acceptsReports: false,
      }),
      "id",
    );
    expect(JSON.stringify(await must(outsider, "GET", "/incident-reports/teams"))).not.toContain(unwilling);
    const answers = await Promise.all(
      [cast.open.id, unwilling, uuidv7()].map((teamId) =>
        outsider.ask("POST", "/api/v1/incident-reports", { body: { ...report, teamId } }),
      ),
    );
    const plain = answers.map((one) => JSON.stringify([one.status, part(one.json, "errors")]));
    expect(new Set(plain).size).toBe(1);
    expect(answers[0]?.status).toBe(400);
  });
});

describe("repeated keys", () => {
  it("answer nothing to somebody who may no longer see it", { timeout: 120_000 }, async () => {
    const leaver = await join(cast.operator, "Leaver", "responder", { id: cast.closed.id, kind: "lead" });
    const person: Person = { ...cast.of("lead"), ...leaver, name: "leaver" };
    const writes = routes.filter(
      (route) =>
        route.method !== "get" && isOfTeam(route) && expectedOf(route, person, cast.closed) === "allowed",
    );
    const done: Array<{ route: DeclaredRoute; subject: Subject; again: () => Promise<Answer> }> = [];
    let kept = 0;
    const problems: string[] = [];
    for (const route of writes) {
      const subject = await subjectFor(cast, cast.closed, nameOf(route));
      const body = bodyOf(route, subject, cast.closed);
      const send = () =>
        leaver.client.ask(route.method.toUpperCase(), pathOf(route, subject.params), {
          ...(body === undefined ? {} : { body }),
          headers: { "idempotency-key": `leaver-${nameOf(route)}`.replaceAll(" ", "-") },
        });
      // Never remembered: a secret is shown once; a preview writes nothing.
      if (["post /invitations", "post /schedules/preview"].includes(nameOf(route))) continue;
      const first = await send();
      if (first.status > 201) continue; // what needs the run or the token to be one's own
      const again = await send();
      if (again.status !== first.status || canonicalJson(again.json) !== canonicalJson(first.json))
        problems.push(`${nameOf(route)}: ${first.status} then ${again.status} ${again.text.slice(0, 200)}`);
      done.push({ route, subject, again: send });
    }
    expect(done.length).toBeGreaterThan(40);
    await must(cast.operator, "DELETE", `/teams/${cast.closed.id}/members/${leaver.userId}`);
    for (const { route, subject, again } of done) {
      const answer = await again();
      // Whoever works on a thing, or declared it, keeps seeing it: then its own address answers them too.
      const own = `/api/v1/${route.path.split("/")[1]}/${subject.params.id ?? part(answer.json, "id")}`;
      if (!GLOBAL.test(route.path) && (await leaver.client.ask("GET", own)).status === 200) {
        kept += 1;
        continue;
      }
      if (answer.status !== 404 || answer.text.includes(cast.closed.mark))
        problems.push(`${nameOf(route)}: after leaving ${answer.status} ${answer.text.slice(0, 160)}`);
    }
    console.log(
      `repeated keys: ${done.length} writes repeated, then repeated after leaving the team (${kept} by people still on it), ${problems.length} leaks`,
    );
    expect(problems).toEqual([]);
  });
});
