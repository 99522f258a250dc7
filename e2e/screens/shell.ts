import { expect, type Locator, type Page } from "@playwright/test";
import type { Hand } from "../hands.ts";

type Place =
  | "Today"
  | "Incidents"
  | "Checklists"
  | "Postmortems"
  | "Runbooks"
  | "KPIs"
  | "Services"
  | "Settings";

const jumps: Record<Place, string> = {
  Today: "t",
  Incidents: "i",
  Checklists: "c",
  Postmortems: "p",
  Runbooks: "r",
  KPIs: "k",
  Services: "v",
  Settings: "s",
};
const inBar: Place[] = ["Today", "Incidents", "Checklists"];

/** Goes to a place the way the form offers it: the rail, the phone's bar, or `g` and a letter. */
export async function goTo(page: Page, hand: Hand, place: Place): Promise<void> {
  if (hand.form === "keyboard") {
    // Out of any field, where letters are text.
    await page.keyboard.press("Escape");
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await page.keyboard.press("g");
    await page.keyboard.press(jumps[place]);
  } else if (hand.form === "mouse") {
    await hand.press(
      page.getByRole("navigation", { name: "Main", exact: true }).getByRole("link", { name: place }),
    );
  } else {
    const bar = page.getByRole("navigation", { name: "Main, phone" });
    // Pages with a next step of their own put it where the bar is: the mark leads home.
    if (!(await bar.isVisible()))
      await hand.press(page.getByRole("link", { name: "Evenkeel" }).filter({ visible: true }));
    if (inBar.includes(place)) await hand.press(bar.getByRole("link", { name: place }));
    else {
      await hand.press(bar.getByRole("button", { name: "More" }));
      await hand.press(page.getByRole("dialog").getByRole("link", { name: place }));
    }
  }
  await expect(page).toHaveURL(new RegExp(place === "KPIs" ? "/kpis" : `/${place.toLowerCase()}`));
}

/** The bell's count of unread messages. */
export function inboxBadge(page: Page): Locator {
  return page.getByRole("link", { name: /^Inbox/ });
}
