import { expect, test } from "./fixtures.ts";
import { makeWorld } from "./world.ts";

test("two people on one incident see each other, and one who has gone is gone within half a minute", async ({
  open,
  playwright,
  admin,
  portal,
}) => {
  test.setTimeout(120_000);
  const world = await makeWorld(playwright, admin, portal.url);
  const made = await world.engineer.caller.call<{ id: string }>("POST", "/incidents", {
    title: "Card payments time out",
    severity: "P3",
    teamId: world.teamId,
  });
  const [lead, engineer] = [await open(world.lead.caller), await open(world.engineer.caller)];
  await lead.goto(`/incidents/${made.id}`);
  await engineer.goto(`/incidents/${made.id}`);
  const here = lead.getByRole("region", { name: "Here now" });
  await expect(here).toContainText("Ines", { timeout: 20_000 });
  await expect(engineer.getByRole("region", { name: "Here now" })).toContainText("Tomasz", {
    timeout: 20_000,
  });
  const left = Date.now();
  await engineer.close();
  await expect(here).toBeHidden({ timeout: 45_000 });
  console.log(`presence: gone after ${Math.round((Date.now() - left) / 1000)} s`);
  await world.end();
});
