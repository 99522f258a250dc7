import { randomUUID } from "node:crypto";
import { storeClocks } from "#lib/incidents/model/stored-clocks.ts";
import { db } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { once } from "#lib/platform/shared.ts";
import type { Prisma } from "#prisma";

const MINUTE = 60_000;

/** An instant so many minutes after another. */
export const after = (from: Date | string, minutes: number): Date =>
  new Date(new Date(from).getTime() + minutes * MINUTE);

export interface IncidentFigures {
  teamId: string;
  openedAt: Date | string;
  serviceId?: string;
  severity?: string;
  /** Minutes from opening; absent: not yet. */
  ackAfter?: number;
  resolvedAfter?: number;
  resolvedSeconds?: number;
  /** The respond clock: how many minutes it gave, and after how many it ended. */
  respond?: { within: number; endedAfter?: number };
  status?: string;
  declaredById?: string;
  acknowledgedById?: string;
  isPrivate?: boolean;
  isExercise?: boolean;
  mergedIntoId?: string;
}

/** An incident with exactly these times, as the table holds it. */
export async function anIncident(facts: IncidentFigures): Promise<string> {
  const id = uuidv7();
  const openedAt = new Date(facts.openedAt);
  const at = (minutes: number | undefined) => (minutes === undefined ? null : after(openedAt, minutes));
  const ended = at(facts.respond?.endedAfter);
  const dueAt = at(facts.respond?.within);
  const respond = dueAt
    ? { startedAt: openedAt, dueAt, endedAt: ended, breachedAt: ended && ended > dueAt ? dueAt : null }
    : null;
  const clocks = storeClocks({ acknowledge: null, respond, update: null });
  await db().incident.create({
    data: {
      id,
      title: `Incident ${id.slice(-6)}`,
      severity: facts.severity ?? "P2",
      status: facts.status ?? (facts.resolvedAfter === undefined ? "open" : "resolved"),
      teamId: facts.teamId,
      serviceId: facts.serviceId ?? null,
      openedAt,
      firstAckAt: at(facts.ackAfter),
      acknowledgedAt: at(facts.ackAfter),
      acknowledgedById: facts.acknowledgedById ?? null,
      declaredById: facts.declaredById ?? null,
      resolvedAt: at(facts.resolvedAfter),
      resolvedSeconds: facts.resolvedSeconds ?? 0,
      clocks: clocks as unknown as Prisma.InputJsonValue,
      isPrivate: facts.isPrivate ?? false,
      isExercise: facts.isExercise ?? false,
      mergedIntoId: facts.mergedIntoId ?? null,
      cancelledAt: facts.status === "cancelled" ? openedAt : null,
      createdAt: openedAt,
      updatedAt: openedAt,
    },
  });
  return id;
}

/** A status entry of an incident's timeline, as its commands write them. */
export async function aStatusChange(
  incidentId: string,
  from: string,
  to: string,
  at: Date,
  reopened = false,
): Promise<void> {
  const data = { from, to, ...(reopened ? { reopened: true } : {}) };
  await db().timelineEntry.create({
    data: { id: uuidv7(), incidentId, kind: "status", data, occurredAt: at, at },
  });
}

/** A KPI definition with sensible silence about everything else. */
export async function aKpi(facts: Partial<Prisma.KpiDefinitionUncheckedCreateInput> = {}): Promise<string> {
  const key = facts.key ?? `kpi-${randomUUID().slice(0, 8)}`;
  await db().kpiDefinition.create({
    data: {
      name: `KPI ${key}`,
      unit: "ms",
      aggregation: "avg",
      direction: "lower_is_better",
      source: "manual",
      ...facts,
      key,
    },
  });
  return key;
}

/** A sample as the table holds it. */
export async function aSample(
  kpiKey: string,
  value: number,
  at: Date | string,
  more: Partial<Prisma.KpiSampleUncheckedCreateInput> = {},
): Promise<string> {
  const id = uuidv7();
  const instant = new Date(at);
  await db().kpiSample.create({
    data: { id, kpiKey, value, at: instant, source: "person", recordedAt: instant, ...more },
  });
  return id;
}

export interface RunFigures {
  teamId: string;
  dueAt: Date | string;
  graceMinutes?: number;
  /** Minutes from the due time; negative is before it. */
  completedAfter?: number;
  state?: string;
  serviceId?: string;
}

async function aTemplate(teamId: string): Promise<string> {
  const id = uuidv7();
  await db().checklistTemplate.create({ data: { id, teamId, title: "Morning check" } });
  await db().checklistVersion.create({
    data: { id: uuidv7(), templateId: id, number: 1, title: "Morning check", definition: {} },
  });
  return id;
}

/** A run that fell due then, completed or not. */
export async function aRun(facts: RunFigures): Promise<string> {
  const templateId = await once("test-template", () => aTemplate(facts.teamId));
  const version = await db().checklistVersion.findFirstOrThrow({ where: { templateId } });
  const dueAt = new Date(facts.dueAt);
  const done = facts.completedAfter === undefined ? null : after(dueAt, facts.completedAfter);
  const run = await db().checklistRun.create({
    data: {
      id: uuidv7(),
      templateId,
      versionId: version.id,
      teamId: facts.teamId,
      serviceId: facts.serviceId ?? null,
      startedBy: "person",
      state: facts.state ?? (done ? "completed" : "open"),
      opensAt: after(dueAt, -120),
      dueAt,
      missedAt: after(dueAt, facts.graceMinutes ?? 60),
      completedAt: done,
      assignKind: "team",
    },
  });
  return run.id;
}
