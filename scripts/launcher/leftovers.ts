import { readdirSync, readFileSync } from "node:fs";

/** A process that should have ended. */
export type Leftover = { pid: number; command: string };

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/**
 * Running processes that carry a mark: in their environment, which every child inherits, or on their command line (the
 * database gets a bare environment but names its folder). Only where there is a /proc; elsewhere none are found.
 */
export function findLeftovers(mark: string): Leftover[] {
  const pids = readdirSync("/proc", { withFileTypes: true }).filter((entry) => /^\d+$/.test(entry.name));
  return pids
    .map((entry) => Number(entry.name))
    .filter((pid) => pid !== process.pid)
    .map((pid) => ({ pid, command: read(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim() }))
    .filter(({ pid, command }) => command !== "" && (command + read(`/proc/${pid}/environ`)).includes(mark));
}
