import pg from "pg";
import { closeDatabase } from "#lib/platform/db.ts";
import { loadDefaults } from "#lib/registry/defaults.ts";
import { fillDemo } from "#scripts/demo/fill.ts";

// Fills the database of a bench or of pictures, in a process of its own: BENCH_INCIDENTS, and the seed of the demo.
await loadDefaults();
await fillDemo({ incidents: Number(process.env.BENCH_INCIDENTS ?? "150"), seed: 20261123, days: 90 });
// An installation that has grown so large was tidied on its way: what autovacuum owes would run beside the measuring.
const tidy = new pg.Client({ connectionString: process.env.DATABASE_URL });
await tidy.connect();
await tidy.query("VACUUM (ANALYZE)");
await tidy.end();
await closeDatabase();
