import type { Audience, DomainEvent } from "#lib/platform/events.ts";

/** The team of the subject as far as an audience needs it, and people outside it who may see the subject. */
export interface Hearers {
  teamId: string;
  visibility: string;
  others?: ReadonlyArray<string | null>;
}

function audienceOf(to: Hearers): Audience {
  if (to.visibility === "open") return { all: true };
  const users = (to.others ?? []).filter((one): one is string => one !== null);
  return { teams: [to.teamId], ...(users.length > 0 ? { users } : {}) };
}

const template =
  (name: string) =>
  (row: { id: string; version: number }, to: Hearers): DomainEvent => ({
    name: `checklist.${name}`,
    subject: { kind: "checklist-template", id: row.id },
    version: row.version,
    audience: audienceOf(to),
    payload: { templateId: row.id, teamId: to.teamId },
  });

export const templateCreated = template("template-created");
export const templateEdited = template("template-edited");
/** A change was proposed, approved or returned. */
export const proposalChanged = template("proposal-changed");
export const templateStateChanged = template("template-state-changed");

interface RunIds {
  id: string;
  version: number;
  templateId: string;
  serviceId: string | null;
}

const run =
  (name: string) =>
  (row: RunIds, to: Hearers, facts: Record<string, unknown> = {}): DomainEvent => ({
    name: `checklist.${name}`,
    subject: { kind: "checklist-run", id: row.id },
    version: row.version,
    audience: audienceOf(to),
    payload: {
      runId: row.id,
      templateId: row.templateId,
      serviceId: row.serviceId,
      teamId: to.teamId,
      ...facts,
    },
  });

export const runOpened = run("run-opened");
/** Once a run: its grace time has ended without a signature. */
export const runMissed = run("run-missed");
export const runTaken = run("run-taken");
export const runHandedOver = run("run-handed-over");
/** Facts: {itemKey}. */
export const itemChanged = run("item-changed");
export const runCompleted = run("run-completed");
export const runSignedOff = run("run-signed-off");
export const runSkipped = run("run-skipped");
export const runAmended = run("run-amended");

export interface RecordedReading {
  itemKey: string;
  metric: string | null;
  kpiKey: string | null;
  unit: string;
  /** Null: taken back. */
  value: number | null;
  at: Date;
  byId: string | null;
}

/** A number was recorded, changed or taken back: what a KPI lives on. Only subscribers hear it. */
export function readingRecorded(row: RunIds & { teamId: string }, reading: RecordedReading): DomainEvent {
  return {
    name: "checklist.reading-recorded",
    subject: { kind: "checklist-run", id: row.id },
    version: row.version,
    audience: {},
    payload: {
      runId: row.id,
      templateId: row.templateId,
      teamId: row.teamId,
      serviceId: row.serviceId,
      ...reading,
      at: reading.at.toISOString(),
    },
  };
}
