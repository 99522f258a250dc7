import { expect, type Locator, type Page } from "@playwright/test";
import type { Hand } from "../hands.ts";
import { chooseAction } from "./menu.ts";

/** One incident's page. */
export class IncidentScreen {
  readonly page: Page;
  readonly hand: Hand;

  constructor(page: Page, hand: Hand) {
    this.page = page;
    this.hand = hand;
  }

  /** The verb of the next status: in the head, on a phone in the bar at the thumb. */
  step(verb: string): Locator {
    return this.page
      .locator(this.hand.form === "touch" ? ".actbar" : ".ihead")
      .getByRole("button", { name: new RegExp(`^${verb}`) });
  }

  async takeStep(verb: string, reached: string): Promise<void> {
    await this.hand.press(this.step(verb));
    await this.isAt(reached);
  }

  /** Where the incident stands, as the timeline says it. */
  async isAt(status: string): Promise<void> {
    const words = status === "Acknowledged" ? "acknowledged" : `set it to ${status}`;
    await expect(this.timeline().getByText(words).last()).toBeVisible();
  }

  timeline(): Locator {
    return this.page.getByRole("region", { name: "Timeline" });
  }

  async write(kind: string, text: string, verb: string): Promise<void> {
    await this.hand.press(this.timeline().getByRole("radio", { name: kind, exact: true }));
    await this.hand.write(this.page.getByRole("textbox", { name: "Write to the timeline" }), text);
    await this.hand.press(this.timeline().getByRole("button", { name: new RegExp(`^${verb}`) }));
    await expect(this.timeline().getByRole("listitem").filter({ hasText: text })).toBeVisible();
  }

  async star(text: string): Promise<void> {
    const star = this.timeline()
      .getByRole("listitem")
      .filter({ hasText: text })
      .getByRole("button", { name: "Star for the postmortem" });
    await this.hand.press(star);
    await expect(star).toHaveAttribute("aria-pressed", "true");
  }

  dialog(): Locator {
    return this.page.getByRole("dialog").or(this.page.getByRole("alertdialog"));
  }

  async giveRole(role: string, person: string): Promise<void> {
    await this.hand.press(this.page.getByRole("button", { name: "Assign" }));
    await this.hand.choose(this.dialog().getByLabel("Role", { exact: true }), role);
    await this.hand.choose(this.dialog().getByLabel("Person", { exact: true }), person);
    await this.hand.press(this.dialog().getByRole("button", { name: "Give the role" }));
    await expect(this.dialog()).toBeHidden();
  }

  async changeSeverity(to: string, reason: string, verb: string): Promise<void> {
    await chooseAction(this.page, this.hand, "Change severity");
    await this.hand.press(this.dialog().getByRole("radio", { name: new RegExp(`\\b${to}\\b`) }));
    await this.hand.write(this.dialog().getByLabel("Reason"), reason);
    await this.hand.press(this.dialog().getByRole("button", { name: verb }));
    await expect(this.dialog()).toBeHidden();
  }

  async escalateTo(person: string, reason: string): Promise<void> {
    const bar = this.page.locator(this.hand.form === "touch" ? ".actbar" : ".ihead");
    await this.hand.press(bar.getByRole("button", { name: "Escalate" }));
    await this.hand.choose(this.dialog().getByLabel("Person", { exact: true }), person);
    await this.hand.write(this.dialog().getByLabel("Reason"), reason);
    await this.hand.press(this.dialog().getByRole("button", { name: "Call now" }));
    await expect(this.dialog()).toBeHidden();
  }

  async escalateToNextLevel(reason: string): Promise<void> {
    const bar = this.page.locator(this.hand.form === "touch" ? ".actbar" : ".ihead");
    await this.hand.press(bar.getByRole("button", { name: "Escalate" }));
    await this.hand.press(this.dialog().getByRole("radio", { name: "Next level" }));
    await this.hand.write(this.dialog().getByLabel("Reason"), reason);
    await this.hand.press(this.dialog().getByRole("button", { name: "Call now" }));
    await expect(this.dialog()).toBeHidden();
  }
}
