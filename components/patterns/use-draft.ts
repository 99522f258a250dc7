"use client";

import { useEffect, useState } from "react";
import { keepDraft, readDraft } from "#components/patterns/draft-store.ts";

/** A text field's value that survives reloads under `key`; `keptAt` says when it was last kept (epoch ms). */
export function useDraft(key: string, initial = "") {
  const [text, setText] = useState(initial);
  const [keptAt, setKeptAt] = useState<number | null>(null);
  useEffect(() => {
    const draft = readDraft(key);
    if (!draft) return;
    // What was typed before the script had loaded comes first.
    setText((typed) => typed || draft.text);
    setKeptAt(draft.at);
  }, [key]);
  return {
    text,
    keptAt,
    write(next: string) {
      setText(next);
      setKeptAt(keepDraft(key, next));
    },
    forget() {
      setText("");
      setKeptAt(keepDraft(key, ""));
    },
  };
}
