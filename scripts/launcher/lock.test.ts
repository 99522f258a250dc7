import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { takeFolder } from "#scripts/launcher/lock.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "evenkeel-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const mark = () => join(folder, "owner.json");

describe("one owner for a data folder", () => {
  test("the second waits for the first", async () => {
    const first = await takeFolder(folder);
    const second = takeFolder(folder);
    const early = await Promise.race([
      second.then(() => "taken"),
      new Promise((later) => setImmediate(later, "waiting")),
    ]);
    expect(early).toBe("waiting");
    first?.release();
    const held = await second;
    expect(held).not.toBeNull();
    held?.release();
    expect(existsSync(mark())).toBe(false);
  });

  test("of many at once, one at a time", async () => {
    let inside = 0;
    let most = 0;
    const turn = async () => {
      const hold = await takeFolder(folder);
      most = Math.max(most, ++inside);
      await new Promise((later) => setImmediate(later));
      inside--;
      hold?.release();
    };
    await Promise.all(Array.from({ length: 12 }, turn));
    expect(most).toBe(1);
  });

  test("who shares lets others in at once, without owning", async () => {
    const server = await takeFolder(folder);
    server?.share();
    expect(await takeFolder(folder)).toBeNull();
    server?.release();
    expect(await takeFolder(folder)).not.toBeNull();
  });

  test("a dead owner's mark is cleared, also when its number lives again in another process", async () => {
    const dead = Number(spawnSync("sh", ["-c", "echo $$"], { encoding: "utf8" }).stdout);
    writeFileSync(mark(), JSON.stringify({ pid: dead, since: "1", shared: true }));
    const hold = await takeFolder(folder);
    expect(hold).not.toBeNull();
    hold?.release();
    writeFileSync(mark(), JSON.stringify({ pid: process.pid, since: "another beginning", shared: true }));
    expect(await takeFolder(folder)).not.toBeNull();
  });

  test("a torn mark is cleared", async () => {
    writeFileSync(mark(), '{"pid":');
    expect(await takeFolder(folder)).not.toBeNull();
  });
});
