"use client";

import { useState } from "react";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { StateWord } from "#components/ui/state-glyph.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { KIND_WORDS } from "#lib/notifications/model.ts";
import type { DispatchDto } from "#lib/notifications/schema.ts";
import { STATE_WORDS } from "./words.ts";

const GLYPH = {
  sent: "ok",
  failed: "crit",
  pending: "open",
  sending: "now",
  held: "none",
  cancelled: "none",
} as const;

/** What became of one message: each address, its state and every try. Asked for when it is opened. */
export function HowItReachedYou({ id }: { id: string }) {
  const [rows, setRows] = useState<DispatchDto[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  function look(open: boolean) {
    if (!open) return;
    callApi<{ items: DispatchDto[] }>("GET", `/notifications/${id}/deliveries`).then(
      (answer) => setRows(answer.items),
      (error) => setProblem(error instanceof ApiProblem ? error.message : "The server did not answer."),
    );
  }

  return (
    <details className="xs" onToggle={(event) => look(event.currentTarget.open)}>
      <summary className="link inline-block min-h-6 cursor-pointer">How it reached you</summary>
      <div className="grid gap-1.5 py-1.5" aria-live="polite">
        {problem ? <span className="crit">{problem}</span> : null}
        {rows === null && !problem ? <span className="t3">Looking …</span> : null}
        {rows?.length === 0 ? (
          <span className="t2">In the portal only: by your rules it goes nowhere else.</span>
        ) : null}
        {rows?.map((row) => (
          <Address key={row.id} row={row} />
        ))}
      </div>
    </details>
  );
}

function Address({ row }: { row: DispatchDto }) {
  const kind = KIND_WORDS[row.kind as keyof typeof KIND_WORDS] ?? row.kind;
  return (
    <div className="grid gap-0.5">
      <span className="row wrap gap-2">
        <StateWord state={GLYPH[row.state]}>{STATE_WORDS[row.state]}</StateWord>
        <span className="m">{kind}</span>
        {row.to ? <span className="mono t2 wrap-anywhere">{row.to}</span> : null}
        {row.state === "cancelled" || row.state === "pending" ? (
          <span className="t2">{row.because}</span>
        ) : null}
      </span>
      {row.tries.map((one) => (
        <span key={one.attempt} className="t2 wrap-anywhere pl-5">
          Try {one.attempt}, <RelativeTime iso={one.at} focusable={false} />: {one.answer}
          {one.tookMs === null ? "" : ` (${one.tookMs} ms)`}
        </span>
      ))}
    </div>
  );
}
