/**
 * Whether this tab can be heard: `asking` until the browser has decided, `blocked` until a person clicks somewhere in it.
 */
export type SoundState = "asking" | "ready" | "blocked" | "missing";

let context: AudioContext | null = null;
let playing: AudioBufferSourceNode | null = null;
/** The browser has answered once: from then on a sound that does not run is a blocked one. */
let answered = false;
let listener: () => void = () => undefined;

/** How long a browser that says nothing may take to let the sound start, in milliseconds. */
const PATIENCE_MS = 3000;

/** Two tones that climb and fall, two seconds of them; written once and looped, so that no timer is needed to go on. */
function siren(sound: AudioContext): AudioBuffer {
  const rate = sound.sampleRate;
  const buffer = sound.createBuffer(1, rate * 2, rate);
  const wave = buffer.getChannelData(0);
  let phase = 0;
  for (let i = 0; i < wave.length; i += 1) {
    const second = i / rate;
    const high = Math.floor(second * 4) % 2 === 0;
    phase += ((high ? 960 : 640) * 2 * Math.PI) / rate;
    // A silent breath at the end lets a person hear that it repeats.
    const loud = second < 1.6 ? 0.9 : 0;
    wave[i] = Math.sign(Math.sin(phase)) * 0.5 * loud + Math.sin(phase * 2) * 0.4 * loud;
  }
  return buffer;
}

/** Has `changed` called whenever the browser grants the sound or takes it away, however late. */
export function onSound(changed: () => void): void {
  listener = changed;
}

/**
 * Ends when the browser refuses. An audio context that may not sound says so only by staying suspended; an element that
 * is asked to play is refused at once, by the same rule of what a page may sound that nobody has clicked in.
 */
function refusal(): Promise<void> {
  const element = new Audio();
  return new Promise((resolve) => {
    element.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === "NotAllowedError") resolve();
    });
    // It has nothing to play, and need not wait for it.
    element.pause();
  });
}

/** Asks the browser for sound. Called from a click it is granted; without one a browser may refuse. */
export async function openSound(): Promise<SoundState> {
  if (typeof AudioContext === "undefined") return "missing";
  if (!context) {
    context = new AudioContext();
    context.onstatechange = () => listener();
  }
  if (context.state !== "running") {
    const granted = context.resume().catch(() => undefined);
    const waited = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    await Promise.race([granted, refusal(), waited]);
  }
  answered = true;
  return soundState();
}

/** What the browser grants at this moment, without asking. */
export function soundState(): SoundState {
  if (typeof AudioContext === "undefined") return "missing";
  if (context?.state === "running") return "ready";
  return answered ? "blocked" : "asking";
}

/** Begins to ring, until `hush`. @returns false when nothing can be heard */
export function ring(): boolean {
  if (context?.state !== "running") return false;
  if (playing) return true;
  playing = context.createBufferSource();
  playing.buffer = siren(context);
  playing.loop = true;
  playing.connect(context.destination);
  playing.start();
  return true;
}

export function hush(): void {
  playing?.stop();
  playing?.disconnect();
  playing = null;
}

/** Whether the siren sounds now. */
export const isRinging = () => playing !== null;

let lock: WakeLockSentinel | null = null;

/** Keeps the screen, and with it the tab, awake where the browser can. @returns whether it does */
export async function stayAwake(): Promise<boolean> {
  if (!("wakeLock" in navigator) || document.visibilityState !== "visible")
    return lock !== null && !lock.released;
  if (lock && !lock.released) return true;
  lock = await navigator.wakeLock.request("screen").catch(() => null);
  return lock !== null;
}

export function letSleep(): void {
  void lock?.release();
  lock = null;
}
