import { parseArgs } from "node:util";
import { withDatabase } from "#scripts/launcher/database.ts";
import { makeMigration, migrate } from "#scripts/launcher/migrations.ts";
import { runCommand } from "#scripts/launcher/sentence.ts";
import { loadSettings } from "#scripts/launcher/settings.ts";

// `npm run migrate` applies what is missing. `npm run migrate -- --make NAME` writes the next migration from what
// changed in prisma/; with `--empty` it also makes one without statements, to be filled by hand.
await runCommand(async () => {
  loadSettings();
  const { values } = parseArgs({
    options: { make: { type: "string" }, empty: { type: "boolean", default: false } },
  });
  if (values.make !== undefined) {
    console.log(`Made prisma/migrations/${await makeMigration(values.make, values.empty)}/migration.sql`);
    return;
  }
  const applied = await withDatabase(migrate);
  console.log(applied.length === 0 ? "The database is up to date." : `Applied ${applied.join(", ")}.`);
});
