import { statSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { makePlace, type Portal, until } from "#lib/testing/portal.ts";
import { databaseAccount } from "#scripts/launcher/account.ts";
import { clusterFolder } from "#scripts/launcher/cluster.ts";
import { findPostmaster } from "#scripts/launcher/postmaster.ts";

const place = await makePlace();
afterEach(place.end);
afterAll(place.clear);

/** The running database; asked anew each time, since its folder only exists once something was started. */
const database = () => findPostmaster(clusterFolder(databaseAccount(), place.data));
const find = (name: string) => place.left().find(({ command }) => command.includes(name))?.pid;
/** Kills a process of this place outright. */
function kill(pid: number | undefined): void {
  if (!pid) throw new Error("The process to kill is not there.");
  process.kill(pid, "SIGKILL");
}
const health = (portal: Portal) => fetch(`${portal.url}/api/health`).then((answer) => answer.status);

describe("one installation, started again and again", () => {
  test("the first start answers, and prints its address and a setup link", async () => {
    const portal = place.start();
    await portal.prints("works once: ");
    expect(portal.output()).toContain(`Evenkeel is ready after`);
    expect(portal.output()).toMatch(new RegExp(`http://localhost:${place.port}/setup\\?token=\\S{20,}`));
    expect(await health(portal)).toBe(200);
    for (const secret of ["nextauth-secret", "database.json"]) {
      expect(statSync(join(place.data, secret)).mode & 0o777, secret).toBe(0o600);
    }
    portal.child.kill("SIGTERM");
    expect(await portal.ended).toBe(0);
    expect(place.left()).toEqual([]);
  });

  test("the second start builds and migrates nothing", async () => {
    const portal = place.start();
    await portal.prints("is ready after");
    expect(portal.output()).not.toContain("Building");
    expect(portal.output()).not.toContain("Migrated");
    console.log(/is ready after \S+ s/.exec(portal.output())?.[0]);
    portal.child.kill("SIGINT");
    expect(await portal.ended).toBe(0);
    expect(place.left()).toEqual([]);
  });

  test("SIGTERM: health turns 503, a request in flight is answered, then everything ends", async () => {
    const portal = place.start();
    await portal.prints("is ready after");
    const slow = fetch(`${portal.url}/sign-in`).then(async (answer) => [
      answer.status,
      (await answer.text()).length > 0,
    ]);
    portal.child.kill("SIGTERM");
    const seen: number[] = [];
    await until("health says 503", async () => seen.push(await health(portal)) > 0 && seen.at(-1) === 503);
    expect(await slow).toEqual([200, true]);
    expect(await portal.ended).toBe(0);
    expect(place.left()).toEqual([]);
  });

  test("a killed supervisor takes its servers along; its database is found and used again", async () => {
    const first = place.start();
    await first.prints("is ready after");
    const before = database();
    expect(before).not.toBeNull();
    kill(find("scripts/start.ts"));
    await first.ended;
    await until("the servers have ended", () => !find("evenkeel web") && !find("dist/worker.js"));
    expect(database()).toEqual(before);

    const second = place.start();
    await second.prints("is ready after");
    expect(database()).toEqual(before);
    second.child.kill("SIGTERM");
    expect(await second.ended).toBe(0);
    expect(place.left()).toEqual([]);
  });

  test("a killed server and a killed database are started again", async () => {
    const portal = place.start();
    await portal.prints("is ready after");
    const web = find("evenkeel web");
    kill(web);
    await until("another web server is well", async () => {
      const now = find("evenkeel web");
      return now !== undefined && now !== web && (await health(portal).catch(() => 0)) === 200;
    });
    const before = database()?.pid;
    kill(before);
    await until("another database runs", () => ![undefined, before].includes(database()?.pid));
    await until("the portal is well again", async () => (await health(portal).catch(() => 0)) === 200);
    portal.child.kill("SIGTERM");
    expect(await portal.ended).toBe(0);
    expect(place.left()).toEqual([]);
  });

  test("under npm: it waits for the end, and when npm is killed all of it ends", async () => {
    const told = place.start({ npm: true });
    await told.prints("is ready after");
    told.child.kill("SIGTERM");
    await told.ended;
    expect(place.left()).toEqual([]);

    const killed = place.start({ npm: true });
    await killed.prints("is ready after");
    killed.child.kill("SIGKILL");
    await until("nothing is left", () => place.left().length === 0);
  });

  test("a second start from the same folder is refused, and disturbs nothing", async () => {
    const portal = place.start();
    await portal.prints("is ready after");
    const other = createServer().listen(0);
    const address = other.address();
    const free = typeof address === "object" && address ? address.port : 0;
    await new Promise((closed) => other.close(closed));
    const second = place.start({ env: { PORT: String(free) } });
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain("already running");
    // Health waits 90 ms for the database, which a busy machine may miss once.
    await until("the first one is well", async () => (await health(portal)) === 200);
    portal.child.kill("SIGTERM");
    expect(await portal.ended).toBe(0);
  });
});
