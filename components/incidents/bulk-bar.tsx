"use client";

import { useState } from "react";
import { STEP } from "#components/incidents/words.ts";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import type { IncidentRow } from "#lib/incidents/schema/list.ts";
import { plural } from "#lib/platform/format.ts";

const STEPS = ["acknowledged", "mitigated", "resolved"] as const;

type Props = {
  chosen: ReadonlyArray<IncidentRow>;
  onDone: () => void;
};

/**
 * One step for several incidents. Each is asked for by itself, so that one which may not be moved keeps no other; what
 * was refused is named with the server's own reason.
 */
export function BulkBar({ chosen, onDone }: Props) {
  const [busy, setBusy] = useState<string | null>(null);
  async function go(step: (typeof STEPS)[number]) {
    setBusy(step);
    const refused: string[] = [];
    for (const row of chosen) {
      try {
        await callApi("POST", `/incidents/${row.id}/${STEP[step].path}`, {});
      } catch (error) {
        refused.push(`INC-${row.number}: ${error instanceof ApiProblem ? error.detail : "no answer"}`);
      }
    }
    setBusy(null);
    const done = chosen.length - refused.length;
    toast({
      title: `${STEP[step].verb}: ${plural(done, "incident")} of ${chosen.length}`,
      ...(refused.length > 0 ? { detail: refused.slice(0, 5).join(" ") } : {}),
      tone: refused.length > 0 ? "crit" : "ok",
    });
    onDone();
  }
  return (
    <section
      className="row wrap gap-2 border-accent-line border-b bg-accent-tint px-3.5 py-2"
      aria-label="Chosen incidents"
    >
      <span className="b num" role="status">
        {plural(chosen.length, "incident")} chosen
      </span>
      {STEPS.map((step) => (
        <Button
          key={step}
          size="sm"
          busy={busy === step}
          busyLabel={STEP[step].busy}
          disabled={busy !== null}
          onClick={() => void go(step)}
        >
          {STEP[step].verb}
        </Button>
      ))}
      <Button size="sm" variant="quiet" disabled={busy !== null} onClick={onDone}>
        Choose none
      </Button>
    </section>
  );
}
