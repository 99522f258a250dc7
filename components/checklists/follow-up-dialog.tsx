"use client";

import { useState } from "react";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Select, TextArea, TextInput } from "#components/ui/inputs.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ChecklistItem } from "#lib/checklists/model.ts";
import { useRunPeople } from "./use-run-people.ts";
import type { RunScreenState } from "./use-run-screen.ts";

interface FollowUpProps {
  item: ChecklistItem;
  title: string;
  screen: RunScreenState;
  onClose: () => void;
}

/** An action that follows from an item: who, until when (S-028). */
export function FollowUpDialog({ item, title, screen, onClose }: FollowUpProps) {
  const { run } = screen.view;
  const people = useRunPeople(run.id);
  const [form, setForm] = useState({ title, ownerId: screen.me, dueOn: "", detail: "" });
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const edit = (field: keyof typeof form) => (event: { target: { value: string } }) =>
    setForm((now) => ({ ...now, [field]: event.target.value }));

  async function submit() {
    setBusy(true);
    setProblem(null);
    try {
      await callApi("POST", "/action-items", {
        title: form.title,
        teamId: run.team.id,
        ...(run.service ? { serviceId: run.service.id } : {}),
        ...(form.ownerId ? { ownerId: form.ownerId } : {}),
        ...(form.dueOn ? { dueOn: form.dueOn } : {}),
        detail: form.detail.trim() || `From the item “${item.text}” of ${run.title}, run ${run.number}.`,
        source: { kind: "checklist-run", id: run.id },
      });
      toast({ title: "Follow-up written down", tone: "ok" });
      void screen.store.reload();
      onClose();
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error : new ApiProblem(0, {}));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title="Follow-up action"
      description={`It stays tied to “${item.text}” of this run.`}
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit();
      }}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" busy={busy} busyLabel="Writing it down">
            Write it down
          </Button>
        </>
      }
    >
      <TextInput
        label="What is to be done"
        value={form.title}
        onChange={edit("title")}
        error={problem?.at("title")}
        autoFocus
      />
      <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
        <Select
          label="Owner"
          placeholder="Nobody yet"
          value={form.ownerId}
          onChange={edit("ownerId")}
          error={problem?.at("ownerId")}
          options={people.map((person) => ({ value: person.id, label: person.name }))}
        />
        <TextInput
          label="Due on"
          type="date"
          value={form.dueOn}
          onChange={edit("dueOn")}
          error={problem?.at("dueOn")}
        />
      </div>
      <TextArea
        label="Detail"
        note="optional"
        rows={2}
        value={form.detail}
        onChange={edit("detail")}
        error={problem?.at("detail")}
      />
      <div role="alert" className="field">
        <FieldError>{problem && problem.errors.length === 0 ? problem.message : null}</FieldError>
      </div>
    </Dialog>
  );
}
