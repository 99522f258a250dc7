import { generateClient } from "#scripts/launcher/generate.ts";
import { runCommand } from "#scripts/launcher/sentence.ts";

await runCommand(generateClient);
