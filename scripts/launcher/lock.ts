import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isAlive } from "#scripts/launcher/postmaster.ts";
import { Sentence } from "#scripts/launcher/sentence.ts";

/** Who answers for the embedded database of a data folder; shared: commands may use it meanwhile. */
type Owner = { pid: number; since: string; shared: boolean };

/** A data folder taken by this process. `share` lets commands in: the database is there and stays. */
export type Hold = { share: () => void; release: () => void };

/** When a process began, in the kernel's ticks: process ids are used again, the pair is not. */
function beginning(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function read(path: string): { text: string; owner: Owner | null } | null {
  try {
    const text = readFileSync(path, "utf8");
    try {
      return { text, owner: JSON.parse(text) };
    } catch {
      return { text, owner: null };
    }
  } catch {
    return null;
  }
}

function write(path: string, shared: boolean): string {
  const fresh = `${path}.${process.pid}`;
  const owner: Owner = { pid: process.pid, since: beginning(process.pid), shared };
  writeFileSync(fresh, JSON.stringify(owner), { mode: 0o600 });
  return fresh;
}

/** A link appears whole and only where there was none, so nobody ever reads half a mark. */
function tryTake(path: string): boolean {
  const fresh = write(path, false);
  try {
    linkSync(fresh, path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** Puts a dead owner's mark aside. A live one that came in between is put back. */
function clear(path: string, stale: string): void {
  const aside = `${path}.${process.pid}.aside`;
  try {
    renameSync(path, aside);
    if (readFileSync(aside, "utf8") === stale) rmSync(aside);
    else renameSync(aside, path);
  } catch {
    // Somebody else cleared it.
  }
}

/**
 * Takes a data folder, so that its embedded database has one owner. One waits while another owner starts it or works
 * alone with it.
 * @returns null when a running server has the folder and shares its database
 */
export async function takeFolder(folder: string): Promise<Hold | null> {
  const path = join(folder, "owner.json");
  for (const end = Date.now() + 600_000; Date.now() < end; await pause(50)) {
    if (tryTake(path)) {
      return {
        share: () => renameSync(write(path, true), path),
        release: () => rmSync(path, { force: true }),
      };
    }
    const found = read(path);
    if (!found) continue;
    const { owner, text } = found;
    if (!owner || !isAlive(owner.pid) || beginning(owner.pid) !== owner.since) clear(path, text);
    else if (owner.shared) return null;
  }
  throw new Sentence(`Another command has been using ${folder} for ten minutes.`);
}
