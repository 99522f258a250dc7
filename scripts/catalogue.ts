import { parseArgs } from "node:util";
import { databaseNow } from "#lib/platform/clock.ts";
import { systemCtx } from "#lib/platform/context.ts";
import { closeDatabase, db } from "#lib/platform/db.ts";
import { isAppError } from "#lib/platform/errors.ts";
import { loadCatalogue } from "#lib/registry/catalogue/load.ts";
import type { LoadReport } from "#lib/registry/catalogue/schema.ts";
import { type Catalogue, readCatalogue } from "#lib/registry/catalogue-file.ts";
import { readConfiguration } from "#scripts/launcher/configuration.ts";
import { withDatabase } from "#scripts/launcher/database.ts";
import { messageOf, runCommand, Sentence } from "#scripts/launcher/sentence.ts";

// `npm run catalogue -- --profile NAME [--profile NAME …] [--team NAME] [--service NAME]` loads the starter catalogue's
// profiles for a team and prints what became of each kind. `--profile all` loads all of them, `general` what carries none.

async function teamNamed(name: string | undefined): Promise<string> {
  const select = { id: true, name: true };
  const teams = await db().team.findMany({ where: { archivedAt: null }, select, orderBy: { name: "asc" } });
  if (teams.length === 0)
    throw new Sentence("There is no team yet; the setup link printed by `npm start` makes the first one.");
  const names = teams.map((team) => team.name).join(", ");
  const team =
    name === undefined
      ? teams.length === 1
        ? teams[0]
        : undefined
      : teams.find((one) => one.name.toLowerCase() === name.trim().toLowerCase());
  if (team) return team.id;
  if (name === undefined) throw new Sentence(`Name the team with --team; there are ${names}.`);
  throw new Sentence(`There is no team “${name}”; there are ${names}.`);
}

const COLUMNS = [
  ["in file", (one) => one.inFile],
  ["others'", (one) => one.otherProfiles],
  ["in scope", (one) => one.inScope],
  ["made", (one) => one.made],
  ["updated", (one) => one.updated],
  ["unchanged", (one) => one.unchanged],
  ["edits kept", (one) => one.keptEdits],
  ["reference", (one) => one.asReference],
  ["skipped", (one) => (typeof one.skipped === "number" ? one.skipped : one.skipped.length)],
] satisfies Array<[string, (one: LoadReport["kinds"][number] | LoadReport["totals"]) => number]>;

/** One line a kind, the sums under them, and every thing that was not simply loaded. */
function tableOf(report: LoadReport): string {
  const wide = Math.max(...report.kinds.map((one) => one.label.length));
  const line = (label: string, cells: Array<string | number>) =>
    [
      label.padEnd(wide),
      ...cells.map((cell, at) => String(cell).padStart(COLUMNS[at]?.[0].length ?? 0)),
    ].join("  ");
  const rule = "-".repeat(
    line(
      "",
      COLUMNS.map(([head]) => head),
    ).length,
  );
  return [
    line(
      "kind",
      COLUMNS.map(([head]) => head),
    ),
    rule,
    ...report.kinds.map((one) =>
      line(
        one.label,
        COLUMNS.map(([, of]) => of(one)),
      ),
    ),
    rule,
    line(
      "all",
      COLUMNS.map(([, of]) => of(report.totals)),
    ),
    ...report.kinds.flatMap((one) =>
      [...one.kept, ...one.skipped].map((thing) => `${one.label}, ${thing.title}: ${thing.why}`),
    ),
    ...report.gone.map(
      (thing) => `${thing.kind}, ${thing.title}: no longer in the files; what was loaded stays.`,
    ),
  ].join("\n");
}

function chosen(catalogue: Catalogue, named: readonly string[] | undefined): string[] {
  const known = catalogue.content.profiles.map((profile) => profile.key);
  if (!named?.length)
    throw new Sentence(`Name a profile with --profile: ${known.join(", ")}, general or all.`);
  return named.includes("all") ? known : [...named];
}

async function load(options: { profile?: string[]; team?: string; service?: string }): Promise<void> {
  const catalogue = readCatalogue();
  const profiles = chosen(catalogue, options.profile);
  const ctx = systemCtx("catalogue", await databaseNow());
  const teamId = await teamNamed(options.team);
  const serviceName = options.service?.trim();
  try {
    const report = await loadCatalogue(
      ctx,
      { profiles, teamId, ...(serviceName ? { serviceName } : {}) },
      catalogue,
    );
    console.log(tableOf(report));
    const service = report.service ? `, service ${report.service.name} (${report.service.profile})` : "";
    console.log(`Loaded for the team ${report.team.name}${service}.`);
  } catch (error) {
    throw isAppError(error) ? new Sentence(messageOf(error)) : error;
  }
}

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      profile: { type: "string", multiple: true },
      team: { type: "string" },
      service: { type: "string" },
    },
  });
  readConfiguration();
  await withDatabase(async (url) => {
    process.env.DATABASE_URL = url;
    await load(values).finally(closeDatabase);
  });
});
