import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { makePlace } from "#lib/testing/portal.ts";
import { databaseAccount } from "#scripts/launcher/account.ts";
import { clusterFolder } from "#scripts/launcher/cluster.ts";
import { projectRoot } from "#scripts/launcher/paths.ts";

const place = await makePlace();
afterEach(place.end);
afterAll(place.clear);

const nobody = 65_534;
const checkout = join(place.folder, "checkout");

/** Copies this checkout, built as it is. Packages are linked where the disk allows: nothing writes to them. */
function layCheckout(): void {
  mkdirSync(checkout);
  for (const name of readdirSync(projectRoot).filter((name) => ![".git", ".data"].includes(name))) {
    const path = join(projectRoot, name);
    const linked = name === "node_modules" && spawnSync("cp", ["-al", path, checkout]).status === 0;
    if (!linked) spawnSync("cp", ["-a", path, checkout]);
  }
}

describe.runIf(process.getuid?.() === 0)("whose processes they are", () => {
  layCheckout();

  test("an ordinary user runs all of it, the database included", async () => {
    mkdirSync(place.data);
    chownSync(place.data, nobody, nobody);
    const portal = place.start({ uid: nobody, checkout });
    await portal.prints("is ready after");
    const owners = place.left().map(({ pid }) => statSync(`/proc/${pid}`).uid);
    expect(new Set(owners)).toEqual(new Set([nobody]));
    expect(place.left().some(({ command }) => command.includes("bin/postgres"))).toBe(true);
    portal.child.kill("SIGTERM");
    expect(await portal.ended).toBe(0);
    expect(place.left()).toEqual([]);
  });

  test("root in a folder only root can enter: the database runs under another account, from where it can reach", async () => {
    const hidden = join(checkout, ".data");
    chmodSync(checkout, 0o700);
    const portal = place.start({ checkout, env: { EVENKEEL_DATA_DIR: hidden } });
    await portal.prints("is ready after");
    expect((await fetch(`${portal.url}/api/health`)).status).toBe(200);
    const database = place.left().find(({ command }) => command.includes("bin/postgres"));
    const account = databaseAccount();
    const cluster = clusterFolder(account, hidden);
    expect(cluster).toMatch(/^\/var\/lib\/evenkeel\//);
    expect(statSync(cluster)).toMatchObject({ uid: account?.uid });
    expect(statSync(cluster).mode & 0o777).toBe(0o700);
    if (database) expect(statSync(`/proc/${database.pid}`).uid).toBe(account?.uid);
    portal.child.kill("SIGTERM");
    expect(await portal.ended).toBe(0);
    expect(place.left()).toEqual([]);
    spawnSync("rm", ["-rf", join(cluster, "..")]);
  });
});
