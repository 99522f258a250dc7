import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium, type Page } from "@playwright/test";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { part, until } from "#lib/testing/http-client.ts";
import { signInOperator } from "#lib/testing/http-people.ts";
import { startTestServer, type TestServer } from "#lib/testing/server.ts";

/*
 * Q7: a worker frozen by SIGSTOP is shown on every page within 30 s and its heartbeat falls silent within 60 s. The
 * long form waits for a heartbeat before and for the silence after; the short one watches the page.
 */
const LONG = process.env.EVENKEEL_LONG === "1";
const beats: number[] = [];
const receiver = createServer((request, response) => {
  request.resume();
  beats.push(Date.now());
  response.end();
});
let server: TestServer;
let browser: Browser;
let page: Page;
let health: () => Promise<unknown>;

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const { port } = receiver.address() as AddressInfo;
  server = await startTestServer(inject("templateUrl"), {
    env: { HEARTBEAT_URL: `http://127.0.0.1:${port}/beat` },
  });
  const { operator } = await signInOperator(server);
  health = async () =>
    part((await operator.ask("GET", "/api/health/detailed")).json, "parts", "escalations", "status");
  const executablePath = process.env.EVENKEEL_CHROMIUM ?? "/usr/bin/chromium";
  browser = await chromium.launch({
    args: ["--no-sandbox", "--disable-gpu"],
    ...(existsSync(executablePath) ? { executablePath } : {}),
  });
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page
    .context()
    .addCookies([...operator.cookies].map(([name, value]) => ({ name, value, url: server.url })));
}, 120_000);
afterAll(async () => {
  server?.worker?.kill("SIGCONT");
  await browser?.close();
  await server?.stop();
  await new Promise((resolve) => receiver.close(resolve));
});

const line = () => page.locator(".rail .engine");
const alarm = () => page.locator(".engine-alarm");

describe("a worker", () => {
  it("says under which name it holds jobs, so that they can be given back when it dies", async () => {
    const clients = [new pg.Client(server.databaseUrl), new pg.Client(server.databaseUrl)] as const;
    const [blocks, asks] = clients;
    await Promise.all(clients.map((client) => client.connect()));
    try {
      await blocks.query("BEGIN; LOCK TABLE presences IN ACCESS EXCLUSIVE MODE");
      const { rows } = await asks.query("SELECT id FROM graphile_worker.add_job('platform.forget')");
      const found = async () =>
        (
          await asks.query(
            `SELECT j.locked_by AS held_by, h.holder FROM graphile_worker._private_jobs j, worker_heartbeats h
             WHERE j.id = $1 AND j.locked_by IS NOT NULL`,
            [rows[0]?.id],
          )
        ).rows[0];
      await until("the job is in hand", async () => (await found()) !== undefined);
      const { held_by, holder } = await found();
      expect(held_by).toBe(holder);
    } finally {
      await Promise.all(clients.map((client) => client.end()));
    }
  });
});

describe("a worker that stands still (Q7)", () => {
  it("is shown on the page within half a minute, and its heartbeat falls silent", {
    timeout: 300_000,
  }, async () => {
    await page.goto(`${server.url}/today`);
    await until(
      "the page says that the engine runs",
      async () => (await line().getAttribute("data-engine")) === "running",
    );
    expect(await line().textContent()).toMatch(/Escalations running,\s+last cycle \d+ s ago/);
    expect(await alarm().count()).toBe(0);
    if (LONG) await until("a heartbeat has come", () => beats.length > 0, 90_000);
    const place = await page.locator("h1").boundingBox();
    server.worker?.kill("SIGSTOP");
    const frozenAt = Date.now();
    await until("the page is red", async () => (await alarm().count()) === 1, 60_000);
    const seconds = (Date.now() - frozenAt) / 1000;
    expect(await page.locator("h1").boundingBox()).toEqual(place);
    expect(await line().getAttribute("data-engine")).toBe("still");
    await until("health says so", async () => (await health()) === "failing");
    if (LONG) {
      await until("a minute has passed", () => Date.now() - frozenAt > 61_000, 90_000);
      const last = beats.at(-1) ?? 0;
      await until("two minutes have passed", () => Date.now() - frozenAt > 121_000, 90_000);
      expect(beats.at(-1)).toBe(last);
      expect(last).toBeLessThan(frozenAt + 60_000);
      expect(seconds).toBeLessThanOrEqual(30);
    }
    console.info(`frozen worker: red after ${seconds.toFixed(1)} s, ${beats.length} heartbeats before`);
    server.worker?.kill("SIGCONT");
    await until(
      "it runs again",
      async () => (await line().getAttribute("data-engine")) === "running",
      40_000,
    );
    expect(await alarm().count()).toBe(0);
  });
});
