import { quickPlace, startCluster } from "#lib/testing/cluster.ts";
import { startTestServer } from "#lib/testing/server.ts";

/** Starts the run's database and one built portal for all browser tests; what is returned ends both. */
export default async function setUp(): Promise<() => Promise<void>> {
  const cluster = await startCluster(quickPlace());
  try {
    const server = await startTestServer(cluster.templateUrl);
    process.env.EVENKEEL_E2E_URL = server.url;
    process.env.EVENKEEL_E2E_DATABASE = server.databaseUrl;
    process.env.EVENKEEL_E2E_TEMPLATE = cluster.templateUrl;
    return async () => {
      await server.stop();
      await cluster.stop();
    };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}
