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
  kilobytes: number;
  beyond: number;
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

async function pageKilobytes(
  browser: Browser,
  url: string,
  cookies: Parameters<Awaited<ReturnType<Browser["newContext"]>>["addCookies"]>[0],
): Promise<number> {
  const context = await browser.newContext();
  await context.addCookies(cookies);
  const page = await context.newPage();
  const bodies: Array<Promise<number>> = [];
  page.on("response", (response) => {
    if (!/\.js(\?|$)/.test(response.url())) return;
    bodies.push(
      response.body().then(
        (body) => gzipSync(body, { level: 6 }).length,
        () => 0,
      ),
    );
  });
  await page.goto(url, { waitUntil: "load" });
  await page.waitForLoadState("networkidle", { timeout: 5000 }).catch(() => undefined);
  const sizes = await Promise.all(bodies);
  await context.close();
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
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
      const kilobytes = await pageKilobytes(browser, `${base}${path}`, cookies);
      rows.push({ page: path, kilobytes, beyond: kilobytes - empty });
    }
    return { empty, rows };
  } finally {
    await browser.close();
  }
}
