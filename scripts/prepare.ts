import { closeDatabase } from "#lib/platform/db.ts";
import { env } from "#lib/platform/env.ts";
import { loadDefaults } from "#lib/registry/defaults.ts";
import { setupLink } from "#lib/registry/setup-link.ts";
import { migrate } from "#scripts/launcher/migrations.ts";
import { runCommand } from "#scripts/launcher/sentence.ts";

// One step of a start, between the database and the servers: migrations, what needs no choice of profile, and the
// one-time setup link while there is no administrator, which goes back to the supervisor.
await runCommand(async () => {
  const applied = await migrate(env().DATABASE_URL);
  if (applied.length > 0) console.log(`Migrated the database: ${applied.length} steps.`);
  await loadDefaults();
  const link = await setupLink();
  await closeDatabase();
  await new Promise((sent) => (link && process.send ? process.send(link, sent) : sent(null)));
});
