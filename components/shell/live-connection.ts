/**
 * One event stream for all tabs of a browser: the tab that holds the lock keeps the stream and tells the others by
 * BroadcastChannel (over HTTP/1.1 six streams would block the origin). When it closes, another tab takes over.
 */
export interface LiveChange {
  id: string;
  name: string;
  subjectKind: string;
  subjectId: string;
  version: number;
}

export interface LiveState {
  status: "starting" | "live" | "reconnecting" | "ended";
  /** When the stream last gave a sign of life, in milliseconds of this device. */
  lastAt: number;
  /** When an escalation engine last looked, by the server's clock; null: never; absent: not heard yet. */
  engineAt?: number | null;
}

type Told =
  | { kind: "change"; change: LiveChange }
  | { kind: "state"; state: LiveState }
  /** The stream is back after a gap: everything shown is fetched again. */
  | { kind: "catch-up" }
  | { kind: "ask" };

type ChangeListener = (change: LiveChange | null) => void;

const changeListeners = new Set<ChangeListener>();
const stateListeners = new Set<() => void>();
let state: LiveState = { status: "starting", lastAt: 0 };
let channel: BroadcastChannel | undefined;
let leads = false;

let joined = false;

function setState(next: LiveState): void {
  state = next;
  for (const listener of stateListeners) listener();
  if (joined || next.status !== "live") return;
  joined = true;
  // What changed between the server's drawing of this page and its joining the stream was not heard by it.
  for (const listener of changeListeners) listener(null);
}

function hear(told: Told): void {
  if (told.kind === "state") setState(told.state);
  else if (told.kind === "change") for (const listener of changeListeners) listener(told.change);
  else if (told.kind === "catch-up") for (const listener of changeListeners) listener(null);
  else if (leads) channel?.postMessage({ kind: "state", state } satisfies Told);
}

function tell(told: Told): void {
  hear(told);
  channel?.postMessage(told);
}

/** What the server says of the escalation engine with each sign of life. */
function engineIn(said: string): Pick<LiveState, "engineAt"> {
  const { engine } = JSON.parse(said) as { engine?: string | null };
  return engine === undefined ? {} : { engineAt: engine === null ? null : Date.parse(engine) };
}

/** Keeps the stream open until the session ends; resolves then. */
function lead(): Promise<void> {
  leads = true;
  return new Promise((resolve) => {
    // A tab that takes the stream over may have missed what came in between.
    let wasOpen = joined;
    const source = new EventSource("/api/stream");
    const alive = (said: string) =>
      tell({ kind: "state", state: { status: "live", lastAt: Date.now(), ...engineIn(said) } });
    source.addEventListener("hello", (event) => {
      alive(event.data);
      if (wasOpen) tell({ kind: "catch-up" });
      wasOpen = true;
    });
    source.addEventListener("alive", (event) => alive(event.data));
    source.addEventListener("change", (event) => {
      setState({ ...state, status: "live", lastAt: Date.now() });
      tell({ kind: "change", change: JSON.parse(event.data) as LiveChange });
    });
    source.addEventListener("bye", (event) => {
      if (!event.data.includes("signed-out")) return;
      source.close();
      tell({ kind: "state", state: { ...state, status: "ended", lastAt: Date.now() } });
      resolve();
    });
    source.addEventListener("error", () => {
      tell({ kind: "state", state: { ...state, status: "reconnecting" } });
      if (source.readyState !== EventSource.CLOSED) return;
      // The server answered with a refusal, which the browser does not repeat by itself.
      setTimeout(() => {
        leads = false;
        resolve();
        void start(true);
      }, 5000);
    });
  });
}

let started = false;

/** Joins the browser's stream; calling it again does nothing. */
export async function start(again = false): Promise<void> {
  if (started && !again) return;
  started = true;
  channel ??= new BroadcastChannel("evenkeel-live");
  channel.onmessage = (event: MessageEvent<Told>) => hear(event.data);
  channel.postMessage({ kind: "ask" } satisfies Told);
  if ("locks" in navigator) await navigator.locks.request("evenkeel-live", lead);
  else await lead();
}

/** Hears of every change; `null` means that some may have been missed. */
export function onChange(listener: ChangeListener): () => void {
  changeListeners.add(listener);
  return () => changeListeners.delete(listener);
}

export function onState(listener: () => void): () => void {
  stateListeners.add(listener);
  return () => stateListeners.delete(listener);
}

export const liveState = () => state;
