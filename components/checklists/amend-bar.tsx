"use client";

import { useState } from "react";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/inputs.tsx";
import { toast } from "#components/ui/toast.ts";
import type { RunDto } from "#lib/checklists/schema/runs.ts";
import { plural } from "#lib/platform/format.ts";
import type { RunScreenState } from "./use-run-screen.ts";

/** While a signed run is being amended: what will change, why, and the one button that does it. */
export function AmendBar({ screen }: { screen: RunScreenState }) {
  const { run, amending } = screen.view;
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  if (!amending) return null;
  const changes = Object.entries(amending);

  async function submit() {
    if (changes.length === 0) return setProblem("Change an answer first.");
    if (reason.trim() === "") return setProblem("Say why the signed run changes.");
    setBusy(true);
    setProblem(null);
    try {
      const items = changes.map(([key, { at: _at, ...given }]) => ({ key, ...given }));
      const after = await callApi<RunDto>("POST", `/checklist-runs/${run.id}/amend`, {
        reason: reason.trim(),
        items,
      });
      screen.store.stopAmending();
      screen.store.receive(after);
      toast({ title: "Amended", tone: "ok" });
    } catch (error) {
      const found = error instanceof ApiProblem ? error : null;
      setProblem(found?.errors[0]?.message ?? found?.message ?? "That did not work. Try again.");
    } finally {
      setBusy(false);
    }
  }

  return (
    <section className="amendbar" aria-label="Amendment">
      <p>
        <b className="b">Amending a signed run.</b>{" "}
        <span className="t2">
          {plural(changes.length, "answer")} changed. What stood there before stays readable.
        </span>
      </p>
      <div className="row wrap">
        <TextInput
          label="Reason"
          hideLabel
          placeholder="Why does it change?"
          fieldClassName="grow"
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button variant="primary" busy={busy} busyLabel="Saving" onClick={() => void submit()}>
          Save the amendment
        </Button>
        <Button variant="quiet" onClick={() => screen.store.stopAmending()}>
          Cancel
        </Button>
      </div>
      <div role="alert" className="field">
        <FieldError>{problem}</FieldError>
      </div>
    </section>
  );
}
