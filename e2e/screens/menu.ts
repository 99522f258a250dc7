import { expect, type Page } from "@playwright/test";
import type { Hand } from "../hands.ts";

/** Opens a menu and chooses from it; by keyboard with Enter and the arrows. */
export async function chooseFrom(page: Page, hand: Hand, menu: string, item: string): Promise<void> {
  await hand.press(page.getByRole("button", { name: menu }).filter({ visible: true }).first());
  const entry = page.locator("[role^=menuitem]").filter({ hasText: item }).first();
  await expect(entry).toBeVisible();
  if (hand.form !== "keyboard") return hand.press(entry);
  for (let step = 0; step < 60; step++) {
    if (await entry.evaluate((element) => element.contains(document.activeElement))) {
      return page.keyboard.press("Enter");
    }
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`The arrow keys do not lead to ${item}.`);
}

/** A page's own menu behind the three dots. */
export const chooseAction = (page: Page, hand: Hand, item: string) =>
  chooseFrom(page, hand, "More actions", item);
