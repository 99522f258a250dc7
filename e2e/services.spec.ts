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

test("a person named as stakeholder sees it on the service, and ends it themselves", async ({
  open,
  playwright,
  admin,
  portal,
}) => {
  const world = await makeWorld(playwright, admin, portal.url);
  const { id } = world.service;
  await world.lead.caller.call("POST", `/services/${id}/stakeholders`, { userId: world.manager.person.id });
  const page = await open(world.manager.caller);
  await page.goto(`/services/${id}`);
  const own = page.getByRole("region", { name: "Your updates" });
  await own.getByRole("button", { name: "Stop them" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Stop the updates" }).click();
  await expect(page.getByText(`No more updates about ${world.service.name}`)).toBeVisible();
  await expect(own).toHaveCount(0);
  const all = await world.lead.caller.call<{
    items: Array<{ userId: string | null; leftAt: string | null }>;
  }>("GET", `/services/${id}/stakeholders`);
  expect(all.items.find((one) => one.userId === world.manager.person.id)?.leftAt).not.toBeNull();
  await world.end();
});
