import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "#scripts/launcher/paths.ts";
import { Sentence } from "#scripts/launcher/sentence.ts";

/**
 * Writes the typed database client to prisma/generated.
 *
 * Generating needs no engine but Prisma fetches one anyway unless it is told where it lies; any executable will do.
 * That stand-in must never reach `prisma migrate`, which would report success and do nothing.
 */
export async function generateClient(): Promise<void> {
  const cli = join(projectRoot, "node_modules", "prisma", "build", "index.js");
  const done = spawnSync(process.execPath, [cli, "generate", "--no-hints"], {
    cwd: projectRoot,
    encoding: "utf8",
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    },
  });
  if (done.status !== 0)
    throw new Sentence(`The database client was not generated:\n${done.stdout}${done.stderr}`);
}
