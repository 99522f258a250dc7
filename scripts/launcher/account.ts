import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Sentence } from "#scripts/launcher/sentence.ts";

/** The account PostgreSQL runs under: null is one's own. */
export type Account = { name: string; uid: number; gid: number } | null;

/**
 * PostgreSQL refuses to run as root, so root lends it the first of `postgres` and `nobody` that exists; anybody
 * else runs it as themselves.
 */
export function databaseAccount(): Account {
  if (process.getuid?.() !== 0) return null;
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const wanted of ["postgres", "nobody"]) {
    const [name, , uid, gid] = lines.find((line) => line.startsWith(`${wanted}:`))?.split(":") ?? [];
    if (name && uid && gid) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new Sentence(
    "PostgreSQL does not run as root, and this machine has neither a postgres nor a nobody account.",
  );
}

/** Options for `spawn` that run a program under the account, from a folder every account can stand in. */
export function under(account: Account): { cwd: string; uid?: number; gid?: number } {
  return account ? { cwd: "/", uid: account.uid, gid: account.gid } : { cwd: "/" };
}

/** Asks the system itself whether the account gets through every folder above a path and may do what is tested. */
export function canReach(account: Account, path: string, test: "-x" | "-w" | "-r"): boolean {
  return spawnSync("/bin/sh", ["-c", `test ${test} "$0"`, path], under(account)).status === 0;
}
