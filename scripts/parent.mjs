import { readFileSync } from "node:fs";

/** Name and parent of a process by /proc, or null where there is none. */
function look(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const name = stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")"));
    return { name, parent: Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) };
  } catch {
    return null;
  }
}

/** This process's parent, and the one above where a shell stands between (npm runs scripts through one). */
function chain() {
  const above = look(process.ppid);
  const through = above && ["sh", "bash", "dash", "ash"].includes(above.name) ? above.parent : 0;
  return `${process.ppid} ${through}`;
}

/**
 * Calls back once when the npm that started this process is gone, even by a signal nobody can catch. Without npm
 * above there is nobody to miss: a server started from a shell outlives that shell.
 * @returns {() => void} ends the watch
 */
export function watchParent(gone) {
  if (!process.env.npm_lifecycle_event) return () => {};
  const first = chain();
  const timer = setInterval(() => {
    if (chain() === first) return;
    clearInterval(timer);
    gone();
  }, 500);
  timer.unref();
  return () => clearInterval(timer);
}
