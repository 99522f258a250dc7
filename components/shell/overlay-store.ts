"use client";

/** Which of the frame's own overlays is open. One at a time. */
export type Overlay = "palette" | "shortcuts" | null;

let overlay: Overlay = null;
const listeners = new Set<() => void>();

function show(next: Overlay) {
  overlay = next;
  for (const listener of listeners) listener();
}

export const openPalette = () => show("palette");
export const openShortcutSheet = () => show("shortcuts");
export const closeOverlay = () => show(null);

export function subscribeOverlay(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const currentOverlay = (): Overlay => overlay;
export const noOverlay = (): Overlay => null;
