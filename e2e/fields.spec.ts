import { expect, test } from "./fixtures.ts";
import { makeWorld } from "./world.ts";

test("declaring: what is missing is said at its field, and typed text survives a reload", async ({
  open,
  playwright,
  admin,
  portal,
}) => {
  const world = await makeWorld(playwright, admin, portal.url);
  const page = await open(world.engineer.caller);
  await page.goto("/incidents/new");
  await page.getByLabel("Summary").fill("Since 08:40, one in three.");
  await page.getByRole("button", { name: /^Declare/ }).click();
  await expect(page.getByText("Say in a few words what is wrong.")).toBeVisible();
  await expect(page.getByLabel("Title")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Summary")).toHaveValue("Since 08:40, one in three.");
  await page.getByLabel("Title").fill("Card payments time out");
  await page.reload();
  await expect(page.getByText("This is what you had typed before.")).toBeVisible();
  await expect(page.getByLabel("Title")).toHaveValue("Card payments time out");
  await expect(page.getByLabel("Summary")).toHaveValue("Since 08:40, one in three.");
  await world.end();
});

test("a checklist's editor says what is wrong at the field and keeps the rest", async ({
  open,
  playwright,
  admin,
  portal,
  watch,
}) => {
  const world = await makeWorld(playwright, admin, portal.url);
  const page = await open(world.lead.caller);
  watch.allow(/status of 400|status of 422/);
  await page.goto("/checklists/templates/new");
  const section = page.getByRole("textbox", { name: /section/i }).first();
  await section.fill("Before the release");
  await page.getByRole("button", { name: /^(Make|Save)/ }).click();
  await expect(page.getByLabel("Title", { exact: true }).first()).toHaveAttribute("aria-invalid", "true");
  await expect(section).toHaveValue("Before the release");
  await world.end();
});

test("a service's form says what is wrong at the field and keeps the rest", async ({
  open,
  admin,
  watch,
}) => {
  const page = await open(admin);
  watch.allow(/status of 400|status of 422/);
  await page.goto("/services");
  await page.getByRole("button", { name: "New service" }).click();
  const dialog = page.getByRole("dialog");
  const about = dialog.getByRole("textbox", { name: /about|does/i }).first();
  await about.fill("Takes the money.");
  await dialog.getByRole("button", { name: "Make the service" }).click();
  await expect(dialog.getByLabel("Name")).toHaveAttribute("aria-invalid", "true");
  await expect(about).toHaveValue("Takes the money.");
});
