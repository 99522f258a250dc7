import { browserOf, expect, forms, handOf, test } from "./fixtures.ts";
import { mark } from "./people.ts";
import { IncidentScreen } from "./screens/incident.ts";
import { makeWorld } from "./world.ts";

for (const form of forms) {
  test(`${form}: a policy is written, rings level by level and ends with the acknowledgement`, async ({
    open,
    playwright,
    admin,
    portal,
    watch,
  }) => {
    watch.allow(/status of 400/);
    test.setTimeout(120_000);
    const world = await makeWorld(playwright, admin, portal.url);
    const page = await open(world.lead.caller, browserOf(form));
    const hand = handOf(form, page);
    const called = world.engineer.person.name;

    await page.goto("/settings/escalations/new");
    const name = `Day and night ${mark()}`;
    await hand.write(page.getByLabel("Name", { exact: true }), name);
    const first = page.getByRole("group", { name: "Level 1, target 1" });
    await hand.choose(first.getByLabel("Calls"), "A person");
    await hand.press(page.getByRole("button", { name: "Put in force" }));
    // What is missing is said at its level, and what was typed stays.
    await expect(page.getByText("A target of the kind user needs an id.")).toBeVisible();
    await expect(page.getByLabel("Name", { exact: true })).toHaveValue(name);
    await hand.choose(first.getByLabel("Which"), called);
    await hand.press(page.getByRole("button", { name: "Put in force" }));
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(page.getByText("In force", { exact: true })).toBeVisible();
    const preview = page.getByRole("region", { name: "If this fired now" });
    await expect(preview.getByText(called)).toBeVisible();

    const incident = await world.colleague.caller.call<{ id: string }>("POST", "/incidents", {
      title: `Checkout answers 500 ${mark()}`,
      severity: "P1",
      teamId: world.teamId,
    });
    await page.goto(`/incidents/${incident.id}`);
    const screen = new IncidentScreen(page, hand);
    const ladder = page.getByRole("region", { name: "Escalation", exact: true });
    await expect(ladder.getByText("Ringing level 1")).toBeVisible();
    await expect(ladder.getByText(called)).toBeVisible();
    await expect(ladder.getByText(/^Rings .*unless acknowledged$/)).toBeVisible();

    await screen.escalateToNextLevel("It spreads to the tills.");
    await expect(ladder.getByText("Ringing level 2")).toBeVisible();
    await expect(ladder.getByText("It spreads to the tills.")).toBeVisible();
    await screen.takeStep("Acknowledge", "Acknowledged");
    await expect(ladder.getByText("Acknowledged", { exact: true })).toBeVisible();
    await expect(ladder.getByText(/Calls again/)).toBeVisible();
    await expect(ladder.getByText(/^Ringing/)).toHaveCount(0);
    await world.end();
  });
}
