"use client";

import { useEffect, useState } from "react";
import { callApi, mayPass } from "#components/shell/api.ts";

/** While no answer comes, it is asked again after so long, in milliseconds. */
const AGAIN_MS = 5000;

export interface Asked<T> {
  /** The answer; absent while there is none. */
  data: T | undefined;
  /** Something is wanted and nothing is known yet. */
  waiting: boolean;
  /** The last try brought nothing. Unless the server refused it, it is asked again by itself. */
  failed: boolean;
}

/**
 * One question to the API, asked once it is needed and each time it is needed again; what is known stays meanwhile.
 * @param path relative to /api/v1; null while nothing is wanted
 * @param turn asked anew whenever this changes
 */
export function useAsked<T>(path: string | null, turn = 0): Asked<T> {
  const [known, setKnown] = useState<{ path: string; data: T } | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    setFailed(false);
    if (path === null) return;
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = () =>
      callApi<T>("GET", path).then(
        (data) => {
          if (left) return;
          setKnown({ path, data });
          setFailed(false);
        },
        (error: unknown) => {
          if (left) return;
          setFailed(true);
          if (mayPass(error)) timer = setTimeout(ask, AGAIN_MS);
        },
      );
    void ask();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [path, turn]);
  const data = known && known.path === path ? known.data : undefined;
  return { data, waiting: path !== null && data === undefined, failed };
}
