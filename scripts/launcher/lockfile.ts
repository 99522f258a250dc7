/** One package of package-lock.json, as far as completing it needs. */
type Entry = {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
};

export type Lock = { packages: Record<string, Entry> };

const systems = /(?:^|-)(darwin|linux|win32|android|freebsd|openbsd|openharmony)(?=-|$)/;
const processors = /(?:^|-)(arm64|x64|ia32|arm|ppc64|riscv64|s390x|loong64|wasm32)(?=-|$)/;

/** Which machines a platform package is for, read from its name; null when the name does not say. */
function platformOf(name: string): Pick<Entry, "os" | "cpu" | "libc"> | null {
  const word = name.slice(name.indexOf("/") + 1);
  const os = systems.exec(word)?.[1];
  const cpu = processors.exec(word)?.[1];
  if (!cpu || (!os && cpu !== "wasm32")) return null;
  const libc = word.includes("musl") ? ["musl"] : word.includes("gnu") && os === "linux" ? ["glibc"] : null;
  return { ...(os ? { os: [os] } : {}), cpu: [cpu], ...(libc ? { libc } : {}) };
}

/** The entry a package's dependency resolves to: in its own node_modules, else in the nearest one above. */
function find(lock: Lock, from: string, name: string): Entry | undefined {
  const steps = from === "" ? [] : from.split(/(?:^|\/)node_modules\//).slice(1);
  for (let depth = steps.length; depth >= 0; depth--) {
    const above = steps.slice(0, depth).map((step) => `node_modules/${step}/`);
    const entry = lock.packages[`${above.join("")}node_modules/${name}`];
    if (entry) return entry;
  }
}

/**
 * Optional packages of one exact version that the lock file names as dependencies but does not hold, with the package
 * that names each. npm leaves them out in silence where the registry lacks them, and then `npm ci` refuses the file.
 */
export function missingOptional(lock: Lock): { parent: string; name: string; version: string }[] {
  return Object.entries(lock.packages).flatMap(([parent, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(
        ([name, version]) => /^\d+\.\d+\.\d+/.test(version) && find(lock, parent, name)?.version !== version,
      )
      .map(([name, version]) => ({ parent, name, version })),
  );
}

/**
 * Adds an entry for every platform package the lock file lacks: version, and the machines it is for. It is enough for
 * npm to skip it on other machines, and to fetch it on its own.
 * @returns the names added
 */
export function completeLock(lock: Lock): string[] {
  const added: string[] = [];
  for (const { parent, name, version } of missingOptional(lock)) {
    const platform = platformOf(name);
    if (!platform) continue;
    const dev = lock.packages[parent]?.dev ? { dev: true } : {};
    const beside = `node_modules/${name}`;
    const path = lock.packages[beside] ? `${parent}/${beside}` : beside;
    lock.packages[path] = { version, ...dev, optional: true, ...platform };
    added.push(name);
  }
  const root = lock.packages[""];
  const rest = Object.entries(lock.packages).filter(([path]) => path !== "");
  rest.sort(([a], [b]) => a.localeCompare(b, "en"));
  lock.packages = { ...(root ? { "": root } : {}), ...Object.fromEntries(rest) };
  return added;
}
