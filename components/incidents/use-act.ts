"use client";

import { useCallback, useRef } from "react";
import { ApiProblem, callApi, newKey } from "#components/shell/api.ts";
import { toast } from "#components/ui/toast.ts";

/** How long an answer may take before it counts as none, in milliseconds. */
const PATIENCE = 12_000;

type FieldErrors = ReadonlyArray<{ path: string; message: string }>;

export type Outcome =
  | { ok: true }
  /** `silent`: no answer came, so nothing is known. `errors`: sentences for fields. */
  | { ok: false; silent: false; detail: string; errors: FieldErrors }
  | {
      ok: false;
      silent: true;
      detail: string;
      errors: FieldErrors;
      /** The key it was sent under: sent again under it, it counts once. */
      idempotencyKey: string;
    };

/** `handsOver`: what gets no answer is taken over by the caller with its key; the same text later is another write. */
export type Act = (method: string, path: string, body: unknown, handsOver?: boolean) => Promise<Outcome>;

const REFUSALS = new Set(["forbidden", "conflict", "stale"]);

/**
 * One write on an incident. A repeated try of the same write carries the same key, so that it counts once however
 * often the network breaks. Whatever the answer, what the incident is now is fetched again; a refusal that comes from
 * its present state is said in a toast, over the page that already shows that state.
 */
export function useAct(id: string, refresh: () => Promise<unknown>): Act {
  const pending = useRef<{ what: string; key: string } | null>(null);
  return useCallback(
    async (method, path, body, handsOver = false) => {
      const what = JSON.stringify([method, path, body]);
      if (pending.current?.what !== what) pending.current = { what, key: newKey() };
      const idempotencyKey = pending.current.key;
      try {
        await callApi(method, `/incidents/${id}${path}`, body, {
          idempotencyKey,
          signal: AbortSignal.timeout(PATIENCE),
        });
        pending.current = null;
        await refresh();
        return { ok: true };
      } catch (error) {
        const problem = error instanceof ApiProblem ? error : null;
        const silent = problem === null || problem.status === 0 || problem.status >= 500;
        if (!silent || handsOver) pending.current = null;
        void refresh();
        const detail = problem?.detail ?? "The server did not answer. What you typed is kept.";
        if (problem && REFUSALS.has(problem.code)) {
          const shown = problem.detail.includes("is shown") ? "" : " What it is now is shown.";
          toast({ title: "Not done", detail: problem.detail + shown, tone: "info" });
        }
        const said = { ok: false, detail, errors: problem?.errors ?? [] } as const;
        return silent ? { ...said, silent, idempotencyKey } : { ...said, silent };
      }
    },
    [id, refresh],
  );
}

/** The sentence a dialog shows; nothing when it went well. */
export const sentenceOf = (outcome: Outcome): string | undefined => (outcome.ok ? undefined : outcome.detail);
