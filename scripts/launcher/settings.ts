import { existsSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "#scripts/launcher/paths.ts";
import { messageOf, Sentence } from "#scripts/launcher/sentence.ts";

/** Reads `.env` of the checkout, when there is one, below what the environment already says. */
export function loadSettings(): void {
  const file = join(projectRoot, ".env");
  if (!existsSync(file)) return;
  try {
    process.loadEnvFile(file);
  } catch (error) {
    throw new Sentence(`${file} cannot be read: ${messageOf(error)}.`);
  }
}
