"use client";

import { useState } from "react";
import type { Act } from "#components/incidents/use-act.ts";
import { sentenceOf } from "#components/incidents/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { TextInput } from "#components/ui/inputs.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { toast } from "#components/ui/toast.ts";
import type { IncidentDto } from "#lib/incidents/schema/incidents.ts";
import type { TaskDto } from "#lib/incidents/schema/tasks.ts";

const GiveTask = onDemand(async () => (await import("./give-task.tsx")).GiveTask);

export interface TasksPanelProps {
  incident: IncidentDto;
  tasks: ReadonlyArray<TaskDto>;
  act: Act;
}

/** What there is to do: the steps of the procedure by phase, then what was added by hand. */
export function TasksPanel({ incident, tasks, act }: TasksPanelProps) {
  const may = incident.abilities.note;
  const [adding, setAdding] = useState(false);
  const [giving, setGiving] = useState<TaskDto | null>(null);
  if (tasks.length === 0 && !may) return null;
  const phases = [...new Set(tasks.map((one) => one.phase))];
  const done = tasks.filter((one) => one.doneAt !== null).length;
  return (
    <Panel
      title="Tasks"
      tight
      count={tasks.length > 0 ? `${done} of ${tasks.length}` : undefined}
      end={
        may ? (
          <button type="button" className="link xs noprint" onClick={() => setAdding(!adding)}>
            Add
          </button>
        ) : null
      }
    >
      {tasks.length === 0 && !adding ? (
        <p className="px-3.5 pb-3 xs t3">A kind of incident brings its procedure; others you add.</p>
      ) : null}
      {phases.map((phase) => (
        <section key={phase} className="px-3.5 pb-2" aria-label={phase || "Added by hand"}>
          {phase ? <h3 className="xs t2 m">{phase}</h3> : null}
          <ul>
            {tasks
              .filter((one) => one.phase === phase)
              .map((task) => (
                <Task key={task.id} task={task} may={may} act={act} onGive={() => setGiving(task)} />
              ))}
          </ul>
        </section>
      ))}
      {adding ? <AddTask act={act} onDone={() => setAdding(false)} /> : null}
      {giving ? <GiveTask task={giving} act={act} onClose={() => setGiving(null)} /> : null}
    </Panel>
  );
}

type TaskProps = { task: TaskDto; may: boolean; act: Act; onGive: () => void };

function Task({ task, may, act, onGive }: TaskProps) {
  const [busy, setBusy] = useState(false);
  const isDone = task.doneAt !== null;
  async function turn(done: boolean) {
    setBusy(true);
    const problem = sentenceOf(await act("PATCH", `/tasks/${task.id}`, { version: task.version, done }));
    setBusy(false);
    if (problem) toast({ title: "Not kept", detail: problem, tone: "crit" });
  }
  const who = isDone ? task.doneBy : task.owner;
  return (
    <li className="row py-0.5">
      <Checkbox
        className="grow wrap-anywhere"
        label={<span className={isDone ? "t3 line-through" : undefined}>{task.text}</span>}
        checked={isDone}
        disabled={!may || busy}
        onChange={(event) => void turn(event.target.checked)}
      />
      {who ? <span className="xs t2 nw">{who.name}</span> : null}
      {may && !isDone ? (
        <button type="button" className="link xs nw noprint min-h-6 max-sm:min-h-11" onClick={onGive}>
          {task.owner ? "Change" : "Give"}
          <span className="vh"> {task.text}</span>
        </button>
      ) : null}
    </li>
  );
}

function AddTask({ act, onDone }: { act: Act; onDone: () => void }) {
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  async function add() {
    if (text.trim() === "") return setError("Say what is to be done.");
    setBusy(true);
    const outcome = await act("POST", "/tasks", { text });
    setBusy(false);
    if (!outcome.ok) return setError(outcome.errors[0]?.message ?? outcome.detail);
    setText("");
    setError(undefined);
  }
  return (
    <form
      className="row px-3.5 pb-3 items-start"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void add();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onDone();
      }}
    >
      <TextInput
        label="Task"
        hideLabel
        fieldClassName="grow"
        placeholder="What is to be done?"
        value={text}
        maxLength={300}
        autoFocus
        error={error}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" busy={busy} busyLabel="Adding">
        Add
      </Button>
    </form>
  );
}
