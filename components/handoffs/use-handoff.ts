"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { ApiProblem, callApi, newKey } from "#components/shell/api.ts";
import { toast } from "#components/ui/toast.ts";
import type { HandoffDto, PrepareHandoff } from "#lib/handoffs/schema.ts";

export interface UseHandoff {
  handoff: HandoffDto;
  busy: string | null;
  /** Saves a part of the preparation at once; what the server says stands afterwards. */
  prepare: (change: Omit<PrepareHandoff, "version">) => Promise<boolean>;
  /** One verb: submit or accept. */
  act: (verb: "submit" | "accept", done: string) => Promise<void>;
}

/** The handoff as the server last said it. A refused write shows what is now true, and says why. */
export function useHandoff(given: HandoffDto): UseHandoff {
  const router = useRouter();
  const [handoff, setHandoff] = useState(given);
  const [busy, setBusy] = useState<string | null>(null);
  // One after another: each write carries the version that the one before gave.
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const version = useRef(given.version);
  useEffect(() => {
    if (given.version < version.current) return;
    version.current = given.version;
    setHandoff(given);
  }, [given]);

  function show(next: HandoffDto) {
    version.current = next.version;
    setHandoff(next);
    router.refresh();
  }
  async function send(name: string, work: () => Promise<HandoffDto>): Promise<boolean> {
    setBusy(name);
    try {
      show(await work());
      return true;
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : new ApiProblem(500, {});
      toast({ title: "Not saved", detail: problem.detail, tone: "crit" });
      const current = problem.current as HandoffDto | undefined;
      if (current && typeof current === "object" && "items" in current) show(current);
      else router.refresh();
      return false;
    } finally {
      setBusy(null);
    }
  }
  const queue = (name: string, work: () => Promise<HandoffDto>) => {
    const next = last.current.then(() => send(name, work));
    last.current = next;
    return next;
  };
  return {
    handoff,
    busy,
    prepare: (change) =>
      queue("prepare", () =>
        callApi<HandoffDto>("PATCH", `/handoffs/${given.id}`, { ...change, version: version.current }),
      ),
    act: async (verb, done) => {
      const idempotencyKey = newKey();
      const ok = await queue(verb, () =>
        callApi<HandoffDto>("POST", `/handoffs/${given.id}/${verb}`, {}, { idempotencyKey }),
      );
      if (ok) toast({ title: done, tone: "ok" });
    },
  };
}
