import type { Page } from "@playwright/test";
import { browserOf, expect, forms, handOf, test } from "./fixtures.ts";
import type { Hand } from "./hands.ts";
import { mark } from "./people.ts";
import { IncidentScreen } from "./screens/incident.ts";
import { chooseAction } from "./screens/menu.ts";
import { inboxBadge } from "./screens/shell.ts";
import { makeWorld } from "./world.ts";

for (const form of forms) {
  test(`${form}: a P1 from the call to the report`, async ({ open, playwright, admin, portal }) => {
    test.setTimeout(120_000);
    const world = await makeWorld(playwright, admin, portal.url);
    const colleague = world.colleague.person.name;
    const page = await open(world.lead.caller, browserOf(form));
    const hand = handOf(form, page);
    const screen = new IncidentScreen(page, hand);
    await page.goto("/today");
    await expect(page.getByText("Live").filter({ visible: true }).first()).toBeVisible();

    const title = `Card payments time out ${mark()}`;
    await world.engineer.caller.call("POST", "/incidents", {
      title,
      severity: "P1",
      teamId: world.teamId,
      serviceId: world.service.id,
    });
    await calledLive(page, hand, title);

    await screen.takeStep("Acknowledge", "Acknowledged");
    await screen.takeStep("Start investigating", "Investigating");
    await screen.write("Note", "The release of 08:36 opens a second pool.", "Add note");
    await screen.star("The release of 08:36 opens a second pool.");
    await screen.write("Stakeholder update", "One in three card payments fails.", "Send update");
    await screen.giveRole("Communications", colleague);
    await expect(page.getByText(colleague).filter({ visible: true }).first()).toBeVisible();
    await screen.changeSeverity("P0", "No payment goes through any more.", "Raise to P0");
    await expect(page.getByText("No payment goes through any more.").first()).toBeVisible();

    const other = await open(world.colleague.caller);
    await other.goto("/today");
    await expect(other.getByText("Live", { exact: true }).filter({ visible: true }).first()).toBeVisible();
    const before = await inboxBadge(other).textContent();
    await screen.escalateTo(colleague, "Roll back the release with me.");
    await expect(inboxBadge(other)).not.toHaveText(before ?? "");
    await other.goto("/notifications");
    await expect(other.getByText("Roll back the release with me.").first()).toBeVisible();

    await screen.takeStep("Mark mitigated", "Mitigated");
    await screen.takeStep("Resolve", "Resolved");
    await expect(page.getByRole("link", { name: "Postmortem", exact: true })).toBeVisible();
    await closeWithReport(screen);
    await chooseAction(page, hand, "Reopen");
    await hand.write(screen.dialog().getByLabel("Reason"), "It fails again for one bank.");
    await hand.press(screen.dialog().getByRole("button", { name: "Reopen" }));
    await expect(screen.timeline().getByText("reopened it: It fails again for one bank.")).toBeVisible();
    await declareAndCancel(screen, world.team);
    await world.end();
  });
}

/** The bell says it without a reload; the message leads to the incident. */
async function calledLive(page: Page, hand: Hand, title: string) {
  await expect(inboxBadge(page)).toHaveAccessibleName("Inbox, 1 new");
  await hand.press(inboxBadge(page));
  await hand.press(page.getByRole("main").getByRole("link", { name: new RegExp(title) }));
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}

/** What is missing is said at its field, and what was typed stays. */
async function closeWithReport(screen: IncidentScreen) {
  const { page, hand } = screen;
  const dialog = screen.dialog();
  await hand.press(screen.step("Close with report"));
  await hand.write(dialog.getByLabel("What happened"), "Card payments failed from 08:40 to 09:20.");
  await hand.press(dialog.getByRole("button", { name: "Close incident" }));
  await expect(dialog.getByText("Name the root cause.")).toBeVisible();
  await expect(dialog.getByText("Say what resolved it.")).toBeVisible();
  await expect(dialog.getByLabel("What happened")).toHaveValue("Card payments failed from 08:40 to 09:20.");
  await hand.write(dialog.getByLabel("Root cause"), "A release opened a second connection pool.");
  await hand.write(dialog.getByLabel("What resolved it"), "The release was rolled back.");
  await hand.press(dialog.getByRole("button", { name: "Close incident" }));
  await expect(dialog).toBeHidden();
  await screen.isAt("Closed");
  await expect(page.getByText("A release opened a second connection pool.").first()).toBeVisible();
}

/** Declared in error: two fields, one press, and taken back with a reason. */
async function declareAndCancel(screen: IncidentScreen, team: string) {
  const { page, hand } = screen;
  if (hand.form === "touch") await chooseAction(page, hand, "Declare another incident");
  else
    await hand.press(page.getByRole("link", { name: "Declare incident" }).filter({ visible: true }).first());
  await hand.write(page.getByLabel("Title").filter({ visible: true }), "Probe reports nonsense");
  await hand.press(page.getByRole("radio", { name: /\bP3\b/ }));
  await hand.choose(page.getByLabel("Team"), new RegExp(team));
  await hand.press(page.getByRole("button", { name: /^Declare/ }));
  await expect(page.getByRole("heading", { level: 1, name: "Probe reports nonsense" })).toBeVisible();
  await chooseAction(page, hand, "Cancel: declared in error");
  await hand.press(screen.dialog().getByRole("button", { name: "Cancel incident" }));
  await expect(screen.dialog().getByText("Say why it is cancelled.")).toBeVisible();
  await hand.write(screen.dialog().getByLabel("Reason"), "The probe was misconfigured.");
  await hand.press(screen.dialog().getByRole("button", { name: "Cancel incident" }));
  await expect(screen.timeline().getByText("cancelled it: The probe was misconfigured.")).toBeVisible();
}
