import { expect, test } from "./fixtures.ts";
import { makeWorld } from "./world.ts";

test("a service leads to its open incidents, by severity, and to its checklists", async ({
  open,
  playwright,
  admin,
  portal,
}) => {
  const world = await makeWorld(playwright, admin, portal.url);
  const place = { teamId: world.teamId, serviceId: world.service.id };
  for (const title of ["Receipts are late", "Logos look old"])
    await world.engineer.caller.call("POST", "/incidents", { title, severity: "P3", ...place });
  const page = await open(world.engineer.caller);
  await page.goto(`/services/${world.service.id}`);
  const incidents = page.getByRole("region", { name: "Open incidents" });
  await incidents.getByRole("link", { name: "2 open incidents" }).click();
  await expect(page).toHaveURL(/serviceId=.*severity=P3/);
  await expect(page.getByText("Receipts are late")).toBeVisible();
  await page.goBack();
  const checklists = page.getByRole("region", { name: "Checklists" });
  await checklists.getByRole("link").first().click();
  await expect(page).toHaveURL(/\/checklists\/templates\//);
  await world.end();
});
