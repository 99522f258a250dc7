"use client";

/**
 * One clock for everything on the page that ticks: a single timer, aligned to the second, paused while the page is
 * hidden. It runs on the server's time, so that a laptop with a wrong clock still counts right.
 */
let offset = 0;
let second = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/** Tells the clock what the server said and when it was heard (epoch ms); smaller corrections are ignored. */
export function setServerTime(serverNow: number, heardAt = Date.now()): void {
  const next = serverNow - heardAt;
  if (Math.abs(next - offset) < 1_000) return;
  offset = next;
  announce();
}

/** The present by the server's clock, epoch ms. */
export function serverNow(): number {
  return Date.now() + offset;
}

function announce() {
  second = Math.floor(serverNow() / 1000) * 1000;
  for (const listener of listeners) listener();
}

function arm() {
  timer = setTimeout(
    () => {
      announce();
      arm();
    },
    1_000 - (serverNow() % 1_000),
  );
}

function wake() {
  clearTimeout(timer);
  timer = undefined;
  if (listeners.size === 0 || document.hidden) return;
  announce();
  arm();
}

/** For useSyncExternalStore: called once a second while the page is visible. */
export function subscribeSecond(listener: () => void): () => void {
  if (listeners.size === 0) document.addEventListener("visibilitychange", wake);
  listeners.add(listener);
  if (timer === undefined && !document.hidden) {
    second = Math.floor(serverNow() / 1000) * 1000;
    arm();
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
    document.removeEventListener("visibilitychange", wake);
  };
}

/** The present, cut to the second. Stable between ticks, as React asks. */
export function currentSecond(): number {
  if (second === 0) second = Math.floor(serverNow() / 1000) * 1000;
  return second;
}
