import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/*
 * Starting, and each busy hour, leaves a process with memory that it has no use for: V8 gives it back only when it
 * collects everything, which it does not do while nothing is asked of it. So that is asked for once, as soon as it is
 * quiet; a third of the memory of an idle portal went back to the machine.
 */

const EVERY_MS = 5_000;
/** Shares of one core: below the first nobody waits for an answer, above the second there is something to tidy again. */
const QUIET = 0.1;
const BUSY = 0.3;

/** Collects everything there is. Node offers it only where it was started so, or to a context made after asking for it. */
function collect(): void {
  setFlagsFromString("--expose-gc");
  const gc = runInNewContext("gc") as () => void;
  gc();
}

/** @returns what to call every `span` milliseconds with the processor's milliseconds since the last time */
export function tidying(work: () => void, span: number): (spent: number) => void {
  let due = true;
  return (spent) => {
    const share = spent / span;
    if (share > BUSY) due = true;
    if (!due || share > QUIET) return;
    due = false;
    work();
  };
}

/** From now on: tidies once it is quiet, and again after each time it was busy. Keeps no process alive. */
export function tidyWhenQuiet(): void {
  const look = tidying(collect, EVERY_MS);
  let before = process.cpuUsage();
  setInterval(() => {
    const spent = process.cpuUsage(before);
    before = process.cpuUsage();
    look((spent.user + spent.system) / 1000);
  }, EVERY_MS).unref();
}
