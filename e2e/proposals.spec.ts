import { expect, test } from "./fixtures.ts";
import { makeWorld } from "./world.ts";

interface Team {
  version: number;
}

test("a member proposes a change of a checklist; the lead sees it on Today, returns it, then approves it", async ({
  open,
  playwright,
  admin,
  portal,
}) => {
  test.setTimeout(120_000);
  const world = await makeWorld(playwright, admin, portal.url);
  const { version } = await admin.call<Team>("GET", `/teams/${world.teamId}`);
  await admin.call("PATCH", `/teams/${world.teamId}`, { needsApproval: true, version });
  const member = await open(world.engineer.caller);
  const template = `/checklists/templates/${world.morningCheck}`;

  const propose = async (title: string, why: string) => {
    await member.goto(template);
    await member.getByRole("link", { name: "Propose a change" }).click();
    await expect(member.getByRole("heading", { level: 1 })).toContainText("Propose a change of");
    await member.getByLabel("Title").first().fill(title);
    await member.getByLabel(/^Why/).fill(why);
    await member.getByRole("button", { name: "Propose the change" }).click();
    await expect(member).toHaveURL(new RegExp(`${template}$`));
    await expect(member.getByRole("region", { name: "Proposed changes" })).toContainText("Waits for a lead");
  };
  await propose("Noon check", "We look at noon");
  await expect(member.getByRole("button", { name: "Approve" })).toHaveCount(0);

  const lead = await open(world.lead.caller);
  const waiting = lead.getByRole("region", { name: "Proposed to you" });
  await lead.goto("/today");
  await expect(waiting).toContainText("We look at noon");
  await expect(waiting).toContainText("Title: “Noon check”");
  await waiting.getByRole("button", { name: "Return" }).click();
  await lead.getByLabel("Why").fill("Noon is lunch");
  await lead.getByRole("button", { name: "Return it" }).click();
  await expect(waiting).toBeHidden();
  await expect(member.getByRole("region", { name: "Proposed changes" })).toContainText("Noon is lunch");
  await expect(member.getByRole("heading", { level: 1 })).not.toContainText("Noon check");

  await propose("Dawn check", "We look at dawn");
  await expect(waiting).toContainText("We look at dawn");
  await waiting.getByRole("link").first().click();
  await expect(lead.getByText("proposed; runs begin with version 1")).toBeVisible();
  await lead.getByRole("button", { name: "Approve" }).click();
  await lead
    .getByRole("dialog")
    .or(lead.getByRole("alertdialog"))
    .getByRole("button", { name: "Approve" })
    .click();
  await expect(lead.getByRole("heading", { level: 1 })).toContainText("Dawn check");
  await expect(member.getByRole("heading", { level: 1 })).toContainText("Dawn check");
  await world.end();
});
