import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { uuidv7 } from "#lib/platform/ids.ts";
import type { DeclaredRoute } from "#lib/platform/route.ts";
import { type Answer, listen, part, type Stream } from "#lib/testing/http-client.ts";
import type { Subject } from "#lib/testing/http-fixtures.ts";
import { type Cast, makeCast, type Person, type Team } from "#lib/testing/http-people.ts";
import { type Expected, expectedOf, isOfTeam, OWNED, SPECIAL, sees } from "#lib/testing/http-rights.ts";
import { bodyOf, nameOf, pathOf, readRoutes } from "#lib/testing/http-routes.ts";
import { subjectFor } from "#lib/testing/http-subjects.ts";
import { startTestServer, type TestServer } from "#lib/testing/server.ts";

const routes = await readRoutes();

/** The long form makes every write that is allowed in both teams in both. */
const LONG = process.env.EVENKEEL_LONG === "1";

let server: TestServer;
let cast: Cast;
const streams = new Map<string, Stream>();

beforeAll(async () => {
  server = await startTestServer(inject("templateUrl"), { worker: false });
  cast = await makeCast(server);
  for (const name of ["responder", "manager", "lead elsewhere", "member"])
    streams.set(name, await listen(cast.of(name).client));
});
afterAll(async () => {
  for (const stream of streams.values()) stream.close();
  await server?.stop();
});

function ask(route: DeclaredRoute, person: Person, subject: Subject, team: Team): Promise<Answer> {
  const body = bodyOf(route, subject, team);
  return person.client.ask(route.method.toUpperCase(), pathOf(route, subject.params), {
    ...(body === undefined ? {} : { body }),
    ...(subject.query ? { query: subject.query } : {}),
  });
}

/** A thing named in the body is refused at its field, in the words for what does not exist. */
const HIDDEN_FIELD = /"message":"There is no such (team|service|incident|checklist)/;

/** What an answer came down to, in the words of the expectation. */
function outcome(answer: Answer): Expected | "broke" {
  if (answer.status === 401) return "sign-in";
  if (answer.status === 403) return "forbidden";
  if (answer.status === 404) return "hidden";
  if (answer.status === 400 && HIDDEN_FIELD.test(answer.text)) return "hidden";
  return answer.status >= 500 ? "broke" : "allowed";
}

/** The status of a well-formed request by somebody who may; where the fixture asks for a refusal on purpose, that one. */
const ALLOWED_STATUS: Record<string, number[]> = {
  "post /me/password": [400],
  // A code that was not sent.
  "post /contacts/{id}/verify": [400],
  // Nothing is sent, which is no file.
  "post /incidents/{id}/files": [415],
  // The shift still runs.
  "post /shifts/{id}/survey": [409],
};

/** The names of closed teams that take reports are told on purpose, by one route; nothing else of them is. */
const beyondName = (route: string, text: string) =>
  route === "get /incident-reports/teams" ? text.replaceAll(/"name":"[^"]*"/g, "") : text;

const problems: string[] = [];
let checked = 0;

function judge(route: DeclaredRoute, person: Person, team: Team, wanted: Expected, answer: Answer): void {
  checked += 1;
  const label = `${nameOf(route)} · ${person.name} · ${team.key}`;
  const got = outcome(answer);
  if (wanted === "open") {
    if (answer.status === 401 || answer.status >= 500) problems.push(`${label}: ${answer.status}`);
  } else if (got !== wanted) {
    problems.push(`${label}: ${wanted} expected, ${answer.status} ${answer.text.slice(0, 200)}`);
  } else if (wanted === "allowed" && !(ALLOWED_STATUS[nameOf(route)] ?? [200, 201]).includes(answer.status)) {
    problems.push(`${label}: it may, but ${answer.status} ${answer.text.slice(0, 300)}`);
  }
  if (!sees(person, cast.closed) && beyondName(nameOf(route), answer.text).includes(cast.closed.mark))
    problems.push(`${label}: tells of the closed team`);
  if (
    wanted !== "allowed" &&
    answer.status >= 400 &&
    !answer.headers.get("content-type")?.startsWith("application/problem+json")
  )
    problems.push(`${label}: not a problem document`);
}

/** Nothing tells a hidden thing from one that was never there: the answers are the same but for the request's id. */
async function compareWithNothing(
  route: DeclaredRoute,
  person: Person,
  subject: Subject,
  team: Team,
  answer: Answer,
): Promise<void> {
  const anew = (values: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, /^[0-9a-f-]{36}$/.test(value) ? uuidv7() : value]),
    );
  const body = Object.fromEntries(
    Object.entries(subject.body ?? {}).map(([key, value]) => [
      key,
      /^(teamId|templateId|incidentId|serviceId)$/.test(key) ? uuidv7() : value,
    ]),
  );
  const nothing: Subject = { params: anew(subject.params), body, query: anew(subject.query ?? {}) };
  const other = await ask(route, person, nothing, { ...team, id: uuidv7(), serviceId: uuidv7() });
  const plain = (one: Answer) =>
    JSON.stringify([one.status, part(one.json, "detail"), part(one.json, "errors"), part(one.json, "code")]);
  if (plain(other) !== plain(answer))
    problems.push(`${nameOf(route)} · ${person.name}: hidden ${plain(answer)} is not absent ${plain(other)}`);
}

/** Of the two half tokens the one that lacks the route's scope; the stale password where a fresh one is asked for. */
function asked(route: DeclaredRoute): Person[] {
  return cast.people.filter((person) => {
    if (/half$/.test(person.name)) return !person.scopes?.includes(route.scope);
    return !person.stale || route.fresh;
  });
}

async function checkRoute(route: DeclaredRoute, team: Team): Promise<void> {
  const shared = await subjectFor(cast, team, nameOf(route));
  const refused = asked(route).filter((person) => expectedOf(route, person, team) !== "allowed");
  for (const person of refused) {
    const wanted = expectedOf(route, person, team);
    const answer = await ask(route, person, shared, team);
    judge(route, person, team, wanted, answer);
    if (wanted === "hidden" && !OWNED[nameOf(route)])
      await compareWithNothing(route, person, shared, team, answer);
  }
  for (const person of asked(route)) {
    if (refused.includes(person)) continue;
    // Whoever may write in the closed team is asked there; in the open one, those for whom only that one is.
    const both = isOfTeam(route) && expectedOf(route, person, cast.closed) === "allowed";
    if (!LONG && both && team.key === "open" && route.method !== "get" && person.name !== "lead") continue;
    // What a read leaves as it was can be shared; a write wants a subject of its own, in the right state.
    const subject = route.method === "get" ? shared : await subjectFor(cast, team, nameOf(route));
    judge(route, person, team, "allowed", await ask(route, person, subject, team));
  }
}

describe("authorization matrix (Q9)", () => {
  it("has a declaration for every route the application answers", async () => {
    const { api } = await import("#lib/registry/api.ts");
    const mounted = api.routes
      .filter(
        (one) =>
          one.method !== "ALL" && one.path.startsWith("/api/v1/") && one.path !== "/api/v1/openapi.json",
      )
      .map(
        (one) =>
          `${one.method.toLowerCase()} ${one.path.slice("/api/v1".length).replaceAll(/:(\w+)/g, "{$1}")}`,
      );
    expect([...new Set(mounted)].sort()).toEqual(routes.map(nameOf).sort());
    expect(routes.length).toBeGreaterThan(100);
    const known = new Set(routes.map(nameOf));
    for (const name of [...Object.keys(SPECIAL), ...Object.keys(OWNED), ...Object.keys(ALLOWED_STATUS)])
      expect(known).toContain(name);
  });

  it("every route answers every person as it should", { timeout: LONG ? 1_200_000 : 240_000 }, async () => {
    const broken: string[] = [];
    // Rooms side by side; within one, in order, because some routes change what others read.
    const rooms = Map.groupBy(routes, (route) => route.path.split("/")[1] ?? "");
    await Promise.all(
      [...rooms.values()].map(async (room) => {
        for (const route of room) {
          for (const team of isOfTeam(route) ? [cast.open, cast.closed] : [cast.open]) {
            await checkRoute(route, team).catch((error: unknown) =>
              broken.push(`${nameOf(route)} (${team.key}): ${String(error).slice(0, 600)}`),
            );
          }
        }
      }),
    );
    console.log(
      `authorization matrix: ${routes.length} routes × ${cast.people.length} people: ${checked} checked, ${problems.length} leaks`,
    );
    expect([...broken, ...problems]).toEqual([]);
  });
});
