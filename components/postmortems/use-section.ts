"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { keep, readKept } from "#components/postmortems/section-store.ts";
import { ApiProblem, callApi } from "#components/shell/api.ts";

/** What can be said of a section's text. */
export type SectionState =
  | { is: "same" }
  | { is: "typing" }
  | { is: "saving" }
  | { is: "saved"; at: string }
  /** The server could not be reached: kept here, tried again. */
  | { is: "kept"; because: string }
  /** Somebody else wrote there meanwhile. */
  | { is: "conflict"; theirs: string }
  | { is: "refused"; because: string };

const PAUSE = 900;
const AGAIN = 5_000;

interface Saved {
  text: string;
  version: number;
}

/**
 * A section that saves itself as it is typed. What the server does not have yet is kept in this browser, survives a
 * reload, and is sent again; other people's words are never overwritten unseen.
 */
export function useSection(id: string, section: string, server: string, version: number) {
  const [text, setText] = useState(server);
  const [state, setState] = useState<SectionState>({ is: "same" });
  const latest = useRef({ text: server, was: server, dirty: false, busy: false, torn: false, version });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const save = useCallback(async () => {
    const now = latest.current;
    // While two texts stand against each other, a person decides, not a timer.
    if (now.busy || now.torn || !now.dirty) return;
    now.busy = true;
    const sent = now.text;
    setState({ is: "saving" });
    let retry = 0;
    try {
      const path = `/postmortems/${id}/sections/${section}`;
      const answer = await callApi<Saved>("PUT", path, { text: sent, was: now.was });
      now.was = answer.text;
      now.version = answer.version;
      now.dirty = now.text !== answer.text;
      keep(id, section, now.dirty ? { text: now.text, was: now.was } : null);
      setState(now.dirty ? { is: "typing" } : { is: "saved", at: new Date().toISOString() });
      if (now.dirty) retry = PAUSE;
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : null;
      const theirs = (problem?.current as Partial<Saved> | undefined)?.text;
      if (problem?.code === "stale" && typeof theirs === "string") {
        now.torn = true;
        setState({ is: "conflict", theirs });
      } else if (!problem || problem.status === 0 || problem.status >= 500 || problem.status === 429) {
        setState({ is: "kept", because: problem?.detail ?? "The server did not answer." });
        retry = AGAIN;
      } else setState({ is: "refused", because: problem.detail });
    } finally {
      now.busy = false;
    }
    if (retry) {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), retry);
    }
  }, [id, section]);

  const write = useCallback(
    (next: string) => {
      const now = latest.current;
      now.text = next;
      now.dirty = next !== now.was;
      setText(next);
      keep(id, section, now.dirty ? { text: next, was: now.was } : null);
      clearTimeout(timer.current);
      if (!now.dirty) {
        now.torn = false;
        return setState({ is: "same" });
      }
      setState((before) => (before.is === "conflict" ? before : { is: "typing" }));
      timer.current = setTimeout(() => void save(), PAUSE);
    },
    [id, section, save],
  );

  // What was typed before a reload comes back, and is sent.
  useEffect(() => {
    const kept = readKept(id, section);
    if (!kept) return;
    latest.current.was = kept.was;
    write(kept.text);
  }, [id, section, write]);

  // Somebody else's newer words are shown as long as nothing of one's own is unsent.
  useEffect(() => {
    const now = latest.current;
    // A page that was on its way while we saved knows older words than we do.
    if (now.dirty || now.busy || server === now.was || version < now.version) return;
    now.was = server;
    now.text = server;
    setText(server);
    setState({ is: "same" });
  }, [server, version]);

  useEffect(() => () => clearTimeout(timer.current), []);

  /** Out of a conflict: one's own words over theirs, or theirs. */
  const settle = useCallback(
    (mine: boolean, theirs: string) => {
      const now = latest.current;
      now.was = theirs;
      now.torn = false;
      setState({ is: "typing" });
      write(mine ? now.text : theirs);
      if (mine) void save();
    },
    [write, save],
  );

  return { text, state, write, settle, flush: save };
}
