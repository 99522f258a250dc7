"use client";

/** A text that is not sent yet, and when it was last kept (epoch ms). */
export type Draft = { text: string; at: number };

const PREFIX = "ek:draft:";

/** The draft kept under this key in this browser, if any. Storage that is closed counts as empty. */
export function readDraft(key: string): Draft | null {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(PREFIX + key) ?? "null");
    if (typeof found !== "object" || found === null) return null;
    const { text, at } = found as Partial<Draft>;
    return typeof text === "string" && typeof at === "number" ? { text, at } : null;
  } catch {
    return null;
  }
}

/** Keeps the text, or removes the draft when it is empty. Returns when it was kept, null when nothing is. */
export function keepDraft(key: string, text: string): number | null {
  try {
    if (text === "") {
      localStorage.removeItem(PREFIX + key);
      return null;
    }
    const at = Date.now();
    localStorage.setItem(PREFIX + key, JSON.stringify({ text, at }));
    return at;
  } catch {
    return null;
  }
}

/** Removes every draft of this browser: call it at sign-out. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // Storage is closed: there is nothing to forget.
  }
}
