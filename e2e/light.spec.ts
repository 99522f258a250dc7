import { expect, test } from "./fixtures.ts";
import { makeWorld } from "./world.ts";

test("the declare form loads no cache's code, and says who is told of the team that is chosen", async ({
  open,
  playwright,
  admin,
  portal,
}) => {
  const world = await makeWorld(playwright, admin, portal.url);
  const page = await open(world.engineer.caller);
  const scripts: Array<Promise<string>> = [];
  page.on("response", (answer) => {
    if (/\.js(\?|$)/.test(answer.url())) scripts.push(answer.text());
  });
  await page.goto("/incidents/new", { waitUntil: "networkidle" });
  const loaded = (await Promise.all(scripts)).join("\n");
  expect(loaded.length).toBeGreaterThan(100_000);
  expect(loaded).not.toContain("No QueryClient set");
  expect(loaded).not.toContain("nuqs");
  await page.getByLabel("Team").selectOption({ label: world.team });
  await page.getByRole("radio", { name: /P1/ }).check({ force: true });
  await expect(page.getByText(new RegExp(`Tells .*${world.lead.person.name}`))).toBeVisible();
  await world.end();
});

test("what the timeline shows stands in the address, and is there again after a reload", async ({
  open,
  playwright,
  admin,
  portal,
}) => {
  const world = await makeWorld(playwright, admin, portal.url);
  const { id } = await world.engineer.caller.call<{ id: string }>("POST", "/incidents", {
    title: "Receipts are late",
    severity: "P3",
    teamId: world.teamId,
  });
  const page = await open(world.engineer.caller);
  await page.goto(`/incidents/${id}`);
  const show = page.getByRole("radiogroup", { name: "Show" });
  await show.getByText("Starred").click();
  await expect(page).toHaveURL(/[?&]timeline=starred/);
  await page.reload();
  await expect(show.getByRole("radio", { name: "Starred" })).toBeChecked();
  await show.getByText("All").click();
  await expect(page).not.toHaveURL(/timeline=/);
  await world.end();
});

test("a dialog whose code cannot be fetched says so, keeps the screen, and opens once it can", async ({
  open,
  playwright,
  admin,
  portal,
  watch,
}) => {
  const world = await makeWorld(playwright, admin, portal.url);
  const { id } = await world.lead.caller.call<{ id: string }>("POST", "/incidents", {
    title: "Receipts are late",
    severity: "P3",
    teamId: world.teamId,
  });
  const page = await open(world.lead.caller);
  await page.goto(`/incidents/${id}`, { waitUntil: "networkidle" });
  watch.allow(/ERR_FAILED|Failed to (load|fetch)|ChunkLoad/);
  let refused = 0;
  const scripts = (url: URL) => url.pathname.startsWith("/_next/static/") && url.pathname.endsWith(".js");
  await page.route(scripts, (route) => {
    refused += 1;
    return route.abort();
  });
  const assign = page.getByRole("button", { name: "Assign" });
  await assign.click();
  await expect(page.getByText("The portal does not answer. This opens once it does.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Receipts are late" })).toBeVisible();
  expect(refused).toBeGreaterThan(0);
  await page.unroute(scripts);
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(assign, "the focus is where it was").toBeFocused();
  await world.end();
});
