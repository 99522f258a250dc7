import { expect, type Page } from "@playwright/test";

/** Until the service worker stands ready and what may be read while the server is away is kept. */
export async function isPrepared(page: Page): Promise<void> {
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await expect
    .poll(() => page.evaluate(async () => (await indexedDB.databases()).map((one) => one.name)))
    .toContain("evenkeel-kept");
  await expect.poll(() => page.evaluate(() => caches.has("evenkeel-away-1"))).toBe(true);
}
