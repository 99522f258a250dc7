import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "@playwright/test";
import { testAdmin } from "#lib/testing/server.ts";
import { type Caller, signInByApi } from "./api.ts";
import { expect, test } from "./fixtures.ts";
import { mouseHand } from "./hands.ts";
import { isPrepared } from "./kept.ts";
import { RunScreen } from "./screens/run.ts";
import { makeWorld } from "./world.ts";

/** The browser of one person: its profile outlives its processes. */
async function startBrowser(profile: string, url: string): Promise<BrowserContext> {
  const executablePath = process.env.EVENKEEL_CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launchPersistentContext(profile, {
    ...(existsSync(executablePath) ? { executablePath } : {}),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
    baseURL: url,
    locale: "en-GB",
    viewport: { width: 1440, height: 900 },
  });
}

/** Ends the browser as a dead battery would: no event, no farewell. */
async function killBrowser(profile: string, context: BrowserContext): Promise<void> {
  const gone = new Promise((resolve) => context.on("close", resolve));
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const words = existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, "utf8") : "";
    if (words.includes(`--user-data-dir=${profile}`) && !words.includes("--type="))
      process.kill(Number(pid), "SIGKILL");
  }
  await gone;
}

async function signIn(context: BrowserContext, as: Caller): Promise<void> {
  await context.clearCookies();
  await context.addCookies((await as.state()).cookies);
}

interface Entry {
  kind: string;
  text: string;
}
const notesOf = async (caller: Caller, incident: string) =>
  (await caller.call<{ items: Entry[] }>("GET", `/incidents/${incident}/timeline`)).items
    .filter((one) => one.kind === "note")
    .map((one) => one.text);

test("what was given while the server was away survives the browser and is applied once, by its author alone (Q8)", async ({
  playwright,
  startPortal,
}) => {
  test.setTimeout(180_000);
  const server = await startPortal();
  const admin = await signInByApi(playwright, server.url, testAdmin);
  const world = await makeWorld(playwright, admin, server.url);
  const { engineer, colleague } = world;
  const run = await engineer.caller.call<{ id: string }>("POST", "/checklist-runs", {
    templateId: world.morningCheck,
  });
  const incident = await engineer.caller.call<{ id: string; number: number }>("POST", "/incidents", {
    title: "Refunds hang",
    severity: "P1",
    teamId: world.teamId,
    serviceId: world.service.id,
  });

  const profile = mkdtempSync(join(tmpdir(), "evenkeel-browser-"));
  let browser = await startBrowser(profile, server.url);
  await signIn(browser, engineer.caller);
  const checks = browser.pages()[0] ?? (await browser.newPage());
  await checks.goto(`/checklists/runs/${run.id}`);
  await isPrepared(checks);
  const call = await browser.newPage();
  await call.goto(`/incidents/${incident.id}`);
  await expect(call.getByRole("heading", { level: 1, name: "Refunds hang" })).toBeVisible();

  await server.killWeb();
  const screen = new RunScreen(checks, mouseHand());
  await screen.choice("New errors in the error tracker?", "No").locator("xpath=..").click();
  await expect(screen.row("New errors in the error tracker?")).toContainText("Not saved yet");
  const box = call.getByRole("textbox", { name: "Write to the timeline" });
  await box.fill("The provider's queue is full.");
  await call.getByRole("button", { name: /^Add note/ }).click();
  await expect(call.getByText("2 entries not sent yet")).toBeVisible();
  await expect(box).toHaveValue("");
  await call
    .getByRole("button", { name: /^Acknowledge/ })
    .first()
    .click();
  await expect(
    call.getByText(`INC-${incident.number} is not acknowledged yet, escalation continues`),
  ).toBeVisible({ timeout: 20_000 });

  await killBrowser(profile, browser);
  browser = await startBrowser(profile, server.url);
  let page = browser.pages()[0] ?? (await browser.newPage());
  await page.goto("/today").catch(() => undefined);
  await expect(page.getByRole("heading", { level: 1, name: "The server is away" })).toBeVisible();
  await expect(page.getByText(/As Ines .* saw it/)).toBeVisible();
  await expect(page.getByText(`P1 INC-${incident.number} Refunds hang`)).toBeVisible();
  await expect(page.getByText(/holds the pager of Payments/).first()).toBeVisible();
  const waits = page
    .getByRole("region")
    .or(page.locator("#waiting"))
    .filter({ hasText: "Not sent yet" })
    .first();
  await expect(waits.getByRole("listitem")).toHaveCount(2);

  // Somebody else signs in on the same browser first: they neither see nor send it. The page of the outage would come
  // back by itself as soon as the server does, while they are still signing in.
  await page.goto("about:blank");
  await server.reviveWeb();
  await signIn(browser, colleague.caller);
  await page.goto("/today");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await isPrepared(page);
  await expect(page.getByText("not sent yet")).toHaveCount(0);
  expect(await notesOf(engineer.caller, incident.id)).toEqual([]);

  await signIn(browser, engineer.caller);
  page = await browser.newPage();
  await page.goto("/today");
  await expect
    .poll(() => notesOf(engineer.caller, incident.id), { timeout: 30_000 })
    .toEqual(["The provider's queue is full."]);
  const item = async () => {
    const { items } = await engineer.caller.call<{ items: Array<{ value: unknown; version: number }> }>(
      "GET",
      `/checklist-runs/${run.id}`,
    );
    return items.map(({ value, version }) => [value, version]);
  };
  await expect.poll(item).toEqual([["no", 1]]);
  await expect(page.getByText("not sent yet")).toHaveCount(0);
  const now = await engineer.caller.call<{ status: string }>("GET", `/incidents/${incident.id}`);
  expect(now.status, "an acknowledgement nobody answered is not one").toBe("open");

  await browser.close();
  rmSync(profile, { recursive: true, force: true });
  await Promise.all([world.end(), admin.end()]);
});
