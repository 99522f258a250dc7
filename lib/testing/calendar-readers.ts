import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ICAL from "ical.js";

/** An event as any reader has it; instants as ISO texts. */
export interface ReadEvent {
  from: string;
  to: string;
  summary: string;
}

/** Read by ical.js, a package of its own that shares nothing with what writes the calendar. */
export function readByPackage(text: string): ReadEvent[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return calendar.getAllSubcomponents("vevent").map((one) => {
    const event = new ICAL.Event(one);
    return {
      from: event.startDate.toJSDate().toISOString(),
      to: event.endDate.toJSDate().toISOString(),
      summary: event.summary,
    };
  });
}

const PROGRAM = "/usr/bin/calcurse";
const isDebianRoot = () => process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");

/** Why calcurse cannot be asked on this machine; null: it can. On Debian as root it always can. */
export const calcurseLacks = (): string | null =>
  existsSync(PROGRAM) || isDebianRoot()
    ? null
    : "calcurse is not installed, and only root on Debian may install it";

/** Installs it where it is not. @throws Error when apt could not */
function ensureCalcurse(): void {
  if (existsSync(PROGRAM)) return;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args: string[]) => spawnSync("apt-get", args, { encoding: "utf8", env });
  apt("update", "-q");
  const { stderr } = apt("install", "-y", "-q", "--no-install-recommends", "calcurse");
  if (!existsSync(PROGRAM)) throw new Error(`apt could not install calcurse: ${stderr}`);
}

const LINE = /^(\d\d)\/(\d\d)\/(\d{4}) @ (\d\d:\d\d) -> (\d\d)\/(\d\d)\/(\d{4}) @ (\d\d:\d\d)\|(.*)$/;

/** Read by calcurse, a calendar program of Debian, as a person imports a file into it; to the minute. */
export function readByProgram(text: string): ReadEvent[] {
  ensureCalcurse();
  const folder = mkdtempSync(join(tmpdir(), "evenkeel-calendar-"));
  try {
    const file = join(folder, "feed.ics");
    writeFileSync(file, text);
    const done = spawnSync(PROGRAM, ["-D", folder, "-C", folder, "-i", file], {
      encoding: "utf8",
      env: { ...process.env, HOME: folder, LANG: "C.UTF-8", TZ: "UTC" },
    });
    const skipped = /(\d+) skipped/.exec(done.stdout)?.[1];
    if (done.status !== 0 || skipped !== "0")
      throw new Error(`calcurse: ${done.status} ${done.stdout} ${done.stderr}`);
    const lines = readFileSync(join(folder, "apts"), "utf8").split("\n").filter(Boolean);
    return lines.map((line) => {
      const [, m1, d1, y1, from, m2, d2, y2, to, summary] = LINE.exec(line) ?? [];
      if (summary === undefined) throw new Error(`calcurse wrote: ${line}`);
      return { from: `${y1}-${m1}-${d1}T${from}:00.000Z`, to: `${y2}-${m2}-${d2}T${to}:00.000Z`, summary };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
