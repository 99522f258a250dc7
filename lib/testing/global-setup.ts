import type { TestProject } from "vitest/node";
import { quickPlace, startCluster } from "#lib/testing/cluster.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The migrated database that each test file's own is copied from. */
    templateUrl: string;
  }
}

/** Starts the run's one PostgreSQL server; what is returned ends it. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startCluster(quickPlace());
  project.provide("templateUrl", cluster.templateUrl);
  return cluster.stop;
}
