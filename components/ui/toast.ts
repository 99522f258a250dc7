"use client";

export type ToastInput = {
  title: string;
  detail?: string | undefined;
  tone?: "ok" | "crit" | "info" | undefined;
  /** Only for what can safely be taken back; never for a status. */
  undo?: (() => void) | undefined;
  /** Another way on: "Compare". Its toast stays until dismissed. */
  action?: { label: string; run: () => void } | undefined;
};

export type Toast = ToastInput & { id: number; until: number };

/** How long a toast stays, in ms; one with an error or an action stays until it is dismissed. */
export const TOAST_MS = 8_000;

let toasts: ReadonlyArray<Toast> = [];
let lastId = 0;
const listeners = new Set<() => void>();

function publish(next: ReadonlyArray<Toast>) {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows a toast in the shell's live region and returns its id. At most three stand at once. */
export function toast(input: ToastInput): number {
  lastId += 1;
  const stays = input.tone === "crit" || input.action !== undefined;
  const until = stays ? Number.POSITIVE_INFINITY : Date.now() + TOAST_MS;
  publish([...toasts, { ...input, id: lastId, until }].slice(-3));
  return lastId;
}

/** Takes a toast away. */
export function dismissToast(id: number): void {
  publish(toasts.filter((entry) => entry.id !== id));
}

/** Gives a toast its full time again, while somebody is reading it. */
export function holdToast(id: number): void {
  publish(toasts.map((entry) => (entry.id === id ? { ...entry, until: renew(entry.until) } : entry)));
}

const renew = (until: number) => (Number.isFinite(until) ? Date.now() + TOAST_MS : until);

export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const currentToasts = () => toasts;
const NONE: ReadonlyArray<Toast> = [];
export const noToasts = () => NONE;
