import { keepDraft, readDraft } from "#components/patterns/draft-store.ts";

/** What was typed and not yet taken by the server, with the words it started from. */
export interface Kept {
  text: string;
  was: string;
}

const keyOf = (id: string, section: string) => `postmortem:${id}:${section}`;

/** The unsent text of a section in this browser, if any. */
export function readKept(id: string, section: string): Kept | null {
  const draft = readDraft(keyOf(id, section));
  if (!draft) return null;
  try {
    const { text, was } = JSON.parse(draft.text) as Partial<Kept>;
    return typeof text === "string" && typeof was === "string" ? { text, was } : null;
  } catch {
    return null;
  }
}

/** Keeps it, or lets it go once the server has it. */
export function keep(id: string, section: string, kept: Kept | null): void {
  keepDraft(keyOf(id, section), kept ? JSON.stringify(kept) : "");
}
