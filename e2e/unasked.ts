import type { Page } from "@playwright/test";

/**
 * What the page shows, read without touching it. A locator, an evaluation and every waiting expectation count as a
 * person's click to the browser (the runner asks with a user's gesture), and a page that was clicked in may sound.
 * @returns the text of the body, or "" while there is none
 */
export async function textUnasked(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  try {
    const expression = "document.body?.innerText ?? ''";
    const { result } = await session.send("Runtime.evaluate", { expression, userGesture: false });
    return String(result.value ?? "");
  } finally {
    await session.detach();
  }
}
