// Runs on any Node from 18 on: installs what is missing, then hands over to TypeScript on Node 24.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { install } from "./install.mjs";
import { watchParent } from "./parent.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The Node that npm installed, else this one when it reads TypeScript, else null. */
function findNode() {
  const name = process.platform === "win32" ? "node.exe" : "node";
  const platform = process.platform === "win32" ? "win" : process.platform;
  const brought = join(root, "node_modules", `node-${platform}-${process.arch}`, "bin", name);
  if (existsSync(brought)) return brought;
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 18) ? process.execPath : null;
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

/**
 * Runs a TypeScript file of scripts/ with the command line's arguments, passes signals on to it and ends as it
 * ends. The child holds a channel to this process, so that it notices even a killed parent.
 * @param {string} script the file's name, like "start.ts"
 * @param {{dev: boolean, client?: boolean, args: string[]}} how dev: development packages are needed; client: the
 *   database client is, and is generated where it is missing
 */
export function enter(script, { dev, client = false, args }) {
  if (!install(root, dev)) fail("Installing the packages failed; npm's message above says why.");
  const node = findNode();
  if (!node) {
    fail(
      `There is no Node 24 package for ${process.platform}-${process.arch} and this machine's Node is ` +
        `${process.versions.node}: please install Node 22.18 or newer and try again.`,
    );
  }
  const quiet = "--disable-warning=ExperimentalWarning";
  if (client && !existsSync(join(root, "prisma", "generated", "client.ts"))) {
    const made = spawnSync(node, [quiet, join(root, "scripts", "generate.ts")], {
      cwd: root,
      stdio: "inherit",
    });
    if (made.status !== 0) fail("The database client could not be generated; the message above says why.");
  }
  const leash = join(root, "scripts", "leash.mjs");
  const child = spawn(node, [quiet, "--import", leash, join(root, "scripts", script), ...args], {
    cwd: root,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, PATH: `${join(root, "node_modules", ".bin")}:${process.env.PATH ?? ""}` },
  });
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  const stopWatching = watchParent(() => child.kill("SIGTERM"));
  child.on("error", (error) => fail(`Node could not be started: ${error.message}.`));
  child.on("exit", (code, signal) => {
    stopWatching();
    process.exit(code ?? 128 + (constants.signals[signal] ?? 1));
  });
}
