"use client";

import { useEffect, useState } from "react";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import type { PreviewDto } from "#lib/oncall/schema/preview.ts";

/** After so long without a key the draft is laid out. */
const PAUSE_MS = 400;

export interface Preview {
  /** Of the last draft that could be laid out; stays while the next is on its way. */
  preview: PreviewDto | null;
  busy: boolean;
  problem: ApiProblem | null;
}

/**
 * What a draft would lay out over the next twelve months, asked of the server after each pause in typing.
 * @param body the request, or null while the draft is not complete
 */
export function usePreview(body: unknown): Preview {
  const [state, setState] = useState<Preview>({ preview: null, busy: false, problem: null });
  const text = body === null ? null : JSON.stringify(body);
  useEffect(() => {
    if (text === null) {
      setState((before) => ({ ...before, busy: false, problem: null }));
      return;
    }
    const stop = new AbortController();
    setState((before) => ({ ...before, busy: true }));
    const timer = setTimeout(() => {
      callApi<PreviewDto>("POST", "/schedules/preview", JSON.parse(text), { signal: stop.signal }).then(
        (preview) => setState({ preview, busy: false, problem: null }),
        (error: unknown) => {
          if (stop.signal.aborted) return;
          const problem = error instanceof ApiProblem ? error : new ApiProblem(500, {});
          setState((before) => ({ ...before, busy: false, problem }));
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);
  return state;
}
