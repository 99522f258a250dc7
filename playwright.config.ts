import { existsSync } from "node:fs";
import { defineConfig, devices } from "@playwright/test";

const chromium = process.env.EVENKEEL_CHROMIUM ?? "/usr/bin/chromium";

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  globalSetup: "./e2e/global-setup.ts",
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  // A busy machine may miss a deadline once; a test that fails twice is broken. What needed a second try is printed.
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  outputDir: "test-results",
  reporter: process.env.EVENKEEL_REPORT
    ? [["line"], ["json", { outputFile: process.env.EVENKEEL_REPORT }]]
    : [["line"]],
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    baseURL: process.env.EVENKEEL_E2E_URL ?? "",
    locale: "en-GB",
    timezoneId: "Asia/Kathmandu",
    trace: "on-first-retry",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(existsSync(chromium) ? { executablePath: chromium } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
