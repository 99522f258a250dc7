import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { sha256 } from "#lib/platform/crypto.ts";
import { client, part, rawRequest, signIn, textAt } from "#lib/testing/http-client.ts";
import { type Cast, join, makeCast, must, PASSWORD } from "#lib/testing/http-people.ts";
import { bodyOf, nameOf, pathOf, readRoutes } from "#lib/testing/http-routes.ts";
import { shapeOf } from "#lib/testing/http-samples.ts";
import { subjectFor } from "#lib/testing/http-subjects.ts";
import { startTestServer, type TestServer, testAdmin } from "#lib/testing/server.ts";

const routes = await readRoutes();
const writes = routes.filter((route) => route.method !== "get");
const lists = routes.filter((route) => route.query && "limit" in (shapeOf(route.query).properties ?? {}));

let server: TestServer;
let cast: Cast;

beforeAll(async () => {
  // Everything is written into the log, so that its redaction has something to do.
  server = await startTestServer(inject("templateUrl"), { env: { LOG_LEVEL: "debug" } });
  cast = await makeCast(server);
});
afterAll(() => server?.stop());

const codeOf = (answer: { json: unknown }) => part(answer.json, "code");

describe("who asks comes first", () => {
  it("a stranger's body is not even read", async () => {
    const problems: string[] = [];
    const stranger = client(server.url);
    for (const route of writes) {
      if (route.who === "anyone" || route.who === "secret") continue;
      const path = pathOf(route, {}).replaceAll("//", "/x/");
      const answer = await stranger.ask(route.method.toUpperCase(), path, {
        body: "{broken",
        headers: { "content-type": "application/json" },
      });
      if (answer.status !== 401 && answer.status !== 404) problems.push(`${nameOf(route)}: ${answer.status}`);
      if (answer.status === 404 && route.path.includes("{") === false) problems.push(`${nameOf(route)}: 404`);
    }
    expect(problems).toEqual([]);
  });

  it("what is not there and what is not yours are the same answer", async () => {
    for (const path of [
      "/nothing",
      "/incidents/01930000-0000-7000-8000-000000000001",
      "/teams/01930000-0000-7000-8000-000000000001",
    ]) {
      const answer = await cast.operator.ask("GET", `/api/v1${path}`);
      expect([answer.status, codeOf(answer)], path).toEqual([404, "not_found"]);
    }
  });
});

describe("writes of a browser come from our own pages", () => {
  it("every write by cookie needs our Origin; a token needs none", { timeout: 60_000 }, async () => {
    const problems: string[] = [];
    const admin = cast.operator;
    const cookie = [...admin.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const foreign: Array<Record<string, string>> = [
      {},
      { origin: "null" },
      { origin: "https://evil.example" },
      { origin: `${server.url}.evil.example` },
      { origin: server.url.replace("http:", "https:") },
      { origin: server.url, "sec-fetch-site": "cross-site" },
      { origin: server.url, "sec-fetch-site": "same-site" },
    ];
    let asked = 0;
    for (const [at, route] of writes.entries()) {
      if (route.who === "anyone" || route.who === "secret") continue;
      const headers = foreign[at % foreign.length] ?? {};
      const target = pathOf(route, {}).replaceAll("//", "/x/");
      const answer = await rawRequest(server.url, {
        method: route.method.toUpperCase(),
        target,
        headers: { cookie, "content-type": "application/json", "content-length": "2", ...headers },
        body: "{}",
      });
      asked += 1;
      if (answer.status !== 403)
        problems.push(`${nameOf(route)} ${JSON.stringify(headers)}: ${answer.status}`);
    }
    console.log(`same origin: ${asked} writes without a right Origin, ${problems.length} accepted`);
    expect(problems).toEqual([]);
    for (const headers of foreign) {
      const answer = await rawRequest(server.url, {
        method: "PUT",
        target: "/api/v1/me/preferences",
        headers: { cookie, "content-type": "application/json", "content-length": "2", ...headers },
        body: "{}",
      });
      expect(answer.status, JSON.stringify(headers)).toBe(403);
    }
    const token = cast.of("token of the lead, all scopes").client;
    const made = await token.ask("POST", "/api/v1/incidents", {
      body: { title: "By script", severity: "P4", teamId: cast.open.id },
    });
    expect(made.status).toBe(201);
  });
});

describe("lists", () => {
  it("take any limit, any search, and no bad cursor", { timeout: 120_000 }, async () => {
    const problems: string[] = [];
    const ask = (path: string, query: Record<string, string>) => cast.operator.ask("GET", path, { query });
    let cursor: string | null = null;
    for (const route of lists) {
      const subject = await subjectFor(cast, cast.open, nameOf(route));
      const path = pathOf(route, subject.params);
      for (const [given, wanted] of [
        ["1000", 100],
        ["100", 100],
        ["7", 7],
        ["0", 20],
        ["-1", 20],
        ["abc", 20],
        ["1.5", 20],
        ["", 20],
      ] as const) {
        const answer = await ask(path, { limit: given });
        const said = part(answer.json, "limit");
        // Some short lists have a limit and no pages.
        if (answer.status !== 200 || (said !== undefined && said !== wanted))
          problems.push(`${nameOf(route)} limit=${given}: ${answer.status} ${String(said)}`);
      }
      const fields = shapeOf(route.query as NonNullable<typeof route.query>).properties ?? {};
      if ("cursor" in fields) {
        for (const bad of [
          "x",
          "%00",
          "W10",
          Buffer.from('["nowhere",1,"01930000-0000-7000-8000-000000000001"]').toString("base64url"),
          cursor ?? "y",
        ]) {
          const answer = await ask(path, { cursor: bad });
          if (answer.status !== 400 || codeOf(answer) !== "bad_cursor")
            problems.push(
              `${nameOf(route)} cursor=${bad.slice(0, 20)}: ${answer.status} ${String(codeOf(answer))}`,
            );
        }
        const first = await ask(path, { limit: "1" });
        const next = part(first.json, "nextCursor");
        if (typeof next === "string") {
          cursor = next;
          const second = await ask(path, { limit: "1", cursor: next });
          const [one, two] = [
            JSON.stringify(part(first.json, "items")),
            JSON.stringify(part(second.json, "items")),
          ];
          if (second.status !== 200 || one === two)
            problems.push(`${nameOf(route)}: the second page is the first`);
        }
      }
      if ("q" in fields)
        for (const q of ["%", "_", "\\", "'", "a & b", "(", "*", "\u0000", "🧯", "null", "x".repeat(200)]) {
          const answer = await ask(path, { q });
          if (answer.status !== 200) problems.push(`${nameOf(route)} q=${q.slice(0, 10)}: ${answer.status}`);
        }
    }
    console.log(
      `lists: ${lists.length} asked with odd limits, cursors and searches, ${problems.length} wrong`,
    );
    expect(problems).toEqual([]);
    expect(lists.length).toBeGreaterThan(10);
  });
});

describe("repeated and raced writes", () => {
  const declare = (title: string, key: string) =>
    cast.operator.ask("POST", "/api/v1/incidents", {
      body: { title, severity: "P4", teamId: cast.open.id },
      headers: { "idempotency-key": key },
    });
  const found = async (title: string) =>
    (
      part(
        (await cast.operator.ask("GET", "/api/v1/incidents", { query: { q: title } })).json,
        "items",
      ) as unknown[]
    ).length;

  it("twenty twins at once have one effect", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => declare("Twenty twins", "twins")));
    expect(await found("Twenty twins")).toBe(1);
    const ids = new Set(answers.flatMap((one) => (one.status === 201 ? [part(one.json, "id")] : [])));
    expect(ids.size).toBe(1);
    for (const one of answers)
      if (one.status !== 201)
        expect([one.status, codeOf(one), Number(one.headers.get("retry-after")) >= 1]).toEqual([
          409,
          "in_progress",
          true,
        ]);
    const again = await declare("Twenty twins", "twins");
    expect([again.status, again.headers.get("idempotent-replay")]).toEqual([201, "true"]);
  });

  it("another body under the same key is refused, another person's key is another key", async () => {
    await declare("Key once", "once");
    const other = await declare("Key twice", "once");
    expect([other.status, codeOf(other), await found("Key twice")]).toEqual([422, "key_reused", 0]);
    const { client: manager } = cast.of("manager");
    const theirs = await manager.ask("POST", "/api/v1/incidents", {
      body: { title: "Key theirs", severity: "P4", teamId: cast.open.id },
      headers: { "idempotency-key": "once" },
    });
    expect(theirs.status).toBe(201);
    const bad = await declare("Bad key", "spaces are not visible");
    expect(bad.status).toBe(400);
  });

  it("a refusal is not remembered", async () => {
    const first = await declare("", "late");
    expect(first.status).toBe(400);
    expect((await declare("In time", "late")).status).toBe(201);
  });

  it("a stale version answers 409 with what it is now, on every route that asks for one", {
    timeout: 60_000,
  }, async () => {
    const problems: string[] = [];
    let asked = 0;
    for (const route of routes) {
      if (!route.body) continue;
      const shape = shapeOf(route.body);
      if (!shape.properties?.version || !shape.required?.includes("version")) continue;
      const subject = await subjectFor(cast, cast.open, nameOf(route));
      const body = { ...bodyOf(route, subject, cast.open), version: 2_000_000 };
      const answer = await cast.operator.ask(route.method.toUpperCase(), pathOf(route, subject.params), {
        body,
      });
      asked += 1;
      const current = part(answer.json, "current");
      if (answer.status !== 409 || codeOf(answer) !== "stale" || typeof part(current, "version") !== "number")
        problems.push(
          `${nameOf(route)}: ${answer.status} ${String(codeOf(answer))} ${JSON.stringify(current)?.slice(0, 80)}`,
        );
    }
    console.log(`versions: ${asked} routes asked with a stale one, ${problems.length} wrong`);
    expect(problems).toEqual([]);
    expect(asked).toBeGreaterThan(8);
  });
});

describe("request ids", () => {
  it("come back as given, or are made; problems carry them", async () => {
    const given = await cast.operator.ask("GET", "/api/v1/nothing", {
      headers: { "x-request-id": "my-own-id-0001" },
    });
    expect([given.headers.get("x-request-id"), part(given.json, "requestId")]).toEqual([
      "my-own-id-0001",
      "my-own-id-0001",
    ]);
    for (const bad of ["short", "with space inside", "x".repeat(100), "<script>"]) {
      const answer = await cast.operator.ask("GET", "/api/v1/me", { headers: { "x-request-id": bad } });
      expect(answer.headers.get("x-request-id"), bad).toMatch(/^[\w.:-]{8,80}$/);
      expect(answer.headers.get("x-request-id")).not.toBe(bad);
    }
  });
});

describe("the OpenAPI document", () => {
  it("is OpenAPI 3.1 and tells of every route", async () => {
    const answer = await client(server.url).ask("GET", "/api/v1/openapi.json");
    expect(answer.status).toBe(200);
    const document = answer.json as {
      openapi: string;
      info: Record<string, unknown>;
      paths: Record<string, Record<string, Operation>>;
      components: { securitySchemes: Record<string, unknown> };
    };
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document.info)).toEqual(expect.arrayContaining(["title", "version"]));
    expect(Object.keys(document.components.securitySchemes).sort()).toEqual(["session", "token"]);
    const problems: string[] = [];
    for (const route of routes) {
      const operation = document.paths[`/api/v1${route.path}`]?.[route.method];
      if (!operation) problems.push(`${nameOf(route)} is missing`);
      else problems.push(...flaws(nameOf(route), route.path, operation, Boolean(route.body)));
    }
    const told = Object.values(document.paths).reduce((sum, path) => sum + Object.keys(path).length, 0);
    expect(told).toBe(routes.length);
    console.log(`OpenAPI: ${told} operations, ${problems.length} flaws`);
    expect(problems).toEqual([]);
  });

  it("is shown on a readable page", async () => {
    const page = await client(server.url).ask("GET", "/docs/api");
    expect(page.status).toBe(200);
    expect(page.text).toContain("/incidents");
  });
});

interface Operation {
  summary?: string;
  parameters?: Array<{ name: string; in: string; required?: boolean; schema?: unknown }>;
  requestBody?: { content: Record<string, { schema: unknown }> };
  responses: Record<string, { description?: string; content?: Record<string, { schema: unknown }> }>;
}

const TYPES = new Set(["string", "number", "integer", "boolean", "object", "array", "null"]);

/** What is wrong with a JSON Schema: unknown types, lists without items, references that lead nowhere. */
function schemaFlaws(schema: unknown, root: unknown, place: string): string[] {
  if (typeof schema === "boolean") return [];
  if (typeof schema !== "object" || schema === null) return [`${place}: no schema`];
  const here = schema as Record<string, unknown>;
  const found: string[] = [];
  for (const type of [here.type].flat())
    if (type !== undefined && !TYPES.has(String(type))) found.push(`${place}: type ${String(type)}`);
  if (
    typeof here.$ref === "string" &&
    here.$ref.startsWith("#/") &&
    part(root, ...here.$ref.slice(2).split("/")) === undefined
  )
    found.push(`${place}: ${here.$ref}`);
  for (const [name, child] of Object.entries((here.properties as Record<string, unknown>) ?? {}))
    found.push(...schemaFlaws(child, root, `${place}.${name}`));
  for (const key of ["anyOf", "oneOf", "allOf"])
    for (const child of (here[key] as unknown[] | undefined) ?? [])
      found.push(...schemaFlaws(child, root, `${place}|`));
  if (here.items !== undefined) found.push(...schemaFlaws(here.items, root, `${place}[]`));
  return found;
}

function flaws(name: string, path: string, operation: Operation, hasBody: boolean): string[] {
  const found: string[] = [];
  const say = (what: string) => found.push(`${name}: ${what}`);
  if (!operation.summary) say("no summary");
  const wanted = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
  const told = (operation.parameters ?? []).filter((one) => one.in === "path");
  for (const one of wanted)
    if (!told.some((parameter) => parameter.name === one && parameter.required))
      say(`path parameter ${one} is not told`);
  if (told.length !== wanted.length) say("a path parameter too many");
  for (const parameter of operation.parameters ?? [])
    found.push(...schemaFlaws(parameter.schema, parameter.schema, `${name} ${parameter.name}`));
  const body = operation.requestBody?.content["application/json"]?.schema;
  if (hasBody !== (body !== undefined)) say("its body is not told");
  if (body) found.push(...schemaFlaws(body, body, `${name} body`));
  const done = Object.entries(operation.responses);
  if (!done.some(([status]) => /^2\d\d$/.test(status))) say("no good answer");
  for (const [status, one] of done) {
    if (!one.description) say(`${status} without a description`);
    for (const content of Object.values(one.content ?? {}))
      found.push(...schemaFlaws(content.schema, content.schema, `${name} ${status}`));
  }
  return found;
}

describe("limits", () => {
  it("answer 429 with Retry-After, per person and per address", { timeout: 60_000 }, async () => {
    const limited = await startTestServer(inject("templateUrl"), {
      worker: false,
      env: { EVENKEEL_RATE_LIMIT: "on" },
    });
    try {
      const stranger = client(limited.url);
      const answers = await Promise.all(Array.from({ length: 80 }, () => stranger.ask("GET", "/api/v1/me")));
      const refused = answers.filter((one) => one.status === 429);
      expect(answers.filter((one) => one.status === 401).length).toBeLessThanOrEqual(60);
      expect(refused.length).toBeGreaterThan(10);
      for (const one of refused)
        expect([codeOf(one), Number(one.headers.get("retry-after")) >= 1]).toEqual(["too_many", true]);
      const guesser = client(limited.url);
      let last = await signIn(guesser, "nobody@example.org", "wrong");
      for (let tries = 0; tries < 70 && !last.text.includes("too_many"); tries++)
        last = await signIn(guesser, `n${tries}@example.org`, "wrong");
      expect(last.text).toContain("too_many");
      console.log(
        `limits: ${refused.length} of 80 requests of a stranger refused; sign-in refused after its tries`,
      );
    } finally {
      await limited.stop();
    }
  });
});

describe("secrets", () => {
  it("stand in no line of the log, nor in the database as they are", { timeout: 60_000 }, async () => {
    const person = await join(cast.operator, "Secretive", "responder", { id: cast.open.id, kind: "lead" });
    const secrets = new Map<string, string>([
      ["password", PASSWORD],
      ["administrator's password", testAdmin.password],
      ["cookie", [...person.client.cookies.values()].sort((a, b) => b.length - a.length)[0] ?? ""],
      ["session secret", "a-secret-that-only-tests-use-0123456789"],
    ]);
    const token = textAt(
      await must(person.client, "POST", "/tokens", { name: "secret", scopes: ["people:read"] }),
      "secret",
    );
    secrets.set("token", token);
    await client(server.url, token).ask("GET", "/api/v1/me");
    await client(server.url, `${token}x`).ask("GET", "/api/v1/me");
    const reset =
      new URL(
        textAt(await must(cast.operator, "POST", `/users/${person.userId}/reset-link`), "url"),
      ).searchParams.get("token") ?? "";
    secrets.set("reset link", reset);
    await client(server.url).ask("GET", `/reset?token=${reset}`);
    const invitation =
      new URL(
        textAt(await must(cast.operator, "POST", "/invitations", { email: "log@example.org" }), "url"),
      ).searchParams.get("token") ?? "";
    secrets.set("invitation", invitation);
    await client(server.url).ask("GET", `/invite?token=${invitation}`);
    const fresh = "a brand new quiet harbour";
    secrets.set("new password", fresh);
    await client(server.url).ask("POST", "/api/v1/password-resets/use", {
      body: { token: reset, password: fresh },
    });
    await signIn(client(server.url), person.email, "a wrong but telling password");
    secrets.set("wrong password", "a wrong but telling password");
    // An error on the way is logged with what it was about.
    await cast.operator.ask("POST", "/api/v1/incidents", {
      body: `{"password":"${PASSWORD}"`,
      headers: { "content-type": "application/json" },
    });
    const text = server.log();
    expect(text.length).toBeGreaterThan(10_000);
    expect(text).toContain('"path":"/api/v1/me"');
    const found = [...secrets]
      .filter(([, secret]) => secret.length > 7 && text.includes(secret))
      .map(([name]) => name);
    console.log(
      `secrets: ${secrets.size} looked for in ${Math.round(text.length / 1000)} kB of log, ${found.length} found`,
    );
    expect(found).toEqual([]);
    expect(text).not.toMatch(/\$argon2id\$/);
    expect(text.includes(sha256(token))).toBe(false);
  });
});
