import type { BrowserContext, Page } from "@playwright/test";

/** What a context's pages said that nobody may hear: console errors, policy violations, uncaught exceptions. */
export interface Watch {
  /** Messages like this are expected from now on: a refused request is reported by the browser itself. */
  allow: (pattern: RegExp) => void;
  /** What was said and not expected. */
  complaints: () => string[];
  /** Watches one more context. */
  over: (context: BrowserContext) => void;
}

/** Listens to the consoles of whole contexts, pop-ups and later pages included. */
export function makeWatch(): Watch {
  const said: string[] = [];
  const allowed: RegExp[] = [];
  const where = (page: Page | null) => (page ? ` (${page.url()})` : "");
  return {
    allow: (pattern) => void allowed.push(pattern),
    complaints: () => said.filter((text) => !allowed.some((pattern) => pattern.test(text))),
    over(context) {
      context.on("console", (message) => {
        if (message.type() !== "error") return;
        const from = message.location().url;
        said.push(`${message.text()} ${from}${where(message.page())}`);
      });
      context.on("weberror", (failure) => {
        const { message, stack } = failure.error();
        said.push(`uncaught: ${stack ?? message}${where(failure.page())}`);
      });
    },
  };
}
