import { expect, test } from "./fixtures.ts";
import { join, mark } from "./people.ts";
import { makeWorld } from "./world.ts";

test("anybody reports to a closed team from the declare form, and gets the number alone", async ({
  open,
  playwright,
  admin,
  portal,
}) => {
  test.setTimeout(90_000);
  const world = await makeWorld(playwright, admin, portal.url);
  const name = `Vault ${mark()}`;
  const closed = await admin.call<{ id: string }>("POST", "/teams", { name, visibility: "closed" });
  const keeper = await join(playwright, admin, portal.url, {
    name: "Keeper",
    teamId: closed.id,
    kind: "lead",
  });
  const page = await open(world.engineer.caller);
  await page.goto("/incidents/new");
  await page.getByRole("textbox", { name: "Title" }).fill("The safe door stands open");
  await page.getByRole("combobox", { name: "Team", exact: true }).selectOption({ label: name });
  await expect(page.getByLabel("Service")).toHaveCount(0);
  await expect(page.getByLabel("Private")).toHaveCount(0);
  await expect(page.getByText(`${name} is closed to you.`)).toBeVisible();
  await page.getByRole("radio", { name: /P2/ }).check({ force: true });
  await page.getByRole("button", { name: "Report P2" }).click();
  const received = page.getByRole("status").filter({ hasText: "was received" });
  await expect(received).toBeVisible();
  const number = /INC-(\d+)/.exec((await received.textContent()) ?? "")?.[1] ?? "";
  await page.goto(`/incidents?q=INC-${number}`);
  await expect(page.getByText("The safe door stands open")).toHaveCount(0);

  const theirs = await open(keeper.caller);
  await theirs.goto(`/incidents?q=INC-${number}`);
  await theirs.getByRole("link", { name: /The safe door stands open/ }).click();
  await expect(theirs.getByText("reported it as P2, from outside the team")).toBeVisible();
  await Promise.all([world.end(), keeper.caller.end()]);
});
