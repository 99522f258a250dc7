import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { projectRoot } from "#scripts/launcher/paths.ts";

const leash = pathToFileURL(join(projectRoot, "scripts", "leash.mjs")).href;
/** Where Node keeps what it has compiled for the next start; built anew with everything else. */
export const compiledFolder = join(projectRoot, "dist", "compiled");

/**
 * Starts one of the project's own programs on this Node. It ends when this process dies, however it dies, and stands
 * in a process group of its own, so that Ctrl-C in a terminal comes through the supervisor, in order.
 * @param file path from the checkout's root
 */
export function startChild(
  file: string,
  env: Record<string, string>,
  { output = "inherit", args = [] }: { output?: "inherit" | "pipe"; args?: string[] } = {},
): ChildProcess {
  const options = ["--disable-warning=ExperimentalWarning", "--import", leash];
  return spawn(process.execPath, [...options, join(projectRoot, file), ...args], {
    cwd: projectRoot,
    stdio: ["ignore", output, output, "ipc"],
    env: { NODE_COMPILE_CACHE: compiledFolder, ...process.env, NODE_ENV: "production", ...env },
    detached: process.platform !== "win32",
  });
}

/** Says whether a child has come to its end. */
export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Resolves when a child has ended, to its exit code; a signal counts as 1. */
export async function ended(child: ChildProcess): Promise<number> {
  if (!hasEnded(child)) await once(child, "exit");
  return child.exitCode ?? 1;
}

/** Asks a child to end and, after `patience` milliseconds, makes it. */
export async function endChild(child: ChildProcess, patience: number): Promise<void> {
  if (hasEnded(child)) return;
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), patience);
  await ended(child);
  clearTimeout(force);
}
