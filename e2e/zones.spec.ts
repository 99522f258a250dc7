import { fromWall, toWall } from "#components/ui/wall-time.ts";
import { expect, test } from "./fixtures.ts";
import { makeWorld } from "./world.ts";

const PROFILE = "Asia/Kathmandu";

test("what happened earlier is dated in the profile's zone, which the field names, wherever the device is", async ({
  open,
  playwright,
  admin,
  portal,
}) => {
  const world = await makeWorld(playwright, admin, portal.url);
  const { id } = await world.engineer.caller.call<{ id: string }>("POST", "/incidents", {
    title: "Card payments time out",
    severity: "P3",
    teamId: world.teamId,
  });
  const page = await open(world.engineer.caller, { timezoneId: "America/New_York" });
  await page.goto(`/incidents/${id}`);
  await page.getByRole("button", { name: "It happened earlier" }).click();
  const field = page.getByLabel(`Happened at, ${PROFILE} time`);
  const now = new Date().toISOString();
  const offered = fromWall(await field.inputValue(), PROFILE) ?? "";
  expect(Math.abs(Date.parse(offered) - Date.parse(now)), "it offers the present").toBeLessThan(120_000);
  const wall = toWall(new Date(Date.now() - 3 * 3_600_000).toISOString(), PROFILE);
  await field.fill(wall);
  await page.getByRole("textbox", { name: "Write to the timeline" }).fill("The first customer rang");
  await page.getByRole("button", { name: /^Add note/ }).click();
  const entry = page.getByRole("listitem").filter({ hasText: "The first customer rang" });
  await expect(entry).toBeVisible();
  const { items } = await world.engineer.caller.call<{
    items: Array<{ text: string; occurredAt: string }>;
  }>("GET", `/incidents/${id}/timeline`);
  expect(items.find((one) => one.text === "The first customer rang")?.occurredAt).toBe(
    fromWall(wall, PROFILE),
  );
  await expect(entry).toContainText(wall.slice(11));
  await world.end();
});
