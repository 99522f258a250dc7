import type { Page } from "@playwright/test";
import { browserOf, expect, forms, handOf, test } from "./fixtures.ts";
import type { Hand } from "./hands.ts";
import { mark } from "./people.ts";
import { chooseFrom } from "./screens/menu.ts";
import { goTo } from "./screens/shell.ts";
import { makeWorld, type World } from "./world.ts";

/** What the engineer's and the commander's journeys leave behind: a critical reading, a P1 resolved. */
async function aMorning(world: World): Promise<string> {
  const { engineer, lead } = world;
  const run = await engineer.caller.call<{ id: string }>("POST", "/checklist-runs", {
    templateId: world.morningCheck,
  });
  await engineer.caller.call("PUT", `/checklist-runs/${run.id}/items/api-response`, {
    value: 2340,
    note: "Since 08:40.",
  });
  const title = `Card payments time out ${mark()}`;
  const place = { teamId: world.teamId, serviceId: world.service.id };
  const body = { title, severity: "P1", iAmOnIt: true, ...place };
  const incident = await lead.caller.call<{ id: string }>("POST", "/incidents", body);
  await lead.caller.call("POST", `/incidents/${incident.id}/mitigate`, {});
  await lead.caller.call("POST", `/incidents/${incident.id}/resolve`, {});
  return title;
}

for (const form of forms) {
  test(`${form}: from the figure to the action`, async ({ open, playwright, admin, portal }) => {
    test.setTimeout(120_000);
    const world = await makeWorld(playwright, admin, portal.url);
    const title = await aMorning(world);
    const page = await open(world.manager.caller, browserOf(form));
    const hand = handOf(form, page);
    await page.goto("/today");
    await goTo(page, hand, "KPIs");
    await chooseFrom(page, hand, "Service", world.service.name);
    await expect(page).toHaveURL(/service=/);
    await readTheFigures(page, hand);
    await recordByHand(page, hand);
    const action = `Limit the connection pool ${mark()}`;
    await publish(page, hand, { title, action, owner: world.engineer.person.name });
    const owner = await open(world.engineer.caller, browserOf(form));
    await owner.goto("/today");
    await expect(owner.getByRole("main").getByText(action)).toBeVisible();
    await world.end();
  });
}

/** The reading of the run, the times of the incident, the trend and the rows behind the number. */
async function readTheFigures(page: Page, hand: Hand) {
  const card = (name: RegExp) => page.getByRole("main").getByRole("link", { name });
  await expect(card(/^API response/)).toContainText("2,340");
  await expect(card(/^(MTTA|Time to acknowledge)/)).toBeVisible();
  await expect(card(/^(MTTR|Time to resolve)/)).toBeVisible();
  await hand.press(card(/^API response/));
  await expect(page.getByRole("heading", { name: "How it is computed" })).toBeVisible();
  await expect(page.getByRole("img", { name: /API response/ }).first()).toBeVisible();
  await expect(page.getByRole("complementary").getByText("2,340").first()).toBeVisible();
  const rows = page.waitForEvent("download");
  await hand.press(page.getByRole("link", { name: "Rows as CSV" }));
  const download = await rows;
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  const text = await (await download.createReadStream()).toArray();
  expect(Buffer.concat(text).toString()).toContain("2340");
}

/** A value by hand: a bad one is refused at its field and kept, a good one counts at once. */
async function recordByHand(page: Page, hand: Hand) {
  await hand.press(page.getByRole("button", { name: "Record a value" }).filter({ visible: true }).first());
  const dialog = page.getByRole("dialog");
  await hand.write(dialog.getByLabel("Value"), "fast");
  await hand.press(dialog.getByRole("button", { name: "Record", exact: true }));
  await expect(dialog.getByText("Give a number, for example 412.5.")).toBeVisible();
  await expect(dialog.getByLabel("Value")).toHaveValue("fast");
  await hand.write(dialog.getByLabel("Value"), "1980");
  await hand.press(dialog.getByRole("button", { name: "Record", exact: true }));
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("complementary").getByText("1,980").first()).toBeVisible();
}

/** Cause, action, review, published. */
async function publish(page: Page, hand: Hand, facts: { title: string; action: string; owner: string }) {
  await goTo(page, hand, "Postmortems");
  await hand.press(
    page
      .getByRole("main")
      .getByRole("link", { name: new RegExp(facts.title) })
      .last(),
  );
  await hand.press(page.getByRole("button", { name: "Add cause" }));
  const dialog = page.getByRole("dialog");
  await hand.write(dialog.getByLabel("Cause"), "A release opened a second connection pool.");
  await hand.press(dialog.getByRole("button", { name: "Add cause" }));
  await expect(dialog).toBeHidden();
  await hand.press(page.getByRole("button", { name: "Add action" }));
  await hand.write(dialog.getByLabel("What is to be done"), facts.action);
  await hand.choose(dialog.getByLabel("Owner"), facts.owner);
  await hand.press(dialog.getByRole("button", { name: "Add action" }));
  await expect(dialog).toBeHidden();
  await hand.press(page.getByRole("button", { name: "Give to review" }));
  await hand.press(page.getByRole("button", { name: "Publish" }));
  await expect(page.getByText("Published", { exact: true }).first()).toBeVisible();
}
