import type { ChildProcess } from "node:child_process";
import { endChild, startChild } from "#scripts/launcher/child.ts";

/** A server that is started again whenever it ends by itself. */
export type Kept = { name: string; stop: () => Promise<void> };

/** The first pause before a restart and the longest one, in milliseconds. */
const pauses = { first: 500, longest: 30_000 };
/** A server that lived this long, in milliseconds, starts with the first pause again. */
const settled = 60_000;
/** A server drains in ten seconds at most; then it is ended. */
const patience = 12_000;

/**
 * Keeps one server of dist/ running: a crash is followed by a restart, after a pause that doubles each time.
 * @param name its file in dist/ and its name in the log
 */
export function keep(name: string, env: Record<string, string>): Kept {
  let stopping = false;
  let wait = pauses.first;
  let timer: NodeJS.Timeout | undefined;
  let child: ChildProcess;
  const start = () => {
    const since = Date.now();
    child = startChild(`dist/${name}.js`, { ...env, EVENKEEL_PROCESS: name });
    child.once("exit", (code, signal) => {
      if (stopping) return;
      if (Date.now() - since > settled) wait = pauses.first;
      console.error(
        `The ${name} process ended (${signal ?? `code ${code}`}); starting it again in ${wait / 1000} s.`,
      );
      timer = setTimeout(start, wait);
      wait = Math.min(wait * 2, pauses.longest);
    });
  };
  start();
  return {
    name,
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      await endChild(child, patience);
    },
  };
}
