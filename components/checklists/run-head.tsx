"use client";

import { useState } from "react";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { PageHead } from "#components/shell/page-head.tsx";
import { setSingleKeys, useSingleKeys } from "#components/shell/single-keys.ts";
import { Button } from "#components/ui/button.tsx";
import { Gauge } from "#components/ui/gauge.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";
import { StateWord } from "#components/ui/state-glyph.tsx";
import { useNow } from "#components/ui/time-context.tsx";
import { toast } from "#components/ui/toast.ts";
import type { RunDto } from "#lib/checklists/schema/runs.ts";
import { formatClock } from "#lib/platform/format.ts";
import type { RunScreenState } from "./use-run-screen.ts";

const RunDialogs = onDemand(async () => (await import("./run-dialogs.tsx")).RunDialogs);
export type RunDialogName = "skip" | "hand-over";

/** Title, state, the two gauges and the page's one next step. */
export function RunHead({ screen, onSign }: { screen: RunScreenState; onSign: () => Promise<void> }) {
  const { run } = screen.view;
  const [dialog, setDialog] = useState<RunDialogName | null>(null);
  const place = run.service ?? run.team;
  return (
    <>
      <PageHead
        className="rhead"
        title={run.title}
        crumbs={[
          { label: "Checklists", href: "/checklists" },
          { label: place.name },
          { label: `Run ${run.number}, version ${run.templateVersion}` },
        ]}
        mark={null}
        say={<StateLine run={run} />}
      >
        <div className="meters">
          <Done screen={screen} />
          <Time run={run} />
        </div>
        <div className="row noprint">
          <RunMenu screen={screen} onDialog={setDialog} />
          <span className="desk">
            <SignButton screen={screen} onSign={onSign} />
          </span>
        </div>
      </PageHead>
      {dialog ? <RunDialogs screen={screen} name={dialog} onClose={() => setDialog(null)} /> : null}
    </>
  );
}

/** What the state says; an open run in time says nothing. */
function StateLine({ run }: { run: RunDto }) {
  switch (run.state) {
    case "late":
      return <StateWord state="late">Late</StateWord>;
    case "missed":
      return <StateWord state="crit">Missed, still to complete</StateWord>;
    case "completed":
      return run.awaitsSignOff ? (
        <StateWord state="now">Completed, waits for a second signature</StateWord>
      ) : (
        <StateWord state="ok">Completed</StateWord>
      );
    case "missed-completed":
      return <StateWord state="warn">Missed, completed later</StateWord>;
    case "skipped":
      return <StateWord state="none">Skipped</StateWord>;
    case "not-measured":
      return <StateWord state="none">Not measured: the portal was not running</StateWord>;
    default:
      return run.startedBy === "trigger" ? <Badge>Started by a trigger</Badge> : null;
  }
}

function Done({ screen }: { screen: RunScreenState }) {
  const total = screen.items.length;
  const done = screen.items.filter((item) => {
    const answer = screen.answerOf(item.key);
    return answer.value !== null || answer.notApplicable;
  }).length;
  return (
    <div className="mtr">
      <span className="row">
        <span className="t2">Done</span>
        <span className="end num">
          <b>{done}</b> <span className="t3">of {total}</span>
        </span>
      </span>
      <Gauge value={done} max={total} label="Items done" valueText={`${done} of ${total}`} />
    </div>
  );
}

function Time({ run }: { run: RunDto }) {
  const now = useNow();
  const end = run.completedAt === null ? now : Date.parse(run.completedAt);
  const seconds = run.ownedAt === null ? 0 : Math.max(0, (end - Date.parse(run.ownedAt)) / 1000);
  const estimate = run.estimateMinutes;
  const words =
    estimate === null
      ? ""
      : estimate.min === estimate.max
        ? `of ${estimate.max} min`
        : `of ${estimate.min}–${estimate.max} min`;
  return (
    <div className="mtr">
      <span className="row">
        <span className="t2">Time</span>
        <span className="end num">
          <b suppressHydrationWarning>{formatClock(seconds)}</b> <span className="t3">{words}</span>
        </span>
      </span>
      {estimate === null ? null : (
        <Gauge
          value={seconds}
          limit={estimate.min === estimate.max ? undefined : estimate.min * 60}
          max={Math.max(estimate.max * 60, 1)}
          tone="neutral"
          label={null}
        />
      )}
    </div>
  );
}

/** Sign and finish; while something is open it says how much, and leads there. */
export function SignButton({ screen, onSign }: { screen: RunScreenState; onSign: () => Promise<void> }) {
  const { run, amending } = screen.view;
  const [busy, setBusy] = useState(false);
  const press = async () => {
    setBusy(true);
    await onSign();
    setBusy(false);
  };
  if (amending) return null;
  if (run.abilities.complete.may) {
    const left = screen.gaps.length;
    return (
      <Button
        variant={left === 0 ? "primary" : "outline"}
        className={left > 0 ? "left" : undefined}
        title={left > 0 ? "Go to the first open item" : undefined}
        busy={busy}
        busyLabel="Signing"
        onClick={() => void press()}
      >
        {left === 0 ? "Sign and finish" : `Sign and finish · ${left} left`}
      </Button>
    );
  }
  if (run.abilities.signOff.may) {
    return (
      <Button variant="primary" busy={busy} busyLabel="Signing off" onClick={() => void press()}>
        Sign off
      </Button>
    );
  }
  return null;
}

function RunMenu({ screen, onDialog }: { screen: RunScreenState; onDialog: (name: RunDialogName) => void }) {
  const { run } = screen.view;
  const singleKeys = useSingleKeys();
  const { abilities } = run;
  const mine = run.owner?.id === screen.me;
  const act = async (id: string) => {
    if (id === "skip" || id === "hand-over") onDialog(id);
    else if (id === "amend") screen.store.startAmending();
    else if (id === "keys") setSingleKeys(!singleKeys);
    else if (id === "print") window.print();
    else if (id === "take") {
      try {
        screen.store.receive(await callApi<RunDto>("POST", `/checklist-runs/${run.id}/take`));
        toast({ title: "The run is yours", tone: "ok" });
      } catch (error) {
        toast({ title: error instanceof ApiProblem ? error.message : "That did not work.", tone: "crit" });
      }
    }
  };
  const verbs = [
    ...(abilities.take.may && !mine
      ? [{ id: "take", label: run.owner ? "Take it over" : "Make it mine" }]
      : []),
    ...(abilities.handOver.may ? [{ id: "hand-over", label: "Hand over…" }] : []),
    ...(abilities.amend.may ? [{ id: "amend", label: "Amend answers" }] : []),
    ...(abilities.skip.may ? [{ id: "skip", label: "Skip this run…" }] : []),
  ];
  return (
    <Menu
      label="More actions"
      onAction={(id) => void act(id)}
      sections={[
        ...(verbs.length > 0 ? [{ items: verbs }] : []),
        {
          items: [
            {
              id: "template",
              label: "The checklist itself",
              href: `/checklists/templates/${run.templateId}`,
            },
            { id: "declare", label: "Declare incident", href: "/incidents/new" },
            { id: "print", label: "Print" },
            { id: "keys", label: "Single-key shortcuts", checked: singleKeys },
          ],
        },
      ]}
    />
  );
}
