import { parseArgs } from "node:util";
import { closeDatabase, db } from "#lib/platform/db.ts";
import { loadDefaults } from "#lib/registry/defaults.ts";
import { readConfiguration } from "#scripts/launcher/configuration.ts";
import { withDatabase } from "#scripts/launcher/database.ts";
import { migrate } from "#scripts/launcher/migrations.ts";
import { runCommand, Sentence } from "#scripts/launcher/sentence.ts";
import { DEMO_PASSWORD, demoEmail } from "./demo/cast.ts";
import { fillDemo } from "./demo/fill.ts";
import { wipeDemo } from "./demo/wipe.ts";

/** Nothing invented ever stands beside what really happened. */
async function refuseRealData(): Promise<void> {
  const real = await db().incident.count({ where: { isDemo: false } });
  if (real > 0)
    throw new Sentence(`This database holds ${real} real incidents; the demo goes into an empty one only.`);
  const filled = await db().user.count({ where: { isDemo: true } });
  if (filled > 0) throw new Sentence("The demo is filled already; `npm run demo -- --wipe` removes it.");
}

// `npm run demo` fills ninety believable days for three teams; `-- --incidents 100000` for volume, `-- --wipe` removes it.
await runCommand(async () => {
  readConfiguration();
  const { values } = parseArgs({
    options: {
      incidents: { type: "string", default: "150" },
      seed: { type: "string", default: "20261123" },
      days: { type: "string", default: "90" },
      wipe: { type: "boolean", default: false },
    },
  });
  const figure = (name: "incidents" | "seed" | "days", most: number) => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 1 || value > most)
      throw new Sentence(`--${name} is a whole number from 1 to ${most}.`);
    return value;
  };
  const options = {
    incidents: figure("incidents", 1_000_000),
    seed: figure("seed", 2 ** 31),
    days: figure("days", 1000),
  };
  await withDatabase(async (url) => {
    process.env.DATABASE_URL = url;
    try {
      await migrate(url);
      if (values.wipe) {
        console.log(`Removed ${await wipeDemo()} rows of the demo.`);
        return;
      }
      await loadDefaults();
      await refuseRealData();
      const filled = await fillDemo(options);
      console.log(
        Object.entries(filled)
          .map(([what, count]) => `${count} ${what}`)
          .join(", "),
      );
      console.log(
        `Sign in as ${demoEmail("ines")} (engineer), ${demoEmail("tomasz")} (lead), ${demoEmail("lea")} (manager) or ${demoEmail("greta")} (administrator).`,
      );
      console.log(`The password of each is: ${DEMO_PASSWORD}`);
    } finally {
      await closeDatabase();
    }
  });
});
