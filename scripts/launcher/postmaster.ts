import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** A running database server as its own pid file names it. */
export type Postmaster = { pid: number; port: number };

function commandLine(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return null;
  }
}

/** Says whether a process runs. A zombie, dead but not yet fetched by its parent, does not. */
export function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(")") + 2));
  } catch {
    if (process.platform === "linux") return false;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * The server that holds a data folder, or null. A pid file whose process is gone, or is another program by now, is
 * removed: PostgreSQL would refuse to start over it.
 */
export function findPostmaster(data: string): Postmaster | null {
  const file = join(data, "postmaster.pid");
  let lines: string[];
  try {
    lines = readFileSync(file, "utf8").split("\n");
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  const command = commandLine(pid);
  const ours = process.platform === "linux" ? (command?.includes(data) ?? false) : isAlive(pid);
  if (ours) return { pid, port: Number(lines[3]) };
  rmSync(file, { force: true });
  return null;
}
