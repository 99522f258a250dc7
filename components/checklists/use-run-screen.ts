"use client";

import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { callApi, newKey } from "#components/shell/api.ts";
import { useLive } from "#components/shell/live.tsx";
import { dropUnsent, keepUnsent, type Unsent } from "#components/shell/unsent.ts";
import { completionGaps, type Gap } from "#lib/checklists/model/completion.ts";
import { judgeItem, needsNote } from "#lib/checklists/model/judging.ts";
import {
  type AnswerValue,
  answerableItems,
  type ChecklistItem,
  type ItemAnswer,
  itemType,
  type Verdict,
} from "#lib/checklists/model.ts";
import type { ItemDto, PutItemAnswer } from "#lib/checklists/schema/items.ts";
import type { RunDto } from "#lib/checklists/schema/runs.ts";
import {
  createRunStore,
  type Pending,
  type RunStore,
  type RunView,
  shownAnswer,
  shownAnswers,
} from "./run-store.ts";
import { parseReading, typedAnswer } from "./run-words.ts";

/** The field of an item that is opened under its row. */
export type OpenField = "note" | "reason";

export interface RunScreenState {
  store: RunStore;
  view: RunView;
  me: string;
  items: ChecklistItem[];
  current: string | null;
  gaps: { key: string; gap: Gap }[];
  /** Answers can be given: the run is open, or an amendment is being written. */
  canAnswer: boolean;
  openField: { key: string; field: OpenField } | null;
  /** The answered reading that is being typed again. */
  editing: string | null;
  answerOf(key: string): ItemAnswer & { item: ItemDto | null };
  verdictOf(item: ChecklistItem): Verdict | null;
  /** The answer that the text typed so far gives, null while it gives none. */
  typedOf(item: ChecklistItem): AnswerValue | null;
  expectedOf(item: ChecklistItem): number | null;
  setCurrent(key: string): void;
  go(key: string, field?: OpenField): void;
  move(by: number): void;
  open(key: string, field: OpenField | null): void;
  edit(key: string, text?: string): void;
  stopEditing(): void;
  /** Records an answer; `onward` moves to the next item, or into the note that a breach asks for. */
  give(item: ChecklistItem, value: AnswerValue | null, onward?: boolean): void;
  /** Records what is typed. False when it is no answer yet. */
  commit(item: ChecklistItem, onward?: boolean): boolean;
  saveNote(key: string): Promise<PutItemAnswer | null>;
  notApplicable(key: string, reason: string): void;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    window.addEventListener("online", done);
  });
}

function sessionStore(): Storage | null {
  try {
    return typeof window === "undefined" ? null : window.sessionStorage;
  } catch {
    return null;
  }
}

const slotOf = (runId: string, key: string) => `/checklist-runs/${runId}/items/${key}`;

/** An answer as it waits in this browser, under the name of who gave it. */
function unsentAnswer(run: RunDto, me: string, key: string, entry: Pending, problem: string | null): Unsent {
  const item = answerableItems(run.sections).find((one) => one.key === key);
  return {
    slot: slotOf(run.id, key),
    idempotencyKey: entry.idempotencyKey,
    author: me,
    method: "PUT",
    path: slotOf(run.id, key),
    body: entry.given,
    at: entry.given.at,
    says: `${run.title}: ${item?.text ?? key}`,
    href: `/checklists/runs/${run.id}`,
    problem,
  };
}

function useStore(run: RunDto, me: string): { store: RunStore; view: RunView } {
  const [store] = useState(() =>
    createRunStore(run, {
      put: (path, body, idempotencyKey) => callApi<PutItemAnswer>("PUT", path, body, { idempotencyKey }),
      read: (path) => callApi<RunDto>("GET", path),
      newKey,
      now: () => new Date(),
      pause,
      storage: sessionStore(),
      me,
      keep: (key, entry, problem) => void keepUnsent(unsentAnswer(run, me, key, entry, problem)),
      drop: (key, entry) => void dropUnsent(me, slotOf(run.id, key), entry.idempotencyKey),
    }),
  );
  const view = useSyncExternalStore(store.subscribe, store.view, store.view);
  useEffect(() => store.resume(), [store]);
  useEffect(() => store.receive(run), [store, run]);
  useLive(
    ["checklist-run", "incident", "action-item"],
    () => void store.reload(),
    (change) => change.subjectKind !== "checklist-run" || change.subjectId === run.id,
  );
  const unsent = Object.values(view.pending).some((one) => one.state !== "sending");
  useEffect(() => {
    if (!unsent) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [unsent]);
  return { store, view };
}

const FIRST_CONTROL = "input:checked:not(:disabled), .an :is(input, select, button):not(:disabled)";

/** Puts the focus into an item's row once it is drawn: on its answer, or the field under it. */
function focusRow(key: string, field?: OpenField): void {
  requestAnimationFrame(() => {
    const row = document.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`);
    const wanted = field
      ? row?.querySelector<HTMLElement>(`[data-field="${field}"]`)
      : row?.querySelector<HTMLElement>(FIRST_CONTROL);
    const found = wanted ?? row;
    found?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  });
}

/** Everything a run's screen knows and does. */
export function useRunScreen(run: RunDto, me: string): RunScreenState {
  const { store, view } = useStore(run, me);
  const items = useMemo(() => answerableItems(view.run.sections), [view.run.sections]);
  const keys = useMemo(() => items.map((item) => item.key), [items]);
  const firstOpen = keys.find(
    (key) => !view.run.items.some((item) => item.key === key && item.verdict !== null),
  );
  const [current, setCurrent] = useState<string | null>(firstOpen ?? null);
  const [openField, setOpenField] = useState<RunScreenState["openField"]>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const latest = useRef(view);
  latest.current = view;

  const go = useCallback((key: string, field?: OpenField) => {
    setCurrent(key);
    setEditing((now) => (now === key ? now : null));
    setOpenField((now) => (field ? { key, field } : now?.key === key ? now : null));
    focusRow(key, field);
  }, []);

  const answers = shownAnswers(view, keys);
  const expectedOf = (item: ChecklistItem): number | null => {
    const typed = view.drafts[item.key]?.expected;
    if (typed !== undefined) return parseReading(typed);
    const { value } = shownAnswer(view, item.key);
    if (value !== null && typeof value === "object") return value.expected;
    return view.run.expected[item.key] ?? null;
  };
  const verdictOf = (item: ChecklistItem) => {
    const shown = shownAnswer(view, item.key);
    // The server's word stands for what the server has; what is on its way is judged here, by the same rules.
    if (!view.pending[item.key] && !view.amending?.[item.key]) return shown.item?.verdict ?? null;
    return judgeItem(item, shown);
  };

  const move = (by: number) => {
    const here = current === null ? -1 : keys.indexOf(current);
    const next = keys[Math.max(0, Math.min(keys.length - 1, here + by))];
    if (next !== undefined) go(next);
  };
  const onwardFrom = (item: ChecklistItem, answer: ItemAnswer) => {
    if (needsNote(judgeItem(item, answer)) && !answer.note?.trim()) go(item.key, "note");
    else {
      const next = keys[keys.indexOf(item.key) + 1];
      if (next === undefined) focusRow(item.key);
      else go(next);
    }
  };
  const give = (item: ChecklistItem, value: AnswerValue | null, onward = false) => {
    const { note } = shownAnswer(latest.current, item.key);
    void store.record(item.key, { value });
    setEditing(null);
    if (onward) onwardFrom(item, { value, note: latest.current.drafts[item.key]?.note ?? note });
  };
  const typedOf = (item: ChecklistItem) => {
    const text = view.drafts[item.key]?.text;
    return text === undefined ? null : typedAnswer(item, text, expectedOf(item));
  };
  const commit = (item: ChecklistItem, onward = false): boolean => {
    const draft = latest.current.drafts[item.key];
    const shown = shownAnswer(latest.current, item.key);
    const changedExpected =
      draft?.expected !== undefined && typeof shown.value === "object" && shown.value !== null;
    const text =
      draft?.text ?? (changedExpected ? String((shown.value as { actual: number }).actual) : undefined);
    if (text === undefined) return shown.value !== null || shown.notApplicable === true;
    const value = typedAnswer(item, text, expectedOf(item));
    if (value === null && !(text.trim() === "" && itemType(item) === "text")) return false;
    give(item, value, onward);
    return true;
  };

  return {
    store,
    view,
    me,
    items,
    current,
    gaps: completionGaps(view.run.sections, answers),
    canAnswer: view.amending !== null || view.run.abilities.answer.may,
    openField,
    editing,
    answerOf: (key) => shownAnswer(view, key),
    verdictOf,
    typedOf,
    expectedOf,
    setCurrent: (key) => {
      setCurrent(key);
      setOpenField((now) => (now?.key === key ? now : null));
    },
    go,
    move,
    open: (key, field) => {
      setOpenField(field ? { key, field } : null);
      if (field) go(key, field);
    },
    edit: (key, text) => {
      const { value } = shownAnswer(latest.current, key);
      setEditing(key);
      store.draft(key, {
        text: text ?? (typeof value === "object" && value ? String(value.actual) : String(value ?? "")),
      });
      focusRow(key);
    },
    stopEditing: () => setEditing(null),
    give,
    commit,
    saveNote: async (key) => {
      const note = latest.current.drafts[key]?.note;
      if (note === undefined) return null;
      const { value, notApplicable, reason } = shownAnswer(latest.current, key);
      const rest = notApplicable ? { notApplicable, reason } : {};
      store.draft(key, { note: undefined });
      return store.record(key, { value, note: note.trim(), ...rest });
    },
    notApplicable: (key, reason) => {
      void store.record(key, { value: null, notApplicable: true, reason: reason.trim() });
      setOpenField(null);
      const next = keys[keys.indexOf(key) + 1];
      if (next !== undefined) go(next);
    },
  };
}
