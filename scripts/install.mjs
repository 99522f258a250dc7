// Runs on any Node from 18 on, before anything is installed: plain JavaScript, nothing but Node's own modules.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Reads npm's lock file, or null when it is absent or torn. */
function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return null;
  }
}

/**
 * Says whether node_modules holds what package-lock.json asks for. npm writes the stamp that is compared,
 * node_modules/.package-lock.json, as the last step of an install, so an interrupted one does not count.
 * @param {string} root the project folder
 * @param {boolean} dev whether development packages are needed too; having them never counts against
 */
export function isInstalled(root, dev) {
  const wanted = readLock(join(root, "package-lock.json"));
  const found = readLock(join(root, "node_modules", ".package-lock.json"));
  if (!wanted || !found) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || entry.optional || entry.extraneous || (!dev && (entry.dev || entry.devOptional)))
      return true;
    return found[path]?.version === entry.version && existsSync(join(root, path));
  });
}

/**
 * Installs from the lock file when something is missing. Install scripts never run.
 * @returns {boolean} false when npm failed; npm has then said why
 */
export function install(root, dev) {
  if (isInstalled(root, dev)) return true;
  console.log(dev ? "Installing packages, with those for tests …" : "Installing packages …");
  const npm = process.env.npm_execpath;
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  args.push(dev ? "--include=dev" : "--omit=dev");
  const options = { cwd: root, stdio: "inherit" };
  const done = npm?.endsWith(".js")
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
  return done.status === 0;
}
