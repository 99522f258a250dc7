import { expect, type Locator, type Page } from "@playwright/test";
import type { Hand } from "../hands.ts";

/** An answer as a person gives it: a choice by its word, or what is typed. */
export type Given = { item: string; choose: string } | { item: string; type: string };

/** A normal morning for the Morning check of the payments profile, but for one reading. */
export const morning = {
  before: [
    { item: "New errors in the error tracker?", choose: "No" },
    { item: "Warnings in the server logs?", choose: "No" },
    { item: "Slow queries in the database log?", choose: "No" },
    { item: "System uptime", type: "99.97" },
  ],
  critical: { item: "API response time", type: "2340" },
  after: [
    { item: "Database connections in use", type: "64" },
    { item: "Database answers", choose: "Working" },
    { item: "File storage: upload and download work", choose: "Working" },
    { item: "Payment provider: any failed payments?", choose: "Working" },
    { item: "E-mail is going out", choose: "Working" },
    { item: "SMS is delivered", choose: "Working" },
    { item: "Logins, actual against expected", type: "11820" },
    { item: "Payments, actual against expected", type: "3100" },
    { item: "File uploads, actual against expected", type: "905" },
    { item: "Unusual patterns?", type: "A short burst of logins at 02:10" },
    { item: "Backups finished successfully", choose: "Yes" },
    { item: "Reports produced", choose: "Yes" },
    { item: "Notifications sent", choose: "Yes" },
  ],
} as const satisfies { before: readonly Given[]; critical: Given; after: readonly Given[] };

/** The keys that answer an item, wherever the focus stands in its row. */
const keysOf: Record<string, string> = { Yes: "y", No: "n", Working: "y", Failing: "n" };

/** A checklist run on the screen. */
export class RunScreen {
  readonly page: Page;
  readonly hand: Hand;

  constructor(page: Page, hand: Hand) {
    this.page = page;
    this.hand = hand;
  }

  row(item: string): Locator {
    return this.page
      .locator("li[data-row]")
      .filter({ has: this.page.locator(".tx").getByText(item, { exact: true }) });
  }

  choice(item: string, word: string): Locator {
    return this.row(item).getByRole("radio", { name: word, exact: true });
  }

  entry(item: string): Locator {
    return this.row(item).getByRole("textbox", { name: item, exact: true });
  }

  done(): Locator {
    return this.page.getByRole("meter", { name: "Items done" });
  }

  /** The server has the answer: who gave it and when stands at the end of the row (a phone only speaks it). */
  async isRecorded(item: string): Promise<void> {
    await expect(this.row(item).locator(".by time")).toBeAttached();
  }

  async isAtItem(item: string): Promise<void> {
    await expect(this.row(item)).toHaveAttribute("aria-current", "step");
  }

  /** Answers an item and goes on, by keys alone, by pointer or by thumb. */
  async answer(given: Given): Promise<void> {
    if (this.hand.form === "keyboard") await this.answerByKeys(given);
    else if ("choose" in given) await this.hand.press(this.choice(given.item, given.choose));
    else await this.typeInto(given.item, given.type);
    await this.isRecorded(given.item);
  }

  async typeInto(item: string, text: string): Promise<void> {
    await this.hand.write(this.entry(item), text);
    await this.entry(item).press("Enter");
  }

  /** The run leads from item to item: what it stands at is answered by one key, or typed and Enter. */
  async answerByKeys(given: Given): Promise<void> {
    await this.isAtItem(given.item);
    if ("choose" in given) await this.page.keyboard.press(keysOf[given.choose] ?? given.choose);
    else {
      await this.page.keyboard.type(given.type);
      await this.page.keyboard.press("Enter");
    }
  }

  /** What the row says about its reading: "Critical", "On target". */
  verdict(item: string): Locator {
    return this.row(item).locator(".ve");
  }

  note(item: string): Locator {
    return this.row(item).getByRole("textbox", { name: /^Note, needed/ });
  }
}
