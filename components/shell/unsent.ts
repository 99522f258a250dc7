"use client";

import { createStore, del, get, set, values } from "idb-keyval";
import { ApiProblem, callApi } from "#components/shell/api.ts";

/**
 * A write that the server has not confirmed. It stands in this browser under the name of who gave it, outlives the tab
 * and the browser, and is sent under its own key until the server has taken it once.
 */
export interface Unsent {
  /** The place it takes: a newer answer of the same item replaces the older one. */
  slot: string;
  idempotencyKey: string;
  author: string;
  method: "POST" | "PUT";
  path: string;
  body: unknown;
  /** When it was given, by this device's clock. */
  at: string;
  /** What it is, for the person: "Note on INC-42". */
  says: string;
  href: string;
  /** Why the server does not want it; null while it waits. */
  problem: string | null;
}

/** A page that is still open sends by itself; what is older than this has been left to everybody. */
const GRACE_MS = 6_000;
const EVERY_MS = 5_000;
const LOCK = "evenkeel-unsent";

let made: ReturnType<typeof createStore> | undefined;
const store = () => {
  made ??= createStore("evenkeel-unsent", "unsent");
  return made;
};

const listeners = new Set<() => void>();
let channel: BroadcastChannel | undefined;

function tell(): void {
  for (const listener of listeners) listener();
  channel ??= new BroadcastChannel(LOCK);
  channel.postMessage(null);
}

/** Storage that is closed keeps nothing: the open page then is all there is. */
async function safely<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work();
  } catch {
    return otherwise;
  }
}

/** @returns whether this browser keeps it: what is not kept must stay where it was typed */
export const keepUnsent = (entry: Unsent): Promise<boolean> =>
  safely(async () => {
    await set(`${entry.author} ${entry.slot}`, entry, store());
    tell();
    return true;
  }, false);

/** Forgets an entry, unless a newer one has taken its place. */
export const dropUnsent = (author: string, slot: string, idempotencyKey: string) =>
  safely(async () => {
    const found = await get<Unsent>(`${author} ${slot}`, store());
    if (found?.idempotencyKey !== idempotencyKey) return;
    await del(`${author} ${slot}`, store());
    tell();
  }, undefined);

/** What of this person's still waits, oldest first. */
export const unsentOf = (author: string): Promise<Unsent[]> =>
  safely(async () => {
    const all = await values<Unsent>(store());
    return all.filter((one) => one.author === author).sort((a, b) => a.at.localeCompare(b.at));
  }, []);

/** Whether sending the same again can help: the network, the server or the session is in the way, not the text. */
const mayPass = ({ status, code }: ApiProblem) =>
  status === 0 || status >= 500 || status === 429 || status === 401 || code === "in_progress";

/** @returns whether the next one may be tried */
async function sendOne(entry: Unsent): Promise<boolean> {
  // A newer answer may have taken its place since: the older one must not come after it.
  const now = await get<Unsent>(`${entry.author} ${entry.slot}`, store());
  if (now?.idempotencyKey !== entry.idempotencyKey) return true;
  try {
    await callApi(entry.method, entry.path, entry.body, { idempotencyKey: entry.idempotencyKey });
    await dropUnsent(entry.author, entry.slot, entry.idempotencyKey);
    return true;
  } catch (error) {
    if (!(error instanceof ApiProblem) || mayPass(error)) return false;
    await keepUnsent({ ...entry, problem: error.errors[0]?.message ?? error.detail });
    return true;
  }
}

async function sendAll(author: string, grace: number): Promise<void> {
  const before = new Date(Date.now() - grace).toISOString();
  const waiting = (await unsentOf(author)).filter((one) => one.problem === null && one.at <= before);
  if (waiting.length === 0) return;
  // Somebody else may have signed in meanwhile: what is one person's is never sent as another's.
  const me = await callApi<{ id: string }>("GET", "/me").catch(() => null);
  if (me?.id !== author) return;
  for (const entry of waiting) if (!(await sendOne(entry))) return;
}

/** Sends what waits, in the order it was given; one tab at a time. */
export async function sendUnsent(author: string, grace = GRACE_MS): Promise<void> {
  if (!("locks" in navigator)) return sendAll(author, grace);
  await navigator.locks.request(LOCK, { ifAvailable: true }, (lock) =>
    lock ? sendAll(author, grace) : undefined,
  );
}

/** Follows what waits and sends it as soon as it can be; returns how to stop. */
export function watchUnsent(author: string, show: (waiting: Unsent[]) => void): () => void {
  const look = () => void unsentOf(author).then(show);
  const send = () => void sendUnsent(author);
  channel ??= new BroadcastChannel(LOCK);
  channel.onmessage = look;
  listeners.add(look);
  const timer = setInterval(send, EVERY_MS);
  window.addEventListener("online", send);
  look();
  send();
  return () => {
    listeners.delete(look);
    clearInterval(timer);
    window.removeEventListener("online", send);
  };
}
