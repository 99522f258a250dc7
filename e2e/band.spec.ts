import type { Page } from "@playwright/test";
import { testAdmin } from "#lib/testing/server.ts";
import { signInByApi } from "./api.ts";
import { expect, phone, test } from "./fixtures.ts";
import { makeWorld } from "./world.ts";

const band = (page: Page) => page.getByRole("region", { name: "Open P0 and P1 incidents" });
const bottomOf = async (page: Page) => {
  const box = await band(page).boundingBox();
  return (box?.y ?? 0) + (box?.height ?? 0);
};

test("an incident that comes in moves nothing under a finger, and covers nothing for who only looks", async ({
  open,
  playwright,
  startPortal,
}) => {
  const server = await startPortal();
  const admin = await signInByApi(playwright, server.url, testAdmin);
  const world = await makeWorld(playwright, admin, server.url);
  const [pressing, looking] = await Promise.all(
    [world.lead, world.colleague].map(async ({ caller }) => {
      const page = await open(caller, { ...phone, url: server.url });
      await page.goto("/profile");
      await expect(page.getByText("Live", { exact: true }).filter({ visible: true }).first()).toBeVisible();
      return page;
    }),
  );
  if (!pressing || !looking) throw new Error("no pages");
  const title = pressing.getByRole("heading", { level: 1 });
  await title.tap();
  const place = await title.boundingBox();
  await world.engineer.caller.call("POST", "/incidents", {
    title: "Card payments time out",
    severity: "P1",
    teamId: world.teamId,
    serviceId: world.service.id,
  });
  await expect(band(pressing)).toBeVisible();
  expect(await title.boundingBox()).toEqual(place);
  await expect(band(looking)).toBeVisible();
  const seen = await looking.getByRole("heading", { level: 1 }).boundingBox();
  expect(seen?.y).toBeGreaterThanOrEqual(await bottomOf(looking));
  await world.end();
});
