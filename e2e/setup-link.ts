import { once } from "node:events";
import { testEnvironment } from "#lib/testing/cluster.ts";
import type { TestServer } from "#lib/testing/server.ts";
import { startChild } from "#scripts/launcher/child.ts";

/** The one-time link that a start prints while the portal has no administrator: from the step that makes it. */
export async function setupLinkOf(server: TestServer): Promise<string> {
  const env = { ...testEnvironment(server.databaseUrl), NEXTAUTH_URL: server.url };
  const preparing = startChild("scripts/prepare.ts", env);
  const ended = once(preparing, "exit");
  const [link] = await once(preparing, "message");
  await ended;
  if (typeof link !== "string") throw new Error("The start printed no setup link.");
  return link;
}
