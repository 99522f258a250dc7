import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { DeclaredRoute } from "#lib/platform/route.ts";
import { misfit } from "#lib/testing/corpus/conforms.ts";
import { CLASSES } from "#lib/testing/corpus/values.ts";
import { type Answer, type Client, part, rawRequest } from "#lib/testing/http-client.ts";
import type { Subject } from "#lib/testing/http-fixtures.ts";
import { type Cast, makeCast } from "#lib/testing/http-people.ts";
import { bodyOf, nameOf, pathOf, readRoutes } from "#lib/testing/http-routes.ts";
import { around, type Field, fieldsOf, put, type Shape, shapeOf } from "#lib/testing/http-samples.ts";
import { subjectFor } from "#lib/testing/http-subjects.ts";
import { startTestServer, type TestServer } from "#lib/testing/server.ts";

const LONG = process.env.EVENKEEL_LONG === "1";
/** In the short form each field gets every eleventh class, other ones than the field before it. */
const STEP = LONG ? 1 : 11;

const routes = await readRoutes();
const writes = routes.filter((route) => route.body);

let server: TestServer;
let cast: Cast;

beforeAll(async () => {
  server = await startTestServer(inject("templateUrl"), { worker: false });
  cast = await makeCast(server);
});
afterAll(() => server?.stop());

/** Words that only the inside of the server knows. */
const INSIDE =
  /\bat \w[\w.<>]* \(|node_modules|\.ts:\d+|\.js:\d+|SELECT |INSERT INTO|violates|relation "|PrismaClient|prisma|syntax error|ECONN|invalid input syntax|stack/i;

/** Contract of every refusal, whoever caused it. @returns what is wrong with it, or null */
function flaw(answer: Answer): string | null {
  if (answer.status >= 500) return `${answer.status} ${answer.text.slice(0, 200)}`;
  if (answer.status < 400) return null;
  if (!answer.headers.get("content-type")?.startsWith("application/problem+json"))
    return `${answer.status} as ${answer.headers.get("content-type")}`;
  for (const name of ["type", "title", "detail", "code", "requestId"])
    if (typeof part(answer.json, name) !== "string") return `${answer.status} without ${name}`;
  if (part(answer.json, "status") !== answer.status) return "another status inside";
  // What the asker sent may be said back; the rest is the server's own words.
  return INSIDE.test(String(part(answer.json, "detail")))
    ? `tells of its inside: ${answer.text.slice(0, 200)}`
    : null;
}

/** Whether the errors name the field that was bad, or something it stands in or holds. */
function namesField(answer: Answer, path: string): boolean {
  const errors = part(answer.json, "errors");
  if (!Array.isArray(errors)) return false;
  return errors.some((one) => {
    const said = String(part(one, "path"));
    return (
      path === "" ||
      said === path ||
      said.startsWith(`${path}.`) ||
      path.startsWith(`${said}.`) ||
      said === ""
    );
  });
}

interface Probe {
  route: DeclaredRoute;
  subject: Subject;
  client: Client;
}

const problems: string[] = [];
let asked = 0;
let taken = 0;

async function probeField(
  { route, subject, client }: Probe,
  base: unknown,
  shape: Shape,
  field: Field,
  at: number,
): Promise<void> {
  const path = field.path.join(".");
  const whole = around(base, field.path, shape, (name) => (name === "teamId" ? cast.open.id : undefined));
  for (let index = at % STEP; index < CLASSES.length; index += STEP) {
    const one = CLASSES[index];
    if (!one) continue;
    const answer = await client.ask(route.method.toUpperCase(), pathOf(route, subject.params), {
      body: put(whole, field.path, one.value),
    });
    asked += 1;
    const label = `${nameOf(route)} ${path || "(all)"} = ${one.name}`;
    const wrong = flaw(answer);
    if (wrong) problems.push(`${label}: ${wrong}`);
    if (answer.status < 300) {
      taken += 1;
      const bad = one.value === "" ? null : misfit(one.value, field.shape, shape);
      if (bad) problems.push(`${label}: accepted by mistake, ${bad}`);
    }
    // What is not even of the right kind is refused at its own field; the rest may meet a rule elsewhere.
    const misfits = misfit(one.value, field.shape, shape) !== null;
    if (part(answer.json, "code") === "invalid" && !namesField(answer, misfits ? path : ""))
      problems.push(`${label}: names ${JSON.stringify(part(answer.json, "errors"))?.slice(0, 160)}`);
    if (/"message":"(Invalid|Too (big|small)|Unrecognized|Expected)/.test(answer.text))
      problems.push(`${label}: no sentence for people: ${answer.text.slice(0, 200)}`);
  }
}

/** Routes whose good body would end the asker's own session or the team everything stands in. */
const LAST = new Set(["post /me/sign-out", "post /me/password", "post /setup"]);

/** Writes to the team that every other route's things stand in: beside others they would pull it from under them. */
const SHARED = new Set(["patch /teams/{id}", "patch /services/{id}"]);

describe("bad input over HTTP (Q10)", () => {
  it(`every class in every field of every write`, { timeout: LONG ? 3_600_000 : 600_000 }, async () => {
    let fields = 0;
    const probe = async (route: DeclaredRoute) => {
      const subject = await subjectFor(cast, cast.open, nameOf(route));
      const base = bodyOf(route, subject, cast.open);
      const shape = shapeOf(route.body as NonNullable<typeof route.body>);
      for (const field of fieldsOf(shape, LONG ? 6 : 4))
        await probeField({ route, subject, client: cast.operator }, base, shape, field, fields++);
    };
    const [alone, beside] = [true, false].map((shared) =>
      writes.filter((route) => SHARED.has(nameOf(route)) === shared && !LAST.has(nameOf(route))),
    );
    expect(alone).toHaveLength(SHARED.size);
    for (const route of alone ?? []) await probe(route);
    await Promise.all(
      Array.from({ length: 6 }, async (_unused, lane) => {
        for (const [at, route] of (beside ?? []).entries()) if (at % 6 === lane) await probe(route);
      }),
    );
    console.log(
      `bad input over HTTP: ${CLASSES.length} classes, ${fields} fields of ${writes.length} writes: ${asked} asked, ${taken} taken as good, ${problems.length} wrong`,
    );
    expect(problems.slice(0, 50)).toEqual([]);
  });

  it("every class in every parameter of every path and query", {
    timeout: LONG ? 3_600_000 : 300_000,
  }, async () => {
    const wrong: string[] = [];
    let count = 0;
    const check = async (label: string, method: string, path: string, query?: Record<string, string>) => {
      const answer = await cast.operator.ask(method, path, query ? { query } : {});
      count += 1;
      const found = flaw(answer);
      if (found && !/^40\d as/.test(found)) wrong.push(`${label}: ${found}`);
    };
    const texts = CLASSES.flatMap((one) =>
      typeof one.value === "string" && one.value.length < 6000 ? [one] : [],
    );
    let at = 0;
    for (const route of routes.filter((one) => one.method === "get")) {
      const subject = await subjectFor(cast, cast.open, nameOf(route));
      const parameters = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
      const fields = route.query ? Object.keys(shapeOf(route.query).properties ?? {}) : [];
      for (const name of [...parameters, ...fields]) {
        at += 1;
        for (let index = at % 3; index < texts.length; index += LONG ? 1 : 3) {
          const one = texts[index];
          if (!one) continue;
          const value = String(one.value);
          // A lone half cannot be written into an address at all.
          if (!value.isWellFormed()) continue;
          const label = `${nameOf(route)} ${name} = ${one.name}`;
          if (parameters.includes(name))
            await check(label, "GET", pathOf(route, { ...subject.params, [name]: value }));
          else await check(label, "GET", pathOf(route, subject.params), { ...subject.query, [name]: value });
        }
      }
    }
    console.log(`bad input over HTTP: ${count} bad paths and queries, ${wrong.length} wrong`);
    expect(wrong.slice(0, 40)).toEqual([]);
  });
});

describe("bad bodies", () => {
  const send = (
    body: string,
    headers: Record<string, string> = { "content-type": "application/json" },
    path = "/api/v1/incidents",
  ) => cast.operator.ask("POST", path, { body, headers });

  it.each([
    ["broken JSON", "{", 400, "bad_request"],
    ["two values", "{}{}", 400, "bad_request"],
    ["single quotes", "{'title':'x'}", 400, "bad_request"],
    ["a trailing comma", '{"title":"x",}', 400, "bad_request"],
    ["NaN", '{"title":NaN}', 400, "bad_request"],
    ["a byte order mark", '\ufeff{"title":"x"}', 400, "invalid"],
    ["nothing", "", 400, "invalid"],
    ["null", "null", 400, "invalid"],
    ["a list", "[]", 400, "invalid"],
    ["a text", '"x"', 400, "invalid"],
    ["an unknown field", '{"titel":"x"}', 400, "invalid"],
    ["prototype keys", '{"__proto__":{"title":"x"},"constructor":1}', 400, "invalid"],
    ["deep lists", `${"[".repeat(20_000)}${"]".repeat(20_000)}`, 400, "bad_request"],
    ["deep objects", `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`, 400, "bad_request"],
    ["too much", JSON.stringify({ title: "x".repeat(1_100_000) }), 413, "too_large"],
  ])("%s", async (_name, body, status, code) => {
    const answer = await send(body);
    expect([answer.status, part(answer.json, "code")]).toEqual([status, code]);
    expect(flaw(answer)).toBeNull();
  });

  it("of duplicate keys the last counts, as JSON says; it never counts twice", async () => {
    const answer = await send(
      `{"title":"first","title":"second","severity":"P3","teamId":"${cast.open.id}"}`,
    );
    expect([answer.status, part(answer.json, "title")]).toEqual([201, "second"]);
  });

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
    "application/jsonx",
    "",
    "application/json5",
  ])("content type %j is refused", async (type) => {
    const answer = await send(
      '{"title":"x"}',
      type ? { "content-type": type } : { "content-type": "text/plain;charset=UTF-8" },
    );
    expect([answer.status, part(answer.json, "code")]).toEqual([415, "unsupported_media"]);
  });

  it("a length that lies, and chunks without end, are cut off", async () => {
    const cookie = [...cast.operator.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = {
      cookie,
      origin: server.url,
      "content-type": "application/json",
      "transfer-encoding": "chunked",
    };
    const answer = await rawRequest(server.url, {
      method: "POST",
      target: "/api/v1/incidents",
      headers,
      body: `"${"x".repeat(3_000_000)}"`,
    });
    expect(answer.status).toBe(413);
  });
});

describe("strange requests", () => {
  const targets: Array<[string, number[]]> = [
    ["//api/v1/me", [400]],
    ["/api//v1/me", [308, 404, 401]],
    ["/api/v1//me", [308, 404, 401]],
    ["/api/v1/%2e%2e/v1/me", [400, 401, 404]],
    ["/api/v1/../v1/me", [400, 401, 404]],
    ["/api/%76%31/me", [400, 401, 404]],
    ["/API/V1/me", [401, 404]],
    ["/api/v1/me/", [401, 404]],
    ["/api/v1/me;x=1", [401, 404]],
    ["/api/v1/me%00", [400, 401, 404]],
    ["/api/v1/%ff", [400]],
    ["/api/v1/%zz", [400]],
    ["/api\\v1\\me", [400]],
    ["http://127.0.0.1/api/v1/me", [400]],
    ["http://evil.example/api/v1/me", [400]],
    ["*", [400]],
    ["/api/v1/me?x=%ff", [401]],
    [`/api/v1/${"a".repeat(20_000)}`, [401, 404, 414, 431]],
    [`/api/v1/me?${"a=1&".repeat(4000)}`, [401, 414, 431]],
    ["/_next/../api/v1/me", [400, 401, 404]],
    ["/..%2fapi/v1/me", [400, 404]],
    ["/%2e%2e/%2e%2e/etc/passwd", [400, 404]],
    ["/_next/static/../../../package.json", [400, 404]],
    ["/_next/image?url=http://169.254.169.254/&w=64&q=75", [400, 404]],
    ["/.env", [404]],
    ["/package.json", [404]],
    ["/prisma/schema.prisma", [404]],
    ["/.git/config", [404]],
  ];
  it.each(targets)("target %s", async (target, allowed) => {
    const answer = await rawRequest(server.url, { target });
    expect(allowed, `${answer.status} ${answer.text.slice(0, 200)}`).toContain(answer.status);
    expect(answer.text).not.toMatch(/root:x:|"dependencies"|\[core\]/);
  });

  it.each(["TRACE", "CONNECT", "PROPFIND", "LINK", "OPTIONS", "HEAD"])("method %s", async (method) => {
    const answer = await rawRequest(server.url, {
      method,
      target: method === "CONNECT" ? "example.org:443" : "/api/v1/me",
    }).catch(() => null);
    // CONNECT is closed without an answer; nothing is ever tunnelled.
    if (answer) expect([400, 401, 404, 405]).toContain(answer.status);
  });

  it("a method a route does not have is not found, and none of a wrong one is done", async () => {
    for (const [method, path] of [
      ["DELETE", "/me"],
      ["PUT", "/incidents"],
      ["PATCH", "/search"],
      ["POST", "/me"],
    ] as const) {
      const answer = await cast.operator.ask(method, `/api/v1${path}`, { body: {} });
      expect([404, 405], `${method} ${path}`).toContain(answer.status);
      expect(flaw(answer)).toBeNull();
    }
    const override = await cast.operator.ask("POST", `/api/v1/teams/${cast.open.id}`, {
      body: {},
      headers: { "x-http-method-override": "DELETE" },
    });
    expect(override.status).toBe(404);
  });

  it("Upgrade is refused", async () => {
    const headers = {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-key": "x",
      "sec-websocket-version": "13",
    };
    const answer = await rawRequest(server.url, { target: "/api/v1/me", headers });
    expect(answer.status).toBe(400);
  });

  it("headers that Next or the API would believe are not", async () => {
    const headers = {
      "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware",
      "x-evenkeel-client": "203.0.113.9",
      "x-forwarded-for": "203.0.113.9",
      "x-nonce": "mine",
      "content-security-policy": "script-src *",
      "next-action": "abc",
      "x-nextjs-data": "1",
      "x-original-url": "/api/v1/users",
      "x-rewrite-url": "/api/v1/users",
    };
    expect((await rawRequest(server.url, { target: "/api/v1/me", headers })).status).toBe(401);
    const page = await rawRequest(server.url, { target: "/sign-in", headers });
    expect(page.status).toBe(200);
    expect(String(page.headers["content-security-policy"])).not.toContain("script-src *");
    expect(page.text).not.toContain('nonce="mine"');
  });
});
