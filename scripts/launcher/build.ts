import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compiledFolder, ended, startChild } from "#scripts/launcher/child.ts";
import { generateClient } from "#scripts/launcher/generate.ts";
import { takeFolder } from "#scripts/launcher/lock.ts";
import { projectRoot } from "#scripts/launcher/paths.ts";
import { messageOf, Sentence } from "#scripts/launcher/sentence.ts";

/** Everything a build reads. Tests and the generated client are left out: they do not change it, or follow from it. */
const sources = [
  "{app,components,lib,public}/**/*",
  "prisma/schema.prisma",
  "prisma/models/*.prisma",
  "*.{ts,mjs,json}",
  "scripts/launcher/{build,generate}.ts",
];
const notSources =
  /\.test\.tsx?$|^lib\/testing\/|^next-env\.d\.ts$|^(vitest|playwright)\.config\.ts$|^biome\.json$/;

const stamp = join(projectRoot, "dist", "build.sha256");
/** The last thing `next build` writes. */
const buildId = join(projectRoot, ".next", "BUILD_ID");

/** One hash over every source's path and content, and over the Node that builds. */
function hashSources(): string {
  const paths = globSync(sources, { cwd: projectRoot, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(projectRoot.length + 1))
    .filter((path) => !notSources.test(path));
  const hash = createHash("sha256").update(process.version);
  for (const path of paths.sort()) {
    hash.update(`\0${path}\0`).update(readFileSync(join(projectRoot, path)));
  }
  return hash.digest("hex");
}

/** Says whether a build of exactly these sources is there. */
export function isBuilt(hash = hashSources()): boolean {
  const parts = ["dist/web.js", "dist/worker.js", "prisma/generated/client.ts"];
  return (
    parts.every((part) => existsSync(join(projectRoot, part))) &&
    existsSync(buildId) &&
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === hash
  );
}

/** Bundles a server of lib/registry to one file in dist/; packages stay where they are. */
async function bundle(name: "web" | "worker"): Promise<void> {
  // Loaded only to build: it is large, and the supervisor stays.
  const { rolldown } = await import("rolldown");
  const build = await rolldown({
    cwd: projectRoot,
    input: `lib/registry/${name}.ts`,
    platform: "node",
    external: (id) => !/^[./#]/.test(id) && !id.startsWith(projectRoot),
    tsconfig: "tsconfig.json",
    logLevel: "warn",
  });
  await build.write({ file: `dist/${name}.js`, format: "esm", sourcemap: true, codeSplitting: false });
  await build.close();
}

/** `next build`: types are checked by `npm test`, not here. Its words are shown only when it fails. */
async function buildPages(): Promise<void> {
  const env = { NEXT_TELEMETRY_DISABLED: "1", TZ: "UTC" };
  const child = startChild("node_modules/next/dist/bin/next", env, { output: "pipe", args: ["build"] });
  let words = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      words += chunk.toString();
    });
  }
  const code = await ended(child);
  if (code !== 0 || !existsSync(buildId)) throw new Sentence(`The pages were not built:\n${words}`);
}

async function buildAll(hash: string): Promise<void> {
  for (const path of [stamp, buildId, compiledFolder]) rmSync(path, { force: true, recursive: true });
  await generateClient();
  await Promise.all([bundle("web"), bundle("worker")]).catch((error) => {
    throw new Sentence(`The servers were not bundled: ${messageOf(error)}`);
  });
  await buildPages();
  if (!existsSync(join(projectRoot, ".next", "BUILD_ID"))) {
    throw new Sentence("The pages were not built: the builder ended without saying why. Start again.");
  }
  writeFileSync(stamp, hash);
}

/**
 * Generates the database client, builds the pages and bundles both servers, unless nothing they are made from
 * changed since the last time. Of two at once, the second waits and then finds it done.
 * @returns false when everything was up to date
 */
export async function build(): Promise<boolean> {
  if (isBuilt()) return false;
  const folder = join(projectRoot, "dist");
  mkdirSync(folder, { recursive: true });
  const hold = await takeFolder(folder);
  try {
    const hash = hashSources();
    if (isBuilt(hash)) return false;
    await buildAll(hash);
    return true;
  } finally {
    hold?.release();
  }
}
