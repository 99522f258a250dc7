import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { copyDatabase, prepareDatabase } from "#lib/testing/cluster.ts";
import { type Cable, layCable } from "#lib/testing/http-cable.ts";
import { type Client, isSignedIn, part, until } from "#lib/testing/http-client.ts";
import { must, signInOperator } from "#lib/testing/http-people.ts";
import { readRoutes } from "#lib/testing/http-routes.ts";
import { startTestServer, type TestServer, testAdmin } from "#lib/testing/server.ts";

const routes = await readRoutes();

let own: { url: string; drop: () => Promise<void> };
let cable: Cable;
let server: TestServer;
let me: Client;
let teamId: string;

beforeAll(async () => {
  const templateUrl = inject("templateUrl");
  own = await copyDatabase(templateUrl);
  const { email, password } = testAdmin;
  await prepareDatabase(own.url, { EVENKEEL_ADMIN_EMAIL: email, EVENKEEL_ADMIN_PASSWORD: password });
  cable = await layCable(own.url);
  server = await startTestServer(templateUrl, { admin: false, env: { DATABASE_URL: cable.url } });
  ({ operator: me } = await signInOperator(server));
  teamId = String(part(await must(me, "GET", "/teams"), "items", 0, "id"));
});
afterAll(async () => {
  cable?.mend();
  await server?.stop();
  await cable?.close();
  await own?.drop();
});

const id = "01930000-0000-7000-8000-000000000001";
const addressOf = (path: string) =>
  `/api/v1${path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => (name === "key" ? "mtta" : id))}`;

describe("while the database is away", () => {
  it("every route answers 503 with Retry-After, never 401 or 500, and says so in words", {
    timeout: 120_000,
  }, async () => {
    cable.cut();
    await until("health says so", async () => (await me.ask("GET", "/api/health")).status === 503);
    const problems: string[] = [];
    await Promise.all(
      routes
        .filter((route) => route.who !== "secret")
        .map(async (route) => {
          const answer = await me.ask(
            route.method.toUpperCase(),
            addressOf(route.path),
            route.body ? { body: {} } : {},
          );
          const label = `${route.method} ${route.path}: ${answer.status}`;
          if (answer.status !== 503 || part(answer.json, "code") !== "unavailable")
            problems.push(`${label} ${answer.text.slice(0, 120)}`);
          if (!(Number(answer.headers.get("retry-after")) >= 1))
            problems.push(`${label} without Retry-After`);
          if (!answer.headers.get("content-type")?.startsWith("application/problem+json"))
            problems.push(`${label} is no problem document`);
          if (/ECONN|postgres|127\.0\.0\.1:|Prisma/i.test(answer.text))
            problems.push(`${label} tells of its inside`);
        }),
    );
    console.log(`database away: ${routes.length} routes asked, ${problems.length} wrong`);
    expect(problems).toEqual([]);
  });

  it("health answers 503 in time, live stays 200, the stream is refused, and nobody is signed out", async () => {
    const health = await me.ask("GET", "/api/health");
    expect([health.status, part(health.json, "status"), health.headers.has("retry-after")]).toEqual([
      503,
      "failing",
      true,
    ]);
    expect((await me.ask("GET", "/api/health/live")).status).toBe(200);
    expect((await me.ask("GET", "/api/stream")).status).toBe(503);
    const session = await me.ask("GET", "/api/auth/session");
    expect(session.text).not.toBe("{}");
    expect(session.status).not.toBe(200);
  });

  it("a page says so instead of asking to sign in", async () => {
    const page = await me.ask("GET", "/today");
    expect(page.status).toBeGreaterThanOrEqual(500);
    expect(page.headers.get("location")).toBeNull();
    const signIn = await me.ask("GET", "/sign-in");
    expect([200, 500, 503]).toContain(signIn.status);
  });

  it("recovers by itself, with the same session, and the write that failed works now", {
    timeout: 60_000,
  }, async () => {
    const write = () =>
      me.ask("POST", "/api/v1/incidents", {
        body: { title: "While away", severity: "P3", teamId },
        headers: { "idempotency-key": "while-away" },
      });
    expect((await write()).status).toBe(503);
    cable.mend();
    await until("health is well", async () => (await me.ask("GET", "/api/health")).status === 200);
    expect(await isSignedIn(me)).toBe(true);
    const [first, again] = [await write(), await write()];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(part(again.json, "id")).toBe(part(first.json, "id"));
    expect((await me.ask("GET", "/today")).status).toBe(200);
    await until(
      "the worker is back",
      async () =>
        part((await me.ask("GET", "/api/health/detailed")).json, "parts", "worker", "status") === "ok",
    );
  });
});

describe("while the network to it is gone", () => {
  it("every request still ends, with 503", { timeout: 90_000 }, async () => {
    cable.freeze();
    const since = performance.now();
    const answers = await Promise.all(
      ["/me", "/incidents", "/teams", "/kpis"].map((path) => me.ask("GET", `/api/v1${path}`)),
    );
    const seconds = (performance.now() - since) / 1000;
    console.log(
      `database frozen: ${answers.map((one) => one.status).join(", ")} after ${seconds.toFixed(1)} s`,
    );
    expect(answers.map((one) => one.status)).toEqual([503, 503, 503, 503]);
    expect((await me.ask("GET", "/api/health")).status).toBe(503);
    cable.mend();
    await until("health is well", async () => (await me.ask("GET", "/api/health")).status === 200);
    await until("requests are answered", () => isSignedIn(me));
  });
});
