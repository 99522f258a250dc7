"use client";

import { useState } from "react";
import { FormDialog } from "#components/incidents/form-dialog.tsx";
import { PersonSelect } from "#components/incidents/person-select.tsx";
import type { Act } from "#components/incidents/use-act.ts";
import { useCallable } from "#lib/incidents/hooks.ts";
import type { TaskDto } from "#lib/incidents/schema/tasks.ts";

/** Gives a task to somebody: they are told, and may work the incident from now on. */
export function GiveTask({ task, act, onClose }: { task: TaskDto; act: Act; onClose: () => void }) {
  const choices = useCallable(true);
  const [ownerId, setOwner] = useState(task.owner?.id ?? "");
  const [missing, setMissing] = useState(false);
  async function send() {
    setMissing(ownerId === "");
    if (ownerId === "") return null;
    return act("PATCH", `/tasks/${task.id}`, { version: task.version, ownerId });
  }
  return (
    <FormDialog
      open
      onClose={onClose}
      title="Give this task to somebody"
      description={task.text}
      verb="Give"
      busyLabel="Giving"
      fields={["ownerId"]}
      onSend={send}
    >
      {(refusal) => (
        <PersonSelect
          label="Person"
          choices={choices}
          value={ownerId}
          onChange={setOwner}
          error={missing ? "Choose a person." : refusal.at("ownerId")}
        />
      )}
    </FormDialog>
  );
}
