"use client";

export type Live = {
  /** "starting" until the stream has said something; "off" when the page will not hear news by itself. */
  state: "starting" | "live" | "reconnecting" | "off";
  /** When the last news or heartbeat came, epoch ms; null before the first. */
  lastAt: number | null;
};

const START: Live = { state: "starting", lastAt: null };
let live: Live = START;
const listeners = new Set<() => void>();

/** The event stream reports here; every live light on the page follows. */
export function setLive(next: Live): void {
  if (next.state === live.state && next.state === "live") {
    live.lastAt = next.lastAt;
    return;
  }
  live = { ...next };
  for (const listener of listeners) listener();
}

export function subscribeLive(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const currentLive = (): Live => live;
export const startingLive = (): Live => START;
