import type { Page } from "@playwright/test";
import { signInByApi } from "./api.ts";
import { browserOf, expect, type Form, handOf, type OpenBrowser, test } from "./fixtures.ts";
import { type Hand, keyboardHand } from "./hands.ts";
import { join, type Member } from "./people.ts";
import { loadProfile, setUpPortal } from "./screens/entrance.ts";
import { morning, RunScreen } from "./screens/run.ts";
import { goTo } from "./screens/shell.ts";
import { setupLinkOf } from "./setup-link.ts";
import { makeWorld } from "./world.ts";

interface Morning {
  page: Page;
  hand: Hand;
  service: string;
  colleague: Member;
  url: string;
}

/** The Morning check from the first item to Today: two people, one critical reading, the incident it becomes. */
async function doMorningCheck({ page, hand, service, colleague, url }: Morning, open: OpenBrowser) {
  const run = new RunScreen(page, hand);
  await expect(page.getByRole("heading", { name: "Morning check", level: 1 })).toBeVisible();
  for (const given of morning.before) await run.answer(given);

  const other = await open(colleague.caller, { url });
  await other.goto(page.url());
  const theirs = new RunScreen(other, hand);
  await theirs.isRecorded("System uptime");
  await judgedWhileTyping(run);
  await seenByColleague(run, theirs);

  const incident = await openIncidentFrom(run);
  await page.reload();
  await expect(run.done()).toHaveAttribute("aria-valuetext", "5 of 18");
  for (const given of morning.after) await run.answer(given);

  await sign(run);
  await expect(page.getByText("Completed", { exact: true }).first()).toBeVisible();
  await linkedBothWays(page, hand, incident, service);
  await goTo(page, hand, "Today");
  await expect(page.getByText("1 check finished today")).toBeVisible();
  await expect(page.getByText("18 of 18")).toBeVisible();
}

/** The verdict stands there before anything is sent. */
async function judgedWhileTyping(run: RunScreen) {
  const { item, type } = morning.critical;
  if (run.hand.form === "keyboard") {
    await run.isAtItem(item);
    await run.page.keyboard.type(type);
  } else await run.hand.write(run.entry(item), type);
  await expect(run.verdict(item)).toContainText("Critical");
  await expect(run.row(item).locator("time")).toHaveCount(0);
}

/** From the key that records an answer to its sight in a colleague's browser: printed, as every wall-clock figure is. */
async function seenByColleague(run: RunScreen, theirs: RunScreen) {
  const { item } = morning.critical;
  const seen = theirs.row(item).locator("time").waitFor({ state: "attached", timeout: 5000 });
  const since = performance.now();
  await run.page.keyboard.press("Enter");
  await seen;
  const took = performance.now() - since;
  console.log(`A colleague saw the tick after ${took.toFixed(0)} ms (${run.hand.form}).`);
}

/** A critical reading opens in place, asks for a note and offers the incident, filled in. */
async function openIncidentFrom(run: RunScreen): Promise<string> {
  const { item } = morning.critical;
  const { hand, page } = run;
  await expect(run.row(item)).toContainText("Critical from 2,000 ms");
  await expect(run.note(item)).toBeVisible();
  if (hand.form === "keyboard") {
    await expect(run.note(item)).toBeFocused();
    await page.keyboard.type("Since 08:40, capture calls wait on the ledger pool.");
  } else await hand.write(run.note(item), "Since 08:40, capture calls wait on the ledger pool.");
  await hand.press(run.row(item).getByRole("button", { name: "Open new incident" }));
  const link = run.row(item).getByRole("link", { name: /^INC-\d+$/ });
  await expect(link).toBeVisible();
  return (await link.textContent()) ?? "";
}

async function sign({ page, hand }: RunScreen) {
  if (hand.form === "keyboard") await page.keyboard.press("Control+Enter");
  else await hand.press(page.getByRole("button", { name: "Sign and finish" }).filter({ visible: true }));
  await expect(page.getByText("Signed and finished")).toBeVisible();
}

/** The run names the incident; the incident names the run and carries what was read and written. */
async function linkedBothWays(page: Page, hand: Hand, incident: string, service: string) {
  const runUrl = page.url();
  await hand.press(page.getByRole("link", { name: incident, exact: true }).first());
  await expect(page.getByRole("heading", { level: 1 })).toContainText("API response");
  await expect(page.getByText(service).first()).toBeVisible();
  await hand.press(page.getByRole("link", { name: /Morning check/ }).first());
  await expect(page).toHaveURL(`${runUrl}#api-response`);
}

test("keyboard: from the setup link to a finished Morning check", async ({
  open,
  playwright,
  startPortal,
}) => {
  test.setTimeout(120_000);
  const server = await startPortal({ admin: false });
  const page = await open(null, { url: server.url });
  const hand = keyboardHand(page);
  const ines = { name: "Ines Albrecht", email: "ines@example.org", password: "correct-horse-battery-staple" };
  await page.goto(await setupLinkOf(server));
  await setUpPortal(page, hand, { ...ines, team: "Payments" });
  await loadProfile(page, hand, /Multi-tenant SaaS with payments/, "Checkout API");
  await hand.press(page.getByRole("button", { name: "Start", exact: true }));

  const admin = await signInByApi(playwright, server.url, ines);
  const { items } = await admin.call<{ items: { id: string }[] }>("GET", "/teams");
  const teamId = items[0]?.id ?? "";
  const colleague = await join(playwright, admin, server.url, { name: "Marek Lindqvist", teamId });
  await doMorningCheck({ page, hand, service: "Checkout API", colleague, url: server.url }, open);
  await Promise.all([admin.end(), colleague.caller.end()]);
});

for (const form of ["mouse", "touch"] as const satisfies Form[]) {
  test(`${form}: the Morning check with a colleague`, async ({ open, playwright, admin, portal }) => {
    test.setTimeout(90_000);
    const world = await makeWorld(playwright, admin, portal.url);
    const page = await open(world.engineer.caller, browserOf(form));
    const hand = handOf(form, page);
    await page.goto("/");
    await goTo(page, hand, "Checklists");
    await hand.press(page.getByRole("link", { name: "All checklists" }).filter({ visible: true }));
    const row = page.getByRole("listitem").filter({ hasText: world.service.name });
    await hand.press(row.getByRole("button", { name: "Start now: Morning check" }));
    const { name } = world.service;
    await doMorningCheck({ page, hand, service: name, colleague: world.colleague, url: portal.url }, open);
    await world.end();
  });
}
