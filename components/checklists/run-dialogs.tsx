"use client";

import { useState } from "react";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Select } from "#components/ui/inputs.tsx";
import { toast } from "#components/ui/toast.ts";
import type { RunDto } from "#lib/checklists/schema/runs.ts";
import type { RunDialogName } from "./run-head.tsx";
import { useRunPeople } from "./use-run-people.ts";
import type { RunScreenState } from "./use-run-screen.ts";

interface DialogProps {
  screen: RunScreenState;
  onClose: () => void;
}

const said = (error: unknown) =>
  error instanceof ApiProblem ? error.message : "That did not work. Try again.";

/** The dialogs of a run's menu; loaded when one is asked for. */
export function RunDialogs({ name, ...props }: DialogProps & { name: RunDialogName }) {
  return name === "skip" ? <SkipDialog {...props} /> : <HandOverDialog {...props} />;
}

function SkipDialog({ screen, onClose }: DialogProps) {
  const { run } = screen.view;
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title="Skip this run?"
      description="It counts as skipped, not as done. The reason is kept with it, and what was answered stays."
      verb="Skip this run"
      keep="Keep it open"
      reason={{ label: "Why is it left out?", missing: "Say in a few words why it is left out." }}
      onConfirm={async (reason) => {
        try {
          screen.store.receive(await callApi<RunDto>("POST", `/checklist-runs/${run.id}/skip`, { reason }));
          return undefined;
        } catch (error) {
          return said(error);
        }
      }}
    />
  );
}

function HandOverDialog({ screen, onClose }: DialogProps) {
  const { run } = screen.view;
  const people = useRunPeople(run.id).filter((person) => person.id !== run.owner?.id);
  const [userId, setUserId] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  async function submit() {
    if (userId === "") return setProblem("Choose who takes it.");
    setBusy(true);
    try {
      const after = await callApi<RunDto>("POST", `/checklist-runs/${run.id}/hand-over`, { userId });
      screen.store.receive(after);
      toast({ title: `Handed over to ${after.owner?.name ?? "them"}`, tone: "ok" });
      onClose();
    } catch (error) {
      setProblem(said(error));
      setBusy(false);
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title="Hand over this run"
      description="From then on it is theirs. What has been answered stays under your name."
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit();
      }}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" busy={busy} busyLabel="Handing over">
            Hand over
          </Button>
        </>
      }
    >
      <Select
        label="To"
        placeholder="Choose a colleague"
        value={userId}
        onChange={(event) => {
          setUserId(event.target.value);
          setProblem(null);
        }}
        options={people.map((person) => ({ value: person.id, label: person.name }))}
      />
      <div role="alert" className="field">
        <FieldError>{problem}</FieldError>
      </div>
    </Dialog>
  );
}
