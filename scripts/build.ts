import { build } from "#scripts/launcher/build.ts";
import { runCommand } from "#scripts/launcher/sentence.ts";

await runCommand(async () => {
  const since = performance.now();
  const built = await build();
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  console.log(built ? `Built in ${seconds} s.` : "The build is up to date.");
});
