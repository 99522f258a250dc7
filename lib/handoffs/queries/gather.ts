import { ACTIVE_STATUSES } from "#lib/incidents/model.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { addMinutes } from "#lib/platform/time.ts";
import { DUE_WITHIN_DAYS, type ItemKind, MOST_INCIDENTS } from "../model.ts";
import type { HandoffItemDto } from "../schema.ts";
import { dutiesBetween } from "./duties.ts";

export interface Gathered {
  kind: ItemKind;
  subjectId: string;
  title: string;
  facts: HandoffItemDto["facts"];
}

export interface Scope {
  fromUserId: string | null;
  teamIds: string[];
  /** Since when the outgoing person was on call. */
  since: Date;
}

const openIncidents = (ctx: Ctx, scope: Scope) => ({
  teamId: { in: scope.teamIds },
  status: { in: [...ACTIVE_STATUSES] },
  isPrivate: false,
  openedAt: { lte: ctx.now },
});

/** Open incidents of the teams, the worst first (S-059); private ones stay with the people named on them. */
async function incidents(ctx: Ctx, scope: Scope): Promise<Gathered[]> {
  const rows = await reader(ctx).incident.findMany({
    where: openIncidents(ctx, scope),
    orderBy: [{ severity: "asc" }, { openedAt: "asc" }],
    take: MOST_INCIDENTS,
    select: { id: true, number: true, title: true, severity: true, status: true, openedAt: true },
  });
  const notes = await reader(ctx).timelineEntry.groupBy({
    by: ["incidentId"],
    where: { incidentId: { in: rows.map((row) => row.id) }, kind: { in: ["note", "update", "decision"] } },
    _max: { at: true },
  });
  const noted = new Map(notes.map((one) => [one.incidentId, one._max.at]));
  const tasks = await reader(ctx).incidentTask.findMany({
    where: { incidentId: { in: rows.map((row) => row.id) }, doneAt: null },
    orderBy: { id: "asc" },
    select: { incidentId: true, text: true },
  });
  return rows.map((row) => {
    const next = tasks.find((task) => task.incidentId === row.id)?.text;
    return {
      kind: "incident" as const,
      subjectId: row.id,
      title: row.title,
      facts: {
        number: `INC-${row.number}`,
        severity: row.severity,
        status: row.status,
        openedAt: row.openedAt.toISOString(),
        notesAt: noted.get(row.id)?.toISOString() ?? null,
        ...(next ? { next } : {}),
      },
    };
  });
}

/** Unfinished runs that go with the pager, are the team's, or the outgoing person has begun. */
async function runs(ctx: Ctx, scope: Scope): Promise<Gathered[]> {
  const rows = await reader(ctx).checklistRun.findMany({
    where: {
      teamId: { in: scope.teamIds },
      state: "open",
      opensAt: { lte: ctx.now },
      // What was missed in an earlier shift is a fact by now, not work that goes over.
      AND: [{ OR: [{ missedAt: null }, { missedAt: { gte: scope.since } }] }],
      OR: [
        { ownerId: null, assignKind: { in: ["pager", "team"] } },
        ...(scope.fromUserId
          ? [{ ownerId: scope.fromUserId }, { ownerId: null, assignId: scope.fromUserId }]
          : []),
      ],
    },
    orderBy: [{ dueAt: { sort: "asc", nulls: "last" } }, { id: "asc" }],
    take: 100,
    select: {
      id: true,
      itemsDone: true,
      itemsTotal: true,
      dueAt: true,
      version_: { select: { title: true } },
    },
  });
  return rows.map((row) => ({
    kind: "run" as const,
    subjectId: row.id,
    title: row.version_.title,
    facts: { done: row.itemsDone, total: row.itemsTotal, dueAt: row.dueAt?.toISOString() ?? null },
  }));
}

/** Actions of the outgoing person that are due within the week, or over. */
async function actions(ctx: Ctx, scope: Scope): Promise<Gathered[]> {
  if (!scope.fromUserId) return [];
  const rows = await reader(ctx).actionItem.findMany({
    where: {
      teamId: { in: scope.teamIds },
      ownerId: scope.fromUserId,
      state: "open",
      dueOn: { lte: addMinutes(ctx.now, DUE_WITHIN_DAYS * 1440) },
    },
    orderBy: [{ dueOn: "asc" }, { id: "asc" }],
    take: 100,
    select: { id: true, title: true, dueOn: true },
  });
  return rows.map((row) => ({
    kind: "action" as const,
    subjectId: row.id,
    title: row.title,
    facts: { dueAt: row.dueOn?.toISOString().slice(0, 10) ?? null },
  }));
}

/** Runbooks that were changed since the shift began: worth a look before one needs them. */
async function runbooks(ctx: Ctx, scope: Scope): Promise<Gathered[]> {
  const rows = await reader(ctx).runbook.findMany({
    where: {
      OR: [{ teamId: { in: scope.teamIds } }, { teamId: null }],
      archivedAt: null,
      updatedById: { not: null },
      updatedAt: { gte: scope.since },
    },
    orderBy: { updatedAt: "desc" },
    take: 20,
    select: { id: true, title: true, updatedAt: true },
  });
  return rows.map((row) => ({
    kind: "runbook" as const,
    subjectId: row.id,
    title: row.title,
    facts: { changedAt: row.updatedAt.toISOString() },
  }));
}

/** Incidents that the shift resolved and of which something is still to be written (S-055). */
async function duties(ctx: Ctx, scope: Scope): Promise<Gathered[]> {
  const open = await dutiesBetween(ctx, scope.teamIds, { from: scope.since, to: ctx.now });
  return open.map((one) => ({
    kind: "duty" as const,
    subjectId: one.incidentId,
    title: one.title,
    facts: {
      number: `INC-${one.number}`,
      severity: one.severity,
      needs: one.needs,
      dueAt: one.dueAt?.toISOString() ?? null,
    },
  }));
}

/**
 * What a handoff lists, as it is now: open incidents, what is to be written, unfinished runs, due actions, changed
 * runbooks.
 * @returns with how many open incidents there was no room for
 */
export async function gather(ctx: Ctx, scope: Scope): Promise<{ found: Gathered[]; unlisted: number }> {
  const open = await incidents(ctx, scope);
  const all =
    open.length < MOST_INCIDENTS
      ? open.length
      : await reader(ctx).incident.count({ where: openIncidents(ctx, scope) });
  const found = [
    ...open,
    ...(await duties(ctx, scope)),
    ...(await runs(ctx, scope)),
    ...(await actions(ctx, scope)),
    ...(await runbooks(ctx, scope)),
  ];
  return { found, unlisted: all - open.length };
}
