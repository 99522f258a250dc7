"use client";

import { useCallback, useEffect, useState } from "react";
import { keepDraft, readDraft } from "#components/patterns/draft-store.ts";

/** What the declare form holds; ids are empty while nothing is chosen. */
export interface Declaration {
  title: string;
  severity: string;
  teamId: string;
  serviceId: string;
  summary: string;
  type: string;
  private: boolean;
  iAmOnIt: boolean;
}

function readKept(key: string): Partial<Declaration> | null {
  try {
    const kept: unknown = JSON.parse(readDraft(key)?.text ?? "null");
    return typeof kept === "object" && kept !== null ? (kept as Partial<Declaration>) : null;
  } catch {
    return null;
  }
}

/**
 * The form's fields, kept in this browser as they are typed, under what the form started from: a prefilled form does
 * not bring back the text of another one.
 */
export function useDeclaration(start: Declaration, from: string) {
  const key = `declare:${from}`;
  const [fields, setFields] = useState(start);
  const [restored, setRestored] = useState(false);
  useEffect(() => {
    const kept = readKept(key);
    if (!kept) return;
    setFields((now) => ({ ...now, ...kept }));
    setRestored(true);
  }, [key]);
  const set = useCallback(
    (change: Partial<Declaration>) => {
      setFields((before) => {
        const after = { ...before, ...change };
        keepDraft(key, JSON.stringify(after));
        return after;
      });
    },
    [key],
  );
  const forget = useCallback(() => keepDraft(key, ""), [key]);
  const clear = () => {
    forget();
    setFields(start);
    setRestored(false);
  };
  return { fields, set, restored, forget, clear };
}
