import type { Clock, ClockName, Clocks } from "./clocks.ts";

export interface StoredClock {
  startedAt: string;
  dueAt: string;
  endedAt: string | null;
  breachedAt: string | null;
  warnedAt?: string;
  toldAt?: string;
  from?: string;
}
export type StoredClocks = Partial<Record<ClockName, StoredClock | null>>;

/** Clocks as JSON: ISO instants. */
export function storeClocks(clocks: Clocks): StoredClocks {
  const one = (clock: Clock | null): StoredClock | null =>
    clock && {
      startedAt: clock.startedAt.toISOString(),
      dueAt: clock.dueAt.toISOString(),
      endedAt: clock.endedAt?.toISOString() ?? null,
      breachedAt: clock.breachedAt?.toISOString() ?? null,
      ...(clock.warnedAt ? { warnedAt: clock.warnedAt.toISOString() } : {}),
      ...(clock.toldAt ? { toldAt: clock.toldAt.toISOString() } : {}),
      ...(clock.from ? { from: clock.from } : {}),
    };
  return { acknowledge: one(clocks.acknowledge), respond: one(clocks.respond), update: one(clocks.update) };
}

/** Clocks from their JSON; an absent one is null. */
export function readClocks(stored: StoredClocks): Clocks {
  const one = (clock: StoredClock | null | undefined): Clock | null =>
    clock
      ? {
          startedAt: new Date(clock.startedAt),
          dueAt: new Date(clock.dueAt),
          endedAt: clock.endedAt === null ? null : new Date(clock.endedAt),
          breachedAt: clock.breachedAt === null ? null : new Date(clock.breachedAt),
          ...(clock.warnedAt ? { warnedAt: new Date(clock.warnedAt) } : {}),
          ...(clock.toldAt ? { toldAt: new Date(clock.toldAt) } : {}),
          ...(clock.from ? { from: clock.from } : {}),
        }
      : null;
  return { acknowledge: one(stored.acknowledge), respond: one(stored.respond), update: one(stored.update) };
}
