import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

export interface Memory {
  /** Sum of what each process has for itself and its share of what is shared (PSS), in MB. */
  proportional: number;
  /** Sum of resident sizes, shared pages counted in each process, in MB. */
  resident: number;
  processes: number;
}

function field(pid: number, file: string, name: string): number {
  try {
    const line = readFileSync(`/proc/${pid}/${file}`, "utf8")
      .split("\n")
      .find((one) => one.startsWith(name));
    return Number(/(\d+) kB/.exec(line ?? "")?.[1] ?? 0) / 1000;
  } catch {
    return 0;
  }
}

/** A process and all its descendants. */
function family(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
    } catch {
      // it ended meanwhile
    }
  }
  const found = [root];
  for (let at = 0; at < found.length; at++)
    for (const [pid, parent] of parents) if (parent === found[at]) found.push(pid);
  return found;
}

/** T8: memory of processes and their descendants. Linux only. */
export function measureMemory(roots: number[]): Memory {
  const pids = [...new Set(roots.flatMap(family))];
  return {
    proportional: pids.reduce((sum, pid) => sum + field(pid, "smaps_rollup", "Pss:"), 0),
    resident: pids.reduce((sum, pid) => sum + field(pid, "status", "VmRSS:"), 0),
    processes: pids.length,
  };
}

/** The process ids whose command line holds a text. */
export function processesNamed(text: string): number[] {
  try {
    return execFileSync("pgrep", ["-f", text])
      .toString()
      .trim()
      .split("\n")
      .map(Number)
      .filter((pid) => pid !== process.pid);
  } catch {
    return [];
  }
}
