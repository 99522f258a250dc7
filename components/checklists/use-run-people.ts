"use client";

import { useEffect, useState } from "react";
import { callApi } from "#components/shell/api.ts";

export interface RunPerson {
  id: string;
  name: string;
}

/** Members of the run's team who can work it; empty until the server has answered. */
export function useRunPeople(runId: string): RunPerson[] {
  const [people, setPeople] = useState<RunPerson[]>([]);
  useEffect(() => {
    const asked = new AbortController();
    callApi<{ items: RunPerson[] }>("GET", `/checklist-runs/${runId}/people`, undefined, {
      signal: asked.signal,
    })
      .then((answer) => setPeople(answer.items))
      .catch(() => undefined);
    return () => asked.abort();
  }, [runId]);
  return people;
}
