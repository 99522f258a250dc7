import { globSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { DeclaredRoute } from "#lib/platform/route.ts";
import { type Client, client, isSignedIn, listen, part, signIn, textAt } from "#lib/testing/http-client.ts";
import { type Cast, join, makeCast, must, PASSWORD } from "#lib/testing/http-people.ts";
import { nameOf, pathOf, readRoutes } from "#lib/testing/http-routes.ts";
import { subjectFor } from "#lib/testing/http-subjects.ts";
import { startTestServer, type TestServer } from "#lib/testing/server.ts";
import { projectRoot } from "#scripts/launcher/paths.ts";

const routes = await readRoutes();

let server: TestServer;
let cast: Cast;
/** Every route that wants a session, with an address that is there. */
const addresses: Array<{ route: DeclaredRoute; path: string; query?: Record<string, string> }> = [];

beforeAll(async () => {
  server = await startTestServer(inject("templateUrl"), { worker: false });
  cast = await makeCast(server);
  for (const route of routes) {
    if (route.who === "anyone" || route.who === "secret") continue;
    const subject = await subjectFor(cast, cast.open, nameOf(route));
    addresses.push({
      route,
      path: pathOf(route, subject.params),
      ...(subject.query ? { query: subject.query } : {}),
    });
  }
}, 240_000);
afterAll(() => server?.stop());

/** Pages that need no parameter, from the files that make them. */
const pages = globSync("app/(portal)/**/page.tsx", { cwd: projectRoot })
  .map(
    (file) =>
      `/${file
        .replaceAll("\\", "/")
        .split("/")
        .slice(1, -1)
        .filter((part) => !part.startsWith("("))
        .join("/")}`,
  )
  .filter((path) => !path.includes("["));

/** Asks everything with a session that should be over. @returns what was still accepted */
async function accepted(who: Client): Promise<string[]> {
  const found: string[] = [];
  for (const { route, path, query } of addresses) {
    const answer = await who.ask(route.method.toUpperCase(), path, {
      ...(route.body ? { body: {} } : {}),
      ...(query ? { query } : {}),
    });
    if (answer.status !== 401) found.push(`${nameOf(route)}: ${answer.status}`);
  }
  for (const page of pages) {
    const answer = await who.ask("GET", page);
    const away =
      (answer.status === 307 || answer.status === 303) &&
      answer.headers.get("location")?.includes("/sign-in");
    if (!away) found.push(`${page}: ${answer.status} ${answer.headers.get("location") ?? ""}`);
  }
  const session = await who.ask("GET", "/api/auth/session");
  if (part(session.json, "user")) found.push(`/api/auth/session: ${session.text}`);
  for (const path of ["/api/stream", "/api/metrics", "/api/health/detailed"])
    if ((await who.ask("GET", path)).status !== 401) found.push(path);
  return found;
}

/** The same cookies in another browser: what a copied cookie is worth. */
const copyOf = (who: Client) => client(who.url, null, new Map(who.cookies));

async function somebody(): Promise<{ userId: string; email: string; client: Client }> {
  return join(cast.operator, "Leaver", "admin", { id: cast.open.id, kind: "member" });
}

let total = 0;
const report = (how: string, found: string[]) => {
  total += addresses.length + pages.length + 4;
  console.log(
    `ended sessions: ${how}: ${addresses.length} routes, ${pages.length} pages and 4 others asked, ${found.length} accepted`,
  );
};

describe("a session that has ended (Q13)", () => {
  it("the question itself: a living session is accepted everywhere", async () => {
    expect(pages.length).toBeGreaterThan(3);
    const { client: alive } = await somebody();
    const reads = addresses.filter(({ route }) => route.method === "get");
    for (const { route, path, query } of reads.slice(0, 20))
      expect((await alive.ask("GET", path, query ? { query } : {})).status, nameOf(route)).toBe(200);
    expect((await alive.ask("GET", pages[0] ?? "/today")).status).toBe(200);
    expect(part((await alive.ask("GET", "/api/auth/session")).json, "user", "name")).toBe("Leaver");
  });

  it("by signing out: nothing is accepted, not even from a copied cookie", { timeout: 120_000 }, async () => {
    const { client: own } = await somebody();
    const copy = copyOf(own);
    await must(own, "POST", "/me/sign-out", { which: "this" });
    const found = await accepted(copy);
    report("signed out", found);
    expect(found).toEqual([]);
  });

  it("by next-auth's own sign-out", async () => {
    const { client: own } = await somebody();
    const copy = copyOf(own);
    const csrfToken = textAt((await own.ask("GET", "/api/auth/csrf")).json, "csrfToken");
    await own.ask("POST", "/api/auth/signout", {
      body: new URLSearchParams({ csrfToken, json: "true" }).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect(await isSignedIn(copy)).toBe(false);
  });

  it("by signing out everywhere: every browser", { timeout: 120_000 }, async () => {
    const person = await somebody();
    const second = client(server.url);
    await signIn(second, person.email, PASSWORD);
    expect(await isSignedIn(second)).toBe(true);
    await must(person.client, "POST", "/me/sign-out", { which: "all" });
    const found = [
      ...(await accepted(second)),
      ...((await isSignedIn(person.client)) ? ["the asker's own"] : []),
    ];
    report("signed out everywhere", found);
    expect(found).toEqual([]);
  });

  it("by a new password: every other browser, and the old password", { timeout: 120_000 }, async () => {
    const person = await somebody();
    const second = client(server.url);
    await signIn(second, person.email, PASSWORD);
    await must(person.client, "POST", "/me/password", {
      current: PASSWORD,
      password: "another quiet harbour",
    });
    const found = await accepted(second);
    report("password changed", found);
    expect(found).toEqual([]);
    expect(await isSignedIn(person.client)).toBe(true);
    const third = client(server.url);
    expect((await signIn(third, person.email, PASSWORD)).status).toBe(401);
    expect(await isSignedIn(third)).toBe(false);
  });

  it("by deactivation: browsers, tokens and reset links", { timeout: 120_000 }, async () => {
    const person = await somebody();
    const made = await must(person.client, "POST", "/tokens", { name: "script", scopes: ["people:read"] });
    const token = client(server.url, textAt(made, "secret"));
    expect((await token.ask("GET", "/api/v1/me")).status).toBe(200);
    const link = textAt(await must(cast.operator, "POST", `/users/${person.userId}/reset-link`), "url");
    await must(cast.operator, "POST", `/users/${person.userId}/deactivate`, {});
    const found = [
      ...(await accepted(person.client)),
      ...((await token.ask("GET", "/api/v1/me")).status === 401 ? [] : ["the token"]),
    ];
    report("deactivated", found);
    expect(found).toEqual([]);
    const body = { token: new URL(link).searchParams.get("token"), password: "a new quiet harbour" };
    expect((await client(server.url).ask("POST", "/api/v1/password-resets/use", { body })).status).toBe(403);
    const again = client(server.url);
    await signIn(again, person.email, PASSWORD);
    expect(await isSignedIn(again)).toBe(false);
    console.log(`ended sessions: ${total} requests asked in all`);
  });

  it("by time: 14 idle days, 90 days at most", async () => {
    const database = new pg.Client({ connectionString: server.databaseUrl });
    await database.connect();
    for (const change of [
      "seen_at = app_now() - interval '14 days 1 minute'",
      "expires_at = app_now() - interval '1 second'",
    ]) {
      const person = await somebody();
      await database.query(`UPDATE sessions SET ${change} WHERE user_id = $1`, [person.userId]);
      expect(await isSignedIn(person.client), change).toBe(false);
    }
    await database.end();
  });

  it("a token ends when it is revoked", async () => {
    const person = await somebody();
    const made = await must(person.client, "POST", "/tokens", { name: "script", scopes: ["people:read"] });
    const token = client(server.url, textAt(made, "secret"));
    expect((await token.ask("GET", "/api/v1/me")).status).toBe(200);
    await must(person.client, "POST", `/tokens/${textAt(made, "id")}/revoke`);
    expect((await token.ask("GET", "/api/v1/me")).status).toBe(401);
  });

  it("its live stream closes within five seconds", { timeout: 30_000 }, async () => {
    const streams = await Promise.all(
      ["sign-out", "deactivate"].map(async (how) => {
        const person = await somebody();
        const stream = await listen(person.client);
        await expect.poll(() => stream.heard(), { timeout: 5000 }).toContain("event: hello");
        if (how === "sign-out") await must(person.client, "POST", "/me/sign-out", { which: "this" });
        else await must(cast.operator, "POST", `/users/${person.userId}/deactivate`, {});
        const since = Date.now();
        await stream.ended;
        return { how, seconds: (Date.now() - since) / 1000, heard: stream.heard() };
      }),
    );
    for (const { how, seconds, heard } of streams) {
      console.log(`ended sessions: the stream closed ${seconds.toFixed(1)} s after ${how}`);
      expect(heard).toContain("signed-out");
      // The check comes each four seconds; the machine may be slower than the promise, the server not by much.
      expect(seconds, how).toBeLessThan(8);
    }
  });

  it("cookies that were never ours say nothing", async () => {
    const name =
      [...cast.operator.cookies.keys()].find((one) => one.endsWith(".session")) ?? "evenkeel.session";
    const good = cast.operator.cookies.get(name) ?? "";
    const forged = [
      "",
      "x",
      "e30.e30.",
      `${good}x`,
      good.slice(0, -3),
      good.split(".").reverse().join("."),
      "%",
      "%00",
      "a".repeat(8000),
    ];
    for (const value of forged) {
      const answer = await client(server.url).ask("GET", "/api/v1/me", {
        headers: { cookie: `${name}=${value}` },
      });
      expect([401, 431], value.slice(0, 20)).toContain(answer.status);
    }
    for (const header of [
      "Bearer ",
      "Bearer x",
      `Bearer ${"x".repeat(199)}`,
      "Basic eDp4",
      `bearer ek_api_${"A".repeat(43)}`,
    ])
      expect(
        (await client(server.url).ask("GET", "/api/v1/me", { headers: { authorization: header } })).status,
        header,
      ).toBe(401);
  });
});
