import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Account, canReach, under } from "#scripts/launcher/account.ts";
import { messageOf, Sentence } from "#scripts/launcher/sentence.ts";

/** The superuser, and the database, of the embedded server. */
export const databaseName = "evenkeel";

/** What PostgreSQL's programs get to see of the environment: nothing that changes how it sorts, speaks or counts. */
export const bareEnvironment: NodeJS.ProcessEnv = {
  NODE_ENV: "production",
  PATH: "/usr/bin:/bin",
  LC_ALL: "C",
  TZ: "UTC",
};

/**
 * Where the database's files live: in the data folder, or under /var/lib where root's checkout lies in a folder
 * that the database's account cannot enter. Whatever was used before is used again.
 */
export function clusterFolder(account: Account, dataFolder: string): string {
  const here = join(dataFolder, "pg");
  if (!account) return here;
  const hash = createHash("sha256").update(dataFolder).digest("hex").slice(0, 16);
  const away = join("/var/lib/evenkeel", hash, "pg");
  if (existsSync(away)) return away;
  return canReach(account, dataFolder, "-x") ? here : away;
}

function own(path: string, account: Account): void {
  chmodSync(path, 0o700);
  if (account) chownSync(path, account.uid, account.gid);
}

/**
 * Makes an empty cluster: UTF-8, the built-in C.UTF-8 locale (no locale of the system's needed), scram passwords.
 * It is built beside its place and renamed, so a start that was cut off leaves nothing half made.
 */
export function makeCluster(folder: string, native: string, account: Account, password: string): void {
  const fresh = `${folder}.new`;
  // The password lies beside the cluster for a moment, where the account gets through and nobody else looks in.
  const secret = `${folder}.password`;
  const remove = () => {
    for (const path of [fresh, secret]) rmSync(path, { recursive: true, force: true });
  };
  try {
    remove();
    mkdirSync(dirname(folder), { recursive: true, mode: 0o711 });
    for (const path of [fresh, secret]) mkdirSync(path, { mode: 0o700 });
    own(fresh, account);
    const passwordFile = join(secret, "password");
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (account) chownSync(passwordFile, account.uid, account.gid);
    own(secret, account);
    const locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
    const access = ["--auth=scram-sha-256", `--username=${databaseName}`, `--pwfile=${passwordFile}`];
    const done = spawnSync(join(native, "bin", "initdb"), ["-D", fresh, ...locale, ...access, "--no-sync"], {
      ...under(account),
      env: bareEnvironment,
      encoding: "utf8",
    });
    if (done.status !== 0)
      throw new Error(done.error?.message ?? (done.stderr.trim() || `initdb ended with ${done.status}`));
    renameSync(fresh, folder);
  } catch (error) {
    throw new Sentence(`The database could not be made in ${folder}: ${messageOf(error)}.`);
  } finally {
    remove();
  }
}
