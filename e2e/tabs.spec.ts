import type { Page, Request } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { inboxBadge } from "./screens/shell.ts";
import { makeWorld } from "./world.ts";

test("ten tabs of one browser share one event stream, and all of them hear", async ({
  open,
  playwright,
  admin,
  portal,
}) => {
  test.setTimeout(90_000);
  const world = await makeWorld(playwright, admin, portal.url);
  const first = await open(world.lead.caller);
  const context = first.context();
  const isStream = (request: Request) => request.url().endsWith("/api/stream");
  let begun = 0;
  let ended = 0;
  context.on("request", (request) => {
    if (isStream(request)) begun += 1;
  });
  context.on("requestfinished", (request) => {
    if (isStream(request)) ended += 1;
  });
  const tabs: Page[] = [first];
  while (tabs.length < 10) tabs.push(await context.newPage());
  for (const tab of tabs) {
    await tab.goto("/today");
    await expect(tab.getByText("Live", { exact: true }).filter({ visible: true }).first()).toBeVisible();
  }
  expect(begun - ended, "open streams").toBe(1);
  await world.engineer.caller.call("POST", "/incidents", {
    title: "Card payments time out",
    severity: "P1",
    teamId: world.teamId,
    serviceId: world.service.id,
  });
  for (const tab of tabs) await expect(inboxBadge(tab)).toHaveAccessibleName("Inbox, 1 new");
  // The tab that held the stream goes: another one takes it over.
  const before = begun;
  await first.close();
  await expect.poll(() => begun).toBe(before + 1);
  await world.colleague.caller.call("POST", "/incidents", {
    title: "Refunds fail",
    severity: "P1",
    teamId: world.teamId,
  });
  for (const tab of tabs.slice(1)) await expect(inboxBadge(tab)).toHaveAccessibleName("Inbox, 2 new");
  await world.end();
});
