"use client";

import { useState } from "react";
import { ApiProblem, callApi } from "#components/shell/api.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { type Severity, SeverityMark } from "#components/ui/marks.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { toast } from "#components/ui/toast.ts";
import { breachTitle, levelWords, measureWords } from "#lib/checklists/model/words.ts";
import type { ChecklistItem, Verdict } from "#lib/checklists/model.ts";
import type { IncidentDraft } from "#lib/checklists/schema/items.ts";
import { NoteField } from "./under-row.tsx";
import type { RunScreenState } from "./use-run-screen.ts";

const FollowUpDialog = onDemand(async () => (await import("./follow-up-dialog.tsx")).FollowUpDialog);
const SEVERITIES: Severity[] = ["P0", "P1", "P2", "P3", "P4"];

interface BreachProps {
  item: ChecklistItem;
  screen: RunScreenState;
  verdict: Verdict | null;
}

function limitWords({ item, screen, verdict }: BreachProps): string {
  const { value } = screen.answerOf(item.key);
  const before = screen.view.run.history[item.key]?.at(-1);
  const unit = item.measure?.unit ?? "";
  const level = verdict === "critical" ? "critical" : "warn";
  const parts = [
    item.measure ? levelWords(item.measure, level) : null,
    screen.view.run.figureSources[item.key]?.[level] ?? null,
    before ? `Last run: ${measureWords(before.value, unit)}` : null,
  ].filter((part) => part !== null);
  if (parts.length > 0) return `${parts.join(". ")}.`;
  return value === "failing" ? "A service that fails is critical." : "This answer means trouble.";
}

/** A breach, in place: what limit it passed, the note it needs, the incident or follow-up it may become. */
export function BreachPanel(props: BreachProps) {
  const { item, screen, verdict } = props;
  const { run } = screen.view;
  const stored = screen.answerOf(item.key).item;
  const draft = stored?.incident ?? null;
  const linked = run.incidents.some((one) => one.itemKey === item.key);
  const words = verdict === "critical" ? "Note, needed for a critical reading" : "Note, needed for a warning";
  return (
    <div className="br" data-under>
      <div>
        <p className="num">{limitWords(props)}</p>
        <NoteField item={item} screen={screen} label={words} />
      </div>
      {run.abilities.answer.may && !linked ? <Offer {...props} draft={draft} /> : null}
    </div>
  );
}

function Offer({ item, screen, verdict, draft }: BreachProps & { draft: IncidentDraft | null }) {
  const { run } = screen.view;
  const [chosen, setChosen] = useState<Severity | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [following, setFollowing] = useState(false);
  const severity = chosen ?? draft?.severity ?? (verdict === "critical" ? "P2" : "P3");
  const title = draft?.title ?? breachTitle(item, screen.answerOf(item.key), verdict ?? "warn");
  const near = run.openIncidents[0];

  async function attempt(name: string, work: () => Promise<string>) {
    setBusy(name);
    setProblem(null);
    try {
      toast({ title: await work(), tone: "ok" });
      await screen.store.reload();
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error.message : "That did not work. Try again.");
    } finally {
      setBusy(null);
    }
  }
  /** The draft with the note that was just typed in it. */
  async function freshDraft(): Promise<IncidentDraft | null> {
    const saved = await screen.saveNote(item.key);
    return saved?.incident ?? draft;
  }
  const openIncident = () =>
    attempt("open", async () => {
      const from = await freshDraft();
      if (!from) throw new ApiProblem(0, { detail: "The reading is not saved yet. Try again in a moment." });
      const { serviceId, ...rest } = from;
      const body = { ...rest, severity, ...(serviceId === null ? {} : { serviceId }) };
      const made = await callApi<{ number: number }>("POST", "/incidents", body);
      return `INC-${made.number} opened and linked`;
    });
  const linkTo = (id: string, number: number) =>
    attempt("link", async () => {
      await screen.saveNote(item.key);
      await callApi("POST", `/incidents/${id}/links`, {
        kind: "checklist-item",
        subjectId: run.id,
        part: item.key,
      });
      return `Linked to INC-${number}`;
    });

  return (
    <div>
      <div className="row wrap">
        <label className="sevpick">
          <SeverityMark level={severity} />
          <span className="vh">Severity of a new incident</span>
          <select value={severity} onChange={(event) => setChosen(event.target.value as Severity)}>
            {SEVERITIES.map((level) => (
              <option key={level}>{level}</option>
            ))}
          </select>
        </label>
        <span className="m">{title}</span>
        {run.service ? <span className="t3">{run.service.name}</span> : null}
      </div>
      {near ? (
        <p className="xs t2">
          INC-{near.number} “{near.title}” is open {run.service ? "on this service" : "in this team"} since{" "}
          <RelativeTime iso={near.openedAt} show="moment" /> and may be the same trouble.
        </p>
      ) : null}
      <div className="row acts">
        {near ? (
          <Button
            size="sm"
            variant="primary"
            busy={busy === "link"}
            busyLabel="Linking"
            onClick={() => void linkTo(near.id, near.number)}
          >
            Link to INC-{near.number}
          </Button>
        ) : null}
        <Button
          size="sm"
          variant={near ? "outline" : "primary"}
          busy={busy === "open"}
          busyLabel="Opening"
          onClick={() => void openIncident()}
        >
          Open new incident
        </Button>
        <Button size="sm" variant="quiet" onClick={() => setFollowing(true)}>
          Follow-up action
        </Button>
      </div>
      <div role="alert" className="field">
        <FieldError>{problem}</FieldError>
      </div>
      {following ? (
        <FollowUpDialog item={item} title={title} screen={screen} onClose={() => setFollowing(false)} />
      ) : null}
    </div>
  );
}
