import { expect, type Page } from "@playwright/test";
import type { Hand } from "../hands.ts";

/** Opens a page's "More actions" and chooses from it; by keyboard with Enter and the arrows. */
export async function chooseAction(page: Page, hand: Hand, item: string): Promise<void> {
  await hand.press(page.getByRole("button", { name: "More actions" }).filter({ visible: true }).first());
  const entry = page.getByRole("menuitem", { name: item, exact: true });
  await expect(entry).toBeVisible();
  if (hand.form !== "keyboard") return hand.press(entry);
  for (let step = 0; step < 30; step++) {
    if (await entry.evaluate((element) => element.contains(document.activeElement))) {
      return page.keyboard.press("Enter");
    }
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`The arrow keys do not lead to ${item}.`);
}
