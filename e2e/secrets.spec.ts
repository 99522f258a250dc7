import { expect, test } from "./fixtures.ts";
import { join, mark } from "./people.ts";
import { makeWorld } from "./world.ts";

test("an API token is shown once, reads what its scopes allow, and ends when it is revoked", async ({
  open,
  playwright,
  admin,
  portal,
  watch,
}) => {
  watch.allow(/status of 400/);
  const { caller } = await join(playwright, admin, portal.url, { name: "Aiko Tanaka" });
  const page = await open(caller);
  await page.goto("/profile");
  await page.getByRole("button", { name: "New token" }).click();
  const dialog = page.getByRole("dialog");
  const name = `Uptime monitor ${mark()}`;
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Make the token" }).click();
  await expect(dialog.getByText("Choose one scope or more.")).toBeVisible();
  await expect(dialog.getByLabel("Name")).toHaveValue(name);
  await dialog.getByLabel("incidents:read").check();
  await dialog.getByRole("button", { name: "Make the token" }).click();
  const secret = await dialog.getByRole("textbox", { name: "Secret" }).inputValue();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toHaveCount(0);
  const revoke = page.getByRole("button", { name: `Revoke ${name}` });
  await expect(revoke).toBeVisible();
  expect(await page.content()).not.toContain(secret);

  const script = await playwright.request.newContext({
    baseURL: portal.url,
    extraHTTPHeaders: { authorization: `Bearer ${secret}` },
  });
  expect((await script.get("/api/v1/incidents")).status()).toBe(200);
  expect((await script.get("/api/v1/checklist-templates")).status()).toBe(403);
  await revoke.click();
  await dialog.getByRole("button", { name: "Revoke" }).click();
  await expect(revoke).toHaveCount(0);
  expect((await script.get("/api/v1/incidents")).status()).toBe(401);
  await script.dispose();
  await caller.end();
});

test("a webhook's signing secret is shown once", async ({ open, playwright, admin, portal }) => {
  const world = await makeWorld(playwright, admin, portal.url);
  const page = await open(world.lead.caller);
  await page.goto(`/settings/teams/${world.teamId}/paging`);
  await page.getByRole("button", { name: "New channel" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Kind").selectOption({ label: "Signed webhook" });
  await dialog.getByLabel("Name").fill("Release log");
  await dialog.getByLabel("Address").fill("https://hooks.example.invalid/release-log");
  await dialog.getByRole("button", { name: "Add the channel" }).click();
  await expect(dialog.getByRole("textbox", { name: "Signing secret" })).toHaveValue(/^whsec_/);
  const secret = await dialog.getByRole("textbox", { name: "Signing secret" }).inputValue();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("Release log")).toBeVisible();
  await page.reload();
  await expect(page.getByText("Release log")).toBeVisible();
  expect(await page.content()).not.toContain(secret);
  await world.end();
});
