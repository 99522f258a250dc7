"use client";

import { useCallback, useEffect, useState } from "react";
import type { Act } from "#components/incidents/use-act.ts";
import { STEP } from "#components/incidents/words.ts";
import { toast } from "#components/ui/toast.ts";
import { canMove, nextStatus } from "#lib/incidents/model/life.ts";
import { PATH, type PathStatus, type Status } from "#lib/incidents/model.ts";
import type { IncidentDto } from "#lib/incidents/schema/incidents.ts";

type Step = keyof typeof STEP;

/** The ability that belongs to each step. */
const MAY = {
  acknowledged: "acknowledge",
  investigating: "investigate",
  mitigated: "mitigate",
  resolved: "resolve",
  closed: "close",
} as const satisfies Record<Step, keyof IncidentDto["abilities"]>;

const isStep = (status: PathStatus | null): status is Step => status !== null && status !== "open";

/** The step the page's one filled button takes; null at the end, or when the reader may not. */
export function stepOf(incident: IncidentDto): Step | null {
  const next = nextStatus(incident.status);
  return isStep(next) && incident.abilities[MAY[next]] ? next : null;
}

/** Steps further ahead: a fix found at once skips what lies between. */
export function jumpsOf(incident: IncidentDto): Step[] {
  const next = nextStatus(incident.status);
  return PATH.filter(
    (status): status is Step =>
      isStep(status) &&
      status !== next &&
      canMove(incident.status, status) &&
      incident.abilities[MAY[status]],
  );
}

export interface Move {
  /** The step that is on its way to the server. */
  busy: Step | null;
  /** The step for which no answer came. */
  unanswered: Step | null;
  /** It is still being sent again by itself. */
  repeating: boolean;
  go: (step: Step) => void;
  forget: () => void;
}

/** An acknowledgement that nobody answered is sent again for so long; a later one would surprise those it stops. */
const REPEAT_FOR_MS = 10 * 60_000;
const REPEAT_EVERY_MS = 5_000;

/**
 * Moves the incident. Never shown before the server has answered: until then the button is busy, and without an answer
 * the page says what is not so yet. An acknowledgement alone is repeated by itself, under its own key, for ten minutes.
 */
export function useMove(status: Status, act: Act): Move {
  const [busy, setBusy] = useState<Step | null>(null);
  const [silent, setSilent] = useState<Step | null>(null);
  const [since, setSince] = useState<number | null>(null);
  const send = useCallback(
    async (step: Step) => {
      setBusy(step);
      const outcome = await act("POST", `/${STEP[step].path}`, {});
      setBusy(null);
      if (!outcome.ok && outcome.silent) {
        setSilent(step);
        return;
      }
      setSilent(null);
      setSince(null);
      if (!outcome.ok && outcome.errors.length > 0)
        toast({ title: "Not done", detail: outcome.detail, tone: "crit" });
    },
    [act],
  );
  const go = (step: Step) => {
    setSilent(null);
    setSince(step === "acknowledged" ? Date.now() : null);
    void send(step);
  };
  // It went through after all, or a colleague did it: then nothing is missing.
  const unanswered = silent && canMove(status, silent) ? silent : null;
  const waits = unanswered === "acknowledged" && busy === null && since !== null;
  useEffect(() => {
    if (!waits || since === null) return;
    const again = () => {
      if (Date.now() - since < REPEAT_FOR_MS) void send("acknowledged");
      else setSince(null);
    };
    const timer = setTimeout(again, REPEAT_EVERY_MS);
    window.addEventListener("online", again);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("online", again);
    };
  }, [waits, since, send]);
  return {
    busy,
    unanswered,
    repeating: unanswered !== null && since !== null,
    go,
    forget: () => setSilent(null),
  };
}
