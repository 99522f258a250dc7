"use client";

import { clear, createStore, get, set } from "idb-keyval";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import type { KeptDto } from "#lib/today/schema.ts";

/** What the offline page reads by itself: the same names stand in public/offline.js. */
interface Kept {
  /** When this browser received it, epoch ms. */
  savedAt: number;
  seen: KeptDto;
}

const EVERY_MS = 60_000;
const LOCK = "evenkeel-kept";

let made: ReturnType<typeof createStore> | undefined;
const store = () => {
  made ??= createStore("evenkeel-kept", "kept");
  return made;
};

/** Removes what was kept: at sign-out, and when the session has ended. */
export async function wipeKept(): Promise<void> {
  await clear(store()).catch(() => undefined);
}

async function refresh(author: string): Promise<void> {
  const last = await get<Kept>("seen", store());
  if (last && last.seen.person.id === author && Date.now() - last.savedAt < EVERY_MS - 5_000) return;
  try {
    const seen = await callApi<KeptDto>("GET", "/me/kept");
    await set("seen", { savedAt: Date.now(), seen } satisfies Kept, store());
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) await wipeKept();
  }
}

async function once(author: string): Promise<void> {
  if (!("locks" in navigator)) return refresh(author);
  await navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? refresh(author) : undefined));
}

/** Keeps what this person may read, anew each minute, for the time the server is away; returns how to stop. */
export function keepSeen(author: string): () => void {
  const run = () => void once(author).catch(() => undefined);
  run();
  const timer = setInterval(run, EVERY_MS);
  return () => clearInterval(timer);
}

/** Lets the service worker show what was kept when a page cannot be reached. Browsers allow it on https and localhost. */
export async function prepareOffline(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/sw.js").catch(() => undefined);
}
