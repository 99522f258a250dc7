import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { Sentence } from "#scripts/launcher/sentence.ts";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

function findBrowser(): string | null {
  const folders = ["/usr/bin", ...(process.env.PATH ?? "").split(delimiter)];
  const installed = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [...installed, chromium.executablePath()].find((path) => existsSync(path)) ?? null;
}

/**
 * The Chromium that browser tests drive: the machine's own, else one installed now, by apt where we are root, else by
 * Playwright.
 * @throws Sentence when there is none and none can be installed
 */
export function ensureChromium(): string {
  const found = process.env.EVENKEEL_CHROMIUM || findBrowser();
  if (found) return found;
  console.log("Installing Chromium …");
  const options = { stdio: ["ignore", "ignore", "inherit"] as ("ignore" | "inherit")[] };
  if (process.getuid?.() === 0) {
    spawnSync("apt-get", ["update", "-q"], options);
    const install = ["install", "-y", "-q", "--no-install-recommends", "chromium"];
    spawnSync("apt-get", install, { ...options, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  }
  if (!findBrowser()) spawnSync("playwright", ["install", "chromium"], options);
  const installed = findBrowser();
  if (!installed)
    throw new Sentence(
      "The browser tests need Chromium; please install it (on Debian: apt install chromium).",
    );
  return installed;
}
