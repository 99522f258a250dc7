import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTestServer, testAdmin } from "#lib/testing/server.ts";
import { startDatabase } from "#scripts/launcher/postgres.ts";
import { type Caller, signInByApi } from "./api.ts";
import { expect, test } from "./fixtures.ts";
import { mouseHand } from "./hands.ts";
import { RunScreen } from "./screens/run.ts";
import { makeWorld, type World } from "./world.ts";

async function startRun(world: World): Promise<string> {
  const { caller } = world.engineer;
  const run = await caller.call<{ id: string }>("POST", "/checklist-runs", {
    templateId: world.morningCheck,
  });
  return `/checklists/runs/${run.id}`;
}

test("the web server is killed between two ticks", async ({ open, playwright, startPortal, watch }) => {
  test.setTimeout(90_000);
  const server = await startPortal();
  const admin = await signInByApi(playwright, server.url, testAdmin);
  const world = await makeWorld(playwright, admin, server.url);
  const path = await startRun(world);
  const page = await open(world.engineer.caller, { url: server.url });
  const run = new RunScreen(page, mouseHand());
  await page.goto(path);
  await run.answer({ item: "New errors in the error tracker?", choose: "No" });
  await run.answer({ item: "Warnings in the server logs?", choose: "No" });

  watch.allow(/ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE|ERR_NETWORK|Failed to fetch/);
  await server.killWeb();
  await run.choice("Slow queries in the database log?", "No").locator("xpath=..").click();
  await expect(run.row("Slow queries in the database log?")).toContainText("Not saved yet");
  await run.entry("API response time").fill("412");

  await server.reviveWeb();
  await run.isRecorded("Slow queries in the database log?");
  await expect(run.entry("API response time")).toHaveValue("412");
  await page.reload();
  for (const item of [
    "New errors in the error tracker?",
    "Warnings in the server logs?",
    "Slow queries in the database log?",
  ])
    await run.isRecorded(item);
  await expect(run.entry("API response time")).toHaveValue("412");
  await expect(run.done()).toHaveAttribute("aria-valuetext", "3 of 18");
  await Promise.all([world.end(), admin.end()]);
});

async function readsAgain(caller: Caller): Promise<number> {
  return (await caller.request.get("/api/v1/me")).status();
}

test("the database is away and comes back", async ({ open, playwright, watch }) => {
  test.setTimeout(90_000);
  const folder = mkdtempSync(join(tmpdir(), "evenkeel-away-"));
  chmodSync(folder, 0o711);
  const first = await startDatabase(join(folder, "data"), { durable: false });
  const server = await startTestServer(first.url);
  const admin = await signInByApi(playwright, server.url, testAdmin);
  const page = await open(admin, { url: server.url });
  await page.goto("/today");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();

  watch.allow(/503|500|ERR_|digest|Server Components render|React error #441/);
  await first.stop();
  const refused = await admin.request.get("/api/v1/me");
  expect(refused.status()).toBe(503);
  expect(Number(refused.headers()["retry-after"])).toBeGreaterThan(0);
  const shown = await page.goto("/incidents");
  expect(shown?.status()).toBe(503);
  await expect(
    page.getByText(/database does not answer|server did not answer|server is away/i).first(),
  ).toBeVisible();
  await expect(page.getByText(/Nothing you saved is lost/)).toBeVisible();

  const again = await startDatabase(join(folder, "data"), { durable: false });
  await expect.poll(() => readsAgain(admin), { timeout: 20_000 }).toBe(200);
  await expect(page.getByRole("heading", { level: 1, name: "Incidents" })).toBeVisible({ timeout: 20_000 });
  await admin.end();
  await page.context().close();
  await server.stop();
  await again.stop();
  rmSync(folder, { recursive: true, force: true });
});
