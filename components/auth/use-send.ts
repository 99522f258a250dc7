"use client";

import { useCallback, useRef, useState } from "react";
import { ApiProblem, newKey } from "#components/shell/api.ts";

export interface Sending {
  busy: boolean;
  /** Runs one write; resolves to its answer, or undefined when it was refused. A second try carries the same key. */
  send: <T>(work: (idempotencyKey: string) => Promise<T>) => Promise<T | undefined>;
  /** The sentence for a field. */
  at: (path: string) => string | undefined;
  /** What belongs to none of these fields. */
  rest: (...fields: string[]) => string | undefined;
  problem: ApiProblem | null;
  clear: () => void;
}

/** One form's write: busy until the server has answered, and what it said, at the fields or as one sentence. */
export function useSend(): Sending {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const key = useRef<string | null>(null);
  const send = useCallback(
    async <T>(work: (idempotencyKey: string) => Promise<T>): Promise<T | undefined> => {
      key.current ??= newKey();
      setBusy(true);
      setProblem(null);
      try {
        const answer = await work(key.current);
        key.current = null;
        return answer;
      } catch (error) {
        const known = error instanceof ApiProblem ? error : new ApiProblem(500, {});
        // Only when nothing is known of the first try does the second one carry its key.
        if (known.status !== 0 && known.status < 500) key.current = null;
        setProblem(known);
        return undefined;
      } finally {
        setBusy(false);
      }
    },
    [],
  );
  const clear = useCallback(() => setProblem(null), []);
  return {
    busy,
    send,
    problem,
    at: (path) => problem?.at(path),
    rest: (...fields) => {
      if (!problem) return undefined;
      if (problem.errors.length === 0) return problem.detail;
      const others = problem.errors.filter((one) => !fields.includes(one.path));
      return others.length > 0 ? others.map((one) => one.message).join(" ") : undefined;
    },
    clear,
  };
}

/** A form's text fields by name, untrimmed: passwords may begin with a space. */
export function textsOf(form: HTMLFormElement): Record<string, string> {
  const entries = [...new FormData(form)].filter(
    (one): one is [string, string] => typeof one[1] === "string",
  );
  return Object.fromEntries(entries);
}
