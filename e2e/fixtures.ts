import { type Browser, type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import { type ServerOptions, startTestServer, type TestServer, testAdmin } from "#lib/testing/server.ts";
import { type Caller, signInByApi } from "./api.ts";
import { type Hand, keyboardHand, mouseHand, touchHand } from "./hands.ts";
import { makeWatch, type Watch } from "./watch.ts";

/** What a browser is: a desk with pointer and keys, or a phone with a thumb. */
export const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
};

/** The portal that global setup started, shared by all specs that harm nothing: rows of their own, nothing global. */
export interface Portal {
  url: string;
  databaseUrl: string;
}

export interface Person {
  id: string;
  name: string;
  email: string;
  password: string;
}

/** Opens another browser: signed out, or as the person whose caller is given. */
export type OpenBrowser = (
  as?: Caller | null,
  options?: BrowserContextOptions & { url?: string },
) => Promise<Page>;

interface OfTest {
  watch: Watch;
  open: OpenBrowser;
}

interface OfWorker {
  portal: Portal;
  admin: Caller;
  /** A portal of one's own, for what would disturb others: killed, fresh, without a database. */
  startPortal: (options?: ServerOptions) => Promise<TestServer>;
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`Global setup did not say ${name}.`);
  return value;
}

export const test = base.extend<OfTest, OfWorker>({
  portal: [
    // biome-ignore lint/correctness/noEmptyPattern: the runner reads which fixtures this one wants
    async ({}, use) => {
      await use({ url: required("EVENKEEL_E2E_URL"), databaseUrl: required("EVENKEEL_E2E_DATABASE") });
    },
    { scope: "worker" },
  ],
  admin: [
    async ({ playwright, portal }, use) => {
      const admin = await signInByApi(playwright, portal.url, testAdmin);
      await use(admin);
      await admin.end();
    },
    { scope: "worker" },
  ],
  startPortal: [
    // biome-ignore lint/correctness/noEmptyPattern: the runner reads which fixtures this one wants
    async ({}, use) => {
      const started: TestServer[] = [];
      await use(async (options) => {
        const server = await startTestServer(required("EVENKEEL_E2E_TEMPLATE"), options);
        started.push(server);
        return server;
      });
      for (const server of started) await server.stop();
    },
    { scope: "worker" },
  ],
  /** A message on any console is a failure, whoever opened the page. */
  watch: [
    // biome-ignore lint/correctness/noEmptyPattern: the runner reads which fixtures this one wants
    async ({}, use) => {
      const watch = makeWatch();
      await use(watch);
      expect(watch.complaints(), "what the console said").toEqual([]);
    },
    { auto: true },
  ],
  context: async ({ context, watch }, use) => {
    watch.over(context);
    await use(context);
  },
  open: async ({ browser, portal, watch }, use) => {
    const opened: Page[] = [];
    await use(async (as = null, { url = portal.url, ...options } = {}) => {
      const page = await newPage(browser, url, as, options);
      watch.over(page.context());
      opened.push(page);
      return page;
    });
    for (const page of opened) await page.context().close();
  },
});

/** How a browser is opened at a portal: signed out, or as the person whose caller is given. */
export async function settingsOf(
  url: string,
  as: Caller | null,
  options: BrowserContextOptions,
): Promise<BrowserContextOptions> {
  const state = as ? { storageState: await as.state() } : {};
  return { ...desk, baseURL: url, locale: "en-GB", timezoneId: "Asia/Kathmandu", ...options, ...state };
}

async function newPage(
  browser: Browser,
  url: string,
  as: Caller | null,
  options: BrowserContextOptions,
): Promise<Page> {
  const context = await browser.newContext(await settingsOf(url, as, options));
  return context.newPage();
}

/** The three ways every journey is done, and the browser each needs. */
export const forms = ["mouse", "keyboard", "touch"] as const;
export type Form = (typeof forms)[number];
export const browserOf = (form: Form): BrowserContextOptions => (form === "touch" ? phone : desk);

export function handOf(form: Form, page: Page): Hand {
  if (form === "keyboard") return keyboardHand(page);
  return form === "touch" ? touchHand() : mouseHand();
}

export { expect };
