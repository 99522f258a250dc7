"use client";

import { useSyncExternalStore } from "react";
import type { SoundState } from "./alarm-sound.ts";

/** The alarm of this tab: whether it is wanted, and whether it can be heard. */
export interface Alarm {
  armed: boolean;
  sound: SoundState;
  awake: boolean;
  testing: boolean;
}

const KEY = "ek:alarm";
const OFF: Alarm = { armed: false, sound: "asking", awake: false, testing: false };
let state: Alarm = OFF;
const listeners = new Set<() => void>();

function set(change: Partial<Alarm>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const useAlarm = () =>
  useSyncExternalStore(
    subscribe,
    () => state,
    () => OFF,
  );

/** The part that sounds; what the browser grants or takes away later is known here, too. */
async function sounds() {
  const part = await import("./alarm-sound.ts");
  part.onSound(() => set({ sound: part.soundState() }));
  return part;
}

/** Looks what was chosen in this browser, and whether the browser lets it sound; once per page load. */
export async function restoreAlarm(): Promise<void> {
  if (state.armed || localStorage.getItem(KEY) !== "on") return;
  set({ armed: true });
  await unmute();
}

/** Asks for sound and for an awake screen; from a click the browser grants it. */
export async function unmute(): Promise<void> {
  const { openSound, stayAwake } = await sounds();
  set({ sound: await openSound() });
  set({ awake: await stayAwake() });
}

export async function arm(): Promise<void> {
  localStorage.setItem(KEY, "on");
  set({ armed: true });
  await unmute();
}

export async function disarm(): Promise<void> {
  localStorage.removeItem(KEY);
  const { hush, letSleep } = await sounds();
  hush();
  letSleep();
  set({ armed: false, awake: false, testing: false });
}

/** How long a test rings, in milliseconds. */
const TEST_MS = 3000;

/** Rings for three seconds, so that one hears how loud it is. */
export async function testAlarm(): Promise<boolean> {
  const { hush, openSound, ring } = await sounds();
  set({ sound: await openSound() });
  if (!ring()) return false;
  set({ testing: true });
  setTimeout(() => {
    hush();
    set({ testing: false });
  }, TEST_MS);
  return true;
}

/** Lets the tab ring, or fall silent. @returns whether it can be heard */
export async function sound(on: boolean): Promise<boolean> {
  if (!on && !state.armed) return false;
  const { hush, ring, soundState } = await sounds();
  if (!on) {
    if (!state.testing) hush();
    return false;
  }
  const heard = ring();
  set({ sound: soundState() });
  return heard;
}
