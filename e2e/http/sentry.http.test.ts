import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { until } from "#lib/testing/http-client.ts";
import { signInOperator } from "#lib/testing/http-people.ts";
import { type Receiver, startReceiver } from "#lib/testing/receivers.ts";
import { startTestServer, type TestServer, testAdmin } from "#lib/testing/server.ts";

let sentry: Receiver;
let server: TestServer;

beforeAll(async () => {
  sentry = await startReceiver();
  server = await startTestServer(inject("templateUrl"), {
    env: { SENTRY_DSN: `http://publickey@${sentry.host}/42` },
  });
});
afterAll(async () => {
  await server?.stop();
  await sentry?.stop();
});

/** The events among what came: an envelope is JSON lines, of which an event has an id and an exception. */
const events = () =>
  sentry.calls.flatMap(({ path, body }) =>
    path.startsWith("/api/42/envelope/")
      ? body
          .toString()
          .split("\n")
          .filter((line) => line.includes('"exception"'))
      : [],
  );

/** Runs statements on the server's database behind its back. */
async function damage(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

describe("with a Sentry DSN", () => {
  it("an unexpected error of the server is told with its request's id, and without any secret", async () => {
    const { operator } = await signInOperator(server);
    // An error nobody expected whose own words hold secrets.
    await damage(
      "CREATE FUNCTION spill() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'spilt postgres://me:hunter2@db/x and Bearer abc.def.ghi'; END $$",
      "CREATE TRIGGER spill BEFORE INSERT ON teams FOR EACH ROW EXECUTE FUNCTION spill()",
    );
    const answer = await operator.ask("POST", "/api/v1/teams", { body: { name: "Spilt" } });
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain("spilt");
    await until("Sentry has heard", () => events().length > 0);
    const [told = ""] = events();
    expect(told).toContain("spilt postgres://me:***@db/x");
    expect(told).toContain(String(answer.headers.get("x-request-id")));
    const all = sentry.calls.map(({ body }) => body.toString()).join("\n");
    const cookies = [...operator.cookies.values()].filter((value) => value.length > 20);
    for (const secret of ["hunter2", "abc.def.ghi", testAdmin.password, testAdmin.email, ...cookies])
      expect(all).not.toContain(secret);
  });

  it("what is expected is nobody's concern: no refusal, no bad input, no unknown page", async () => {
    const { operator } = await signInOperator(server);
    const before = sentry.calls.length;
    expect((await operator.ask("GET", "/api/v1/teams/nothing")).status).toBe(400);
    expect((await operator.ask("POST", "/api/v1/services", { body: {} })).status).toBe(400);
    expect((await operator.ask("GET", "/nowhere")).status).toBe(404);
    expect(sentry.calls.length).toBe(before);
  });

  it("an error in the browser is told when the page is idle, past the page's policy and without an address", async () => {
    const executablePath = process.env.EVENKEEL_CHROMIUM ?? "/usr/bin/chromium";
    const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
    const browser = await chromium.launch({
      args,
      ...(existsSync(executablePath) ? { executablePath } : {}),
    });
    try {
      const page = await browser.newPage();
      await page.goto(`${server.url}/sign-in`);
      const before = events().length;
      await until("the browser's part is there", async () => {
        await page.evaluate(() => setTimeout(() => Promise.reject(new Error("thrown in a browser"))));
        return events()
          .slice(before)
          .some((event) => event.includes("thrown in a browser"));
      });
    } finally {
      await browser.close();
    }
  });
});
