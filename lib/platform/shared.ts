/**
 * What must exist once in a process, although `lib/` is bundled twice into the web process (the server's bundle and
 * Next's): both copies meet on one well-known symbol.
 */
import type { Pool } from "pg";
import type { PrismaClient } from "#prisma";
import type { Hub } from "./realtime.ts";

export interface Shared {
  pool?: Pool;
  prisma?: PrismaClient;
  hub?: Hub;
  draining: boolean;
  /** When the database was last found away, in milliseconds of this process: pages then answer 503 instead of 500. */
  awayAt?: number;
  /** A NOTIFY is already on its way; commits within 20 ms share it. */
  notifyTimer?: NodeJS.Timeout | undefined;
  slots: Map<string, unknown>;
}

const key = Symbol.for("evenkeel");

/** The one object both copies of `lib/` share. */
export function shared(): Shared {
  const holder = globalThis as unknown as Record<symbol, Shared | undefined>;
  const existing = holder[key];
  if (existing?.slots) return existing;
  const made: Shared = Object.assign(existing ?? {}, {
    draining: existing?.draining ?? false,
    slots: new Map(),
  });
  holder[key] = made;
  return made;
}

/** A lazily made value that exists once per process under `name`. */
export function once<T>(name: string, make: () => T): T {
  const slots = shared().slots;
  if (!slots.has(name)) slots.set(name, make());
  return slots.get(name) as T;
}

/** Forgets all of it, as a new process would; for tests, which share a process with the files before them. */
export function forgetShared(): void {
  delete (globalThis as unknown as Record<symbol, Shared | undefined>)[key];
}
