import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { textUnasked } from "./unasked.ts";
import { makeWorld } from "./world.ts";

const SILENT = "The alarm of this tab is silent: the browser waits for a click.";

/** Notes in the page, from its first script on, whether it ever said that it is silent, and how often it began to ring. */
function noteAlarm(): void {
  const noted = { silent: 0, rings: 0 };
  Object.assign(globalThis, { noted });
  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (...times) {
    if (this.context.state === "running") noted.rings += 1;
    start.apply(this, times);
  };
  new MutationObserver(() => {
    if (document.querySelector(".alarm")?.textContent?.includes("silent")) noted.silent += 1;
  }).observe(document, { subtree: true, childList: true, characterData: true });
}
const noted = (page: Page) => page.evaluate(() => Reflect.get(globalThis, "noted"));

test("an armed tab rings until somebody acknowledges, and says when it is silent", async ({
  open,
  playwright,
  admin,
  portal,
}) => {
  test.setTimeout(120_000);
  const world = await makeWorld(playwright, admin, portal.url);
  const title = `Checkout is down for ${world.team}`;
  const lead = await open(world.lead.caller);
  const engineer = await open(world.engineer.caller);
  await lead.goto("/profile/notifications");
  await engineer.goto("/profile/notifications");
  await expect(lead.getByText("Not armed in this browser.")).toBeVisible();
  await lead.getByRole("button", { name: "Arm this tab" }).click();
  await expect(lead.getByText(/^Armed\. It will be heard/)).toBeVisible();

  const { id } = await world.colleague.caller.call<{ id: string }>("POST", "/incidents", {
    title,
    severity: "P1",
    teamId: world.teamId,
  });
  const page = lead.getByRole("alert").filter({ hasText: "You are being paged" });
  await expect(page).toContainText(title, { timeout: 20_000 });
  await expect(lead).toHaveTitle(/^● P1/);
  // Who is not armed, or not paged, hears nothing.
  await expect(engineer.getByText("You are being paged")).toHaveCount(0);

  // A browser lets nothing sound after a reload until somebody clicks: the tab must not look as if it would ring. Nothing
  // of the test may touch the page before the browser has decided.
  await lead.addInitScript(noteAlarm);
  await lead.reload();
  await expect.poll(() => textUnasked(lead), { timeout: 20_000 }).toContain(SILENT);
  await expect(page).toContainText(title);
  expect(await noted(lead)).toMatchObject({ rings: 0 });
  await lead.getByRole("button", { name: "Turn sound on" }).click();
  await expect(lead.getByText(SILENT)).toHaveCount(0);
  await expect.poll(() => noted(lead)).toMatchObject({ rings: 1 });

  // To a page that loads itself anew the browser leaves the click: it rings, and never says that it would not.
  await lead.evaluate(() => setTimeout(() => location.reload(), 0));
  await expect
    .poll(() => noted(lead).catch(() => null), { timeout: 20_000 })
    .toEqual({ silent: 0, rings: 1 });
  await expect(page).toContainText(title);

  await world.engineer.caller.call("POST", `/incidents/${id}/acknowledge`, {});
  await expect(page).toHaveCount(0, { timeout: 20_000 });
  await lead.getByRole("button", { name: "Disarm" }).click();
  await expect(lead.getByText("Not armed in this browser.")).toBeVisible();
  await world.end();
});

test("a place inside is refused at its field, a test tells the true answer", async ({
  open,
  playwright,
  admin,
  portal,
  watch,
}) => {
  // The browser itself reports what was refused.
  watch.allow(/status of 400/);
  const world = await makeWorld(playwright, admin, portal.url);
  const page = await open(world.lead.caller);
  await page.goto("/profile/notifications");
  await expect(page.getByText(/^Nothing here wakes you/)).toBeVisible();
  await page.getByRole("button", { name: "ntfy topic" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Address of the topic").fill("http://169.254.169.254/topic");
  await dialog.getByRole("button", { name: "Add" }).click();
  await expect(
    dialog.getByText("This address lies inside a private network, which is not called."),
  ).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await page.goto(`/settings/teams/${world.teamId}/paging`);
  await expect(page.getByText(/would be called first, and nothing wakes them/)).toBeVisible();
  await page.getByRole("button", { name: "New channel" }).click();
  await dialog.getByLabel("Name").fill("#alerts");
  await dialog
    .getByLabel("Address of the incoming webhook")
    .fill("https://hooks.example.invalid/services/T0/B0/secret");
  await dialog.getByRole("button", { name: "Add the channel" }).click();
  await expect(page.getByText("hooks.example.invalid/…cret")).toBeVisible();
  await page.getByRole("button", { name: "Post a test" }).click();
  await expect(page.getByText(/The name hooks\.example\.invalid was not found/).first()).toBeVisible();
  await world.end();
});

test("a push is shown by the browser itself, asks for a hand, and gives its receipt back", async ({
  open,
  playwright,
  admin,
  portal,
  watch,
}) => {
  const world = await makeWorld(playwright, admin, portal.url);
  const page = await open(world.lead.caller);
  const context = page.context();
  // The contact of the receipt is nobody's here: that it is asked for is what counts.
  watch.allow(/status of 404/);
  await context.grantPermissions(["notifications"], { origin: portal.url });
  await page.goto("/profile/notifications");
  const browser = await context.newCDPSession(page);
  await browser.send("ServiceWorker.enable");
  const registered = new Promise<string>((resolve) => {
    browser.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const [first] = registrations;
      if (first) resolve(first.registrationId);
    });
  });
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("/sw.js");
    await navigator.serviceWorker.ready;
  });
  const contact = "01930000-0000-7000-8000-000000000001";
  const receipt = context.waitForEvent("request", (request) =>
    request.url().endsWith(`/contacts/${contact}/verify`),
  );
  const said = {
    id: "page-1",
    title: "P0 INC-7",
    body: "",
    url: `${portal.url}/incidents`,
    acknowledgeUrl: `${portal.url}/acknowledge?right=some-right`,
    urgent: true,
    receipt: `${contact}:123456`,
  };
  const origin = portal.url;
  const registrationId = await registered;
  await browser.send("ServiceWorker.deliverPushMessage", {
    origin,
    registrationId,
    data: JSON.stringify(said),
  });
  expect((await receipt).postDataJSON()).toEqual({ code: "123456" });
  const shown = () =>
    page.evaluate(async () => {
      const worker = await navigator.serviceWorker.ready;
      return (await worker.getNotifications()).map((one) => [one.title, one.requireInteraction, one.data]);
    });
  await expect
    .poll(shown)
    .toEqual([["P0 INC-7", true, { url: said.url, acknowledgeUrl: said.acknowledgeUrl }]]);
  await world.end();
});
