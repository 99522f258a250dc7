import { defineConfig } from "vitest/config";

// An odd zone, 5 h 45 min ahead of UTC: whatever reads the machine's clock face by mistake shows at once.
process.env.TZ = "Asia/Kathmandu";

const shared = {
  globalSetup: ["lib/testing/global-setup.ts"],
  setupFiles: ["lib/testing/strict-console.ts", "lib/testing/seed.ts"],
  pool: "forks" as const,
};

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: "unit",
          include: ["{app,lib,components,scripts}/**/*.test.{ts,tsx}"],
          // One process for many files: loading the portal's code anew for each took as long as testing it. What a file
          // leaves in the process is taken back by lib/testing/database.ts.
          isolate: false,
          // Ends what hangs; no test asserts how long it takes, and the machine may be busy.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "http",
          include: ["e2e/http/**/*.http.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
