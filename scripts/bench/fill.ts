import { closeDatabase } from "#lib/platform/db.ts";
import { loadDefaults } from "#lib/registry/defaults.ts";
import { fillDemo } from "#scripts/demo/fill.ts";

// Fills the database of a bench or of pictures, in a process of its own: BENCH_INCIDENTS, and the seed of the demo.
await loadDefaults();
await fillDemo({ incidents: Number(process.env.BENCH_INCIDENTS ?? "150"), seed: 20261123, days: 90 });
await closeDatabase();
