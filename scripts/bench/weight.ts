import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Browser, chromium } from "@playwright/test";
import { ensureChromium } from "#scripts/launcher/chromium.ts";
import { projectRoot } from "#scripts/launcher/paths.ts";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export interface WeightRow {
  page: string;
  /** All that the page has asked for once it is at rest, what it loads when idle included. */
  kilobytes: number;
  /** The same beyond an empty page. */
  beyond: number;
  /** Of that, what was asked for only after the document and its own scripts had run. */
  idle: number;
}

/** What a page without a single component of ours loads: the framework's own chunks of this very build, gzipped. */
export function emptyPageKilobytes(): number {
  const manifest = JSON.parse(readFileSync(join(projectRoot, ".next", "build-manifest.json"), "utf8")) as {
    rootMainFiles: string[];
  };
  const sum = manifest.rootMainFiles.reduce(
    (total, file) => total + gzipSync(readFileSync(join(projectRoot, ".next", file)), { level: 6 }).length,
    0,
  );
  return sum / 1000;
}

/** Longer than a page may put off what it loads when idle (`requestIdleCallback` with three seconds), in milliseconds. */
const AT_REST_MS = 4000;

async function pageKilobytes(
  browser: Browser,
  url: string,
  cookies: Parameters<Awaited<ReturnType<Browser["newContext"]>>["addCookies"]>[0],
): Promise<{ all: number; idle: number }> {
  const context = await browser.newContext();
  await context.addCookies(cookies);
  const page = await context.newPage();
  const bodies: Array<Promise<{ path: string; size: number }>> = [];
  page.on("response", (response) => {
    if (!/\.js(\?|$)/.test(response.url())) return;
    bodies.push(
      response.body().then((body) => ({
        path: new URL(response.url()).pathname,
        size: gzipSync(body, { level: 6 }).length,
      })),
    );
  });
  const answer = await page.goto(url, { waitUntil: "load" });
  if (!answer?.ok()) throw new Error(`${url} answered ${answer?.status()}.`);
  const document = await answer.text();
  await page.waitForTimeout(AT_REST_MS);
  await page.waitForLoadState("networkidle");
  const scripts = await Promise.all(bodies);
  await context.close();
  const sum = (some: typeof scripts) => some.reduce((total, { size }) => total + size, 0) / 1000;
  // The document names, in its tags or in the description of its parts, each script that drawing it needs.
  return { all: sum(scripts), idle: sum(scripts.filter(({ path }) => !document.includes(path))) };
}

/** T1: first-load JavaScript of pages beyond an empty page of the same build, shell included. */
export async function measureWeight(
  base: string,
  paths: string[],
  sessionCookie: string,
): Promise<{ empty: number; rows: WeightRow[] }> {
  const empty = emptyPageKilobytes();
  const executablePath = ensureChromium();
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    const at = sessionCookie.indexOf("=");
    const cookies = [{ name: sessionCookie.slice(0, at), value: sessionCookie.slice(at + 1), url: base }];
    const rows: WeightRow[] = [];
    for (const path of paths) {
      const { all, idle } = await pageKilobytes(browser, `${base}${path}`, cookies);
      rows.push({ page: path, kilobytes: all, beyond: all - empty, idle });
    }
    return { empty, rows };
  } finally {
    await browser.close();
  }
}
