import type { Page } from "@playwright/test";
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
  const streams = new Set<string>();
  const ended = new Set<string>();
  context.on("request", (request) => {
    if (request.url().endsWith("/api/stream")) streams.add(request.timing().startTime.toString());
  });
  context.on("requestfinished", (request) => {
    if (request.url().endsWith("/api/stream")) ended.add(request.timing().startTime.toString());
  });
  const tabs: Page[] = [first];
  while (tabs.length < 10) tabs.push(await context.newPage());
  for (const tab of tabs) {
    await tab.goto("/today");
    await expect(tab.getByText("Live", { exact: true }).filter({ visible: true }).first()).toBeVisible();
  }
  expect(streams.size - ended.size, "open streams").toBe(1);
  await world.engineer.caller.call("POST", "/incidents", {
    title: "Card payments time out",
    severity: "P1",
    teamId: world.teamId,
    serviceId: world.service.id,
  });
  for (const tab of tabs) await expect(inboxBadge(tab)).toHaveAccessibleName("Inbox, 1 new");
  // The tab that held the stream goes: another one takes it over.
  await first.close();
  await expect.poll(() => streams.size).toBe(2);
  await world.colleague.caller.call("POST", "/incidents", {
    title: "Refunds fail",
    severity: "P1",
    teamId: world.teamId,
  });
  for (const tab of tabs.slice(1)) await expect(inboxBadge(tab)).toHaveAccessibleName("Inbox, 2 new");
  await world.end();
});
