import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { completeLock, type Lock } from "#scripts/launcher/lockfile.ts";
import { projectRoot } from "#scripts/launcher/paths.ts";
import { runCommand } from "#scripts/launcher/sentence.ts";

// `npm run lock`, after packages were added or raised: see docs/decisions/010.
await runCommand(async () => {
  const path = join(projectRoot, "package-lock.json");
  const lock: Lock = JSON.parse(readFileSync(path, "utf8"));
  const added = completeLock(lock);
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(added.length === 0 ? "The lock file is complete." : `Added ${added.join(", ")}.`);
});
