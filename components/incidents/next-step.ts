"use client";

import { useCallback, useState } from "react";
import type { Act } from "#components/incidents/use-act.ts";
import { STEP } from "#components/incidents/words.ts";
import { toast } from "#components/ui/toast.ts";
import { canMove, nextStatus, PATH, type PathStatus, type Status } from "#lib/incidents/model.ts";
import type { IncidentDto } from "#lib/incidents/schema.ts";

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
  go: (step: Step) => void;
  forget: () => void;
}

/**
 * Moves the incident. Never shown before the server has answered: until then the button is busy, and without an answer
 * the page says what is not so yet.
 */
export function useMove(status: Status, act: Act): Move {
  const [busy, setBusy] = useState<Step | null>(null);
  const [silent, setSilent] = useState<Step | null>(null);
  const go = useCallback(
    async (step: Step) => {
      setBusy(step);
      setSilent(null);
      const outcome = await act("POST", `/${STEP[step].path}`, {});
      setBusy(null);
      if (outcome.ok) return;
      if (outcome.silent) setSilent(step);
      else if (outcome.errors.length > 0) toast({ title: "Not done", detail: outcome.detail, tone: "crit" });
    },
    [act],
  );
  // It went through after all, or a colleague did it: then nothing is missing.
  const unanswered = silent && canMove(status, silent) ? silent : null;
  return { busy, unanswered, go: (step) => void go(step), forget: () => setSilent(null) };
}
