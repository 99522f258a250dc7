import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium } from "@playwright/test";
import pg from "pg";
import { startCluster, testEnvironment } from "#lib/testing/cluster.ts";
import { startTestServer, type TestServer } from "#lib/testing/server.ts";
import { build } from "#scripts/launcher/build.ts";
import { ended, startChild } from "#scripts/launcher/child.ts";
import { ensureChromium } from "#scripts/launcher/chromium.ts";
import { projectRoot } from "#scripts/launcher/paths.ts";
import { runCommand, Sentence } from "#scripts/launcher/sentence.ts";
import { signInCookie } from "./bench/sign-in.ts";
import { DEMO_PASSWORD, demoEmail } from "./demo/cast.ts";
import { rowsOf, type Screen, screensOf } from "./pictures/screens.ts";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const WIDTHS = [1440, 390];
const THEMES = ["light", "dark"] as const;

async function take(
  browser: Browser,
  server: TestServer,
  screen: Screen,
  folder: string,
  cookie: string | null,
  widths: readonly number[],
): Promise<void> {
  for (const width of widths) {
    for (const theme of THEMES) {
      const context = await browser.newContext({
        viewport: { width, height: width < 704 ? 844 : 900 },
        colorScheme: theme,
        hasTouch: width < 704,
        reducedMotion: "reduce",
      });
      if (cookie) {
        const at = cookie.indexOf("=");
        await context.addCookies([
          { name: cookie.slice(0, at), value: cookie.slice(at + 1), url: server.url },
        ]);
      }
      const page = await context.newPage();
      await page.goto(server.url + screen.path, { waitUntil: "load" });
      await page.waitForLoadState("networkidle", { timeout: 3000 }).catch(() => undefined);
      await page.screenshot({
        path: join(folder, `${screen.name}-${width}-${theme}.png`),
        fullPage: width < 704,
      });
      await context.close();
    }
  }
}

/** The folder lies outside the checkout: pictures are looked at, not committed. */
function folderOf(wanted: string | undefined): string {
  const folder = resolve(wanted ?? join(tmpdir(), "evenkeel-pictures"));
  const inside = relative(projectRoot, folder);
  if (!inside.startsWith("..") && !isAbsolute(inside))
    throw new Sentence(`${folder} lies in the checkout; name a folder outside it.`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** @throws Sentence when one of them is no width of a screen */
function widthsOf(wanted: string | undefined): readonly number[] {
  const widths = wanted?.split(",").map(Number) ?? WIDTHS;
  if (widths.every((one) => Number.isInteger(one) && one >= 320 && one <= 3840)) return widths;
  throw new Sentence(`${wanted} is no list of widths: name pixels from 320 to 3840, by commas.`);
}

// `npm run pictures [-- --to FOLDER] [--only today,kpis] [--widths 820]` takes every screen of a filled demo in both themes
// and two widths.
await runCommand(async () => {
  const { values } = parseArgs({
    options: { to: { type: "string" }, only: { type: "string" }, widths: { type: "string" } },
  });
  const folder = folderOf(values.to);
  const widths = widthsOf(values.widths);
  await build();
  const cluster = await startCluster();
  try {
    const server = await startTestServer(cluster.templateUrl, { admin: false });
    try {
      const filled = await ended(
        startChild("scripts/bench/fill.ts", {
          ...testEnvironment(server.databaseUrl),
          BENCH_INCIDENTS: "150",
        }),
      );
      if (filled !== 0) throw new Sentence("The demo could not be filled for the pictures.");
      const client = new pg.Client({ connectionString: server.databaseUrl });
      await client.connect();
      const all = screensOf(await rowsOf(client).finally(() => client.end()));
      const only = values.only?.split(",");
      const browser = await chromium.launch({ executablePath: ensureChromium(), args: FLAGS });
      const cookies = new Map<string, string>();
      for (const screen of all.filter((one) => !only || only.includes(one.name))) {
        if (screen.as && !cookies.has(screen.as)) {
          cookies.set(screen.as, await signInCookie(server.url, demoEmail(screen.as), DEMO_PASSWORD));
        }
        const cookie = screen.as ? (cookies.get(screen.as) ?? null) : null;
        await take(browser, server, screen, folder, cookie, widths);
        console.log(`${screen.name}: ${widths.length * THEMES.length} pictures`);
      }
      await browser.close();
    } finally {
      await server.stop();
    }
  } finally {
    await cluster.stop();
  }
  console.log(`They are in ${folder}.`);
});
