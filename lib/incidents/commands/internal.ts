import { refreshFacts } from "#lib/escalations/commands/change.ts";
import { acknowledgeEscalations, settleEscalations } from "#lib/escalations/commands/stop.ts";
import { teamsHeldBy } from "#lib/oncall/queries.ts";
import { type Ctx, isAdmin, within } from "#lib/platform/context.ts";
import { rowsIn, type Tx, write } from "#lib/platform/db.ts";
import { notFound, stale } from "#lib/platform/errors.ts";
import type { Audience } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { addWorkingSeconds, type ServiceHours } from "#lib/platform/time.ts";
import { settingFor } from "#lib/services/queries.ts";
import { type Incident, Prisma } from "#prisma";
import { nextTellAt, untoldWatch } from "../model/clock-watch.ts";
import {
  type AddTime,
  type Clocks,
  calendarTime,
  clocksAfterMove,
  nextDueAt,
  withAcknowledge,
} from "../model/clocks.ts";
import { moveTo } from "../model/life.ts";
import { runsInServiceHours, type SeverityFigures } from "../model/severity.ts";
import { readClocks, type StoredClocks, storeClocks } from "../model/stored-clocks.ts";
import type { EntryKind, PathStatus, Severity, Status } from "../model.ts";
import type { IncidentFacts } from "../policy.ts";
import { presentIncident } from "../queries.ts";
import { callFacts, spoken } from "./spoken.ts";

export { spoken } from "./spoken.ts";

/** An incident locked for this transaction, with what rules need to know around it. */
export interface LockedIncident extends Omit<Incident, "severity" | "status" | "clocks"> {
  severity: Severity;
  status: Status;
  clocks: Clocks;
  facts: IncidentFacts;
  audience: Audience;
}

/** Who hears of it: the people named on a private one, the team of a closed one (and the people named), else everybody. */
export async function audienceOf(
  tx: Tx,
  incident: { id: string; teamId: string; isPrivate: boolean },
): Promise<Audience> {
  const team = await tx.team.findUniqueOrThrow({
    where: { id: incident.teamId },
    select: { visibility: true },
  });
  if (!incident.isPrivate && team.visibility === "open") return { all: true };
  const people = await tx.incidentPerson.findMany({
    where: { incidentId: incident.id },
    select: { userId: true },
  });
  const users = people.map((person) => person.userId);
  return incident.isPrivate ? { users } : { users, teams: [incident.teamId] };
}

/**
 * Locks an incident the actor may see.
 * @throws not_found when it is not there or not theirs to see
 */
export async function getIncidentForUpdate(tx: Tx, ctx: Ctx, id: string): Promise<LockedIncident> {
  await tx.$queryRaw`SELECT id FROM incidents WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.incident.findUnique({ where: { id } });
  if (!row) throw notFound("incident");
  const team = await tx.team.findUniqueOrThrow({ where: { id: row.teamId }, select: { visibility: true } });
  const { actor } = ctx;
  const person = actor.userId
    ? await tx.incidentPerson.findUnique({
        where: { incidentId_userId: { incidentId: id, userId: actor.userId } },
      })
    : null;
  const seesTeam = team.visibility === "open" || actor.teams.has(row.teamId) || isAdmin(actor);
  const sees = person !== null || (row.isPrivate ? isAdmin(actor) : seesTeam);
  if (!sees) throw notFound("incident");
  const held = actor.userId ? await teamsHeldBy(within(ctx, tx), actor.userId) : [];
  const severity = row.severity as Severity;
  const status = row.status as Status;
  return {
    ...row,
    severity,
    status,
    clocks: readClocks(row.clocks as StoredClocks),
    facts: {
      teamId: row.teamId,
      status,
      severity,
      commanderId: row.commanderId,
      involved: person !== null && person.because !== "declared",
      holdsPager: held.includes(row.teamId),
    },
    audience: await audienceOf(tx, row),
  };
}

/**
 * The figures of a severity for a service, and whose they are: the acknowledge clock follows the setting of the
 * service, its profile or the installation before the severity's own (C-21).
 */
export async function figuresOf(tx: Tx, severity: Severity, serviceId: string | null) {
  const [level] = await rowsIn<
    Pick<SeverityFigures, "acknowledgeSeconds" | "respondSeconds" | "updateSeconds">
  >(
    tx,
    Prisma.sql`SELECT acknowledge_seconds AS "acknowledgeSeconds", respond_seconds AS "respondSeconds", update_seconds AS "updateSeconds"
      FROM severity_levels WHERE level = ${severity}`,
  );
  if (!level) throw notFound("severity");
  const unset = { value: 0, from: "default" };
  const setting =
    level.acknowledgeSeconds === null ? unset : await settingFor(tx, "acknowledge_minutes", serviceId);
  return withAcknowledge(level, setting);
}

/** How time is added for an incident: P2–P4 run in the service's hours, where it has any (G-06). */
export async function timeFor(tx: Tx, severity: Severity, serviceId: string | null): Promise<AddTime> {
  if (!serviceId || !runsInServiceHours(severity)) return calendarTime;
  const [service] = await rowsIn<{ hours: ServiceHours | null }>(
    tx,
    Prisma.sql`SELECT service_hours AS hours FROM services WHERE id = ${serviceId}::uuid`,
  );
  const hours = service?.hours;
  return hours ? (from, seconds) => addWorkingSeconds(from, seconds, hours) : calendarTime;
}

export type IncidentChange = Omit<
  Prisma.IncidentUncheckedUpdateInput,
  "clocks" | "version" | "watchUntil"
> & {
  clocks?: Clocks;
  watchUntil?: Date | null;
};

/** What those called about it are told; what runs is told the new at once (made private: no title any more). */
const TOLD = ["title", "summary", "severity", "isPrivate", "serviceId", "assigneeId", "impact"] as const;

/** The conditional change: writes only if nobody else did meanwhile. @throws stale with the current incident */
export async function changeIncident(
  tx: Tx,
  ctx: Ctx,
  incident: LockedIncident,
  change: IncidentChange,
): Promise<LockedIncident> {
  const { clocks, ...rest } = change;
  const data: Prisma.IncidentUncheckedUpdateInput = {
    ...rest,
    version: { increment: 1 },
    updatedAt: ctx.now,
  };
  if (clocks) {
    data.clocks = storeClocks(clocks) as unknown as Prisma.InputJsonValue;
    data.nextDueAt = nextDueAt(clocks);
  }
  if (clocks || change.watchUntil !== undefined)
    data.nextTellAt = nextTellAt(
      clocks ?? incident.clocks,
      change.watchUntil === undefined ? untoldWatch(incident) : change.watchUntil,
    );
  const done = await tx.incident.updateMany({ where: { id: incident.id, version: incident.version }, data });
  if (done.count !== 1) throw stale("incident", await presentIncident(within(ctx, tx), incident.id));
  const after = await getIncidentForUpdate(tx, ctx, incident.id);
  if (TOLD.some((field) => field in change)) await refreshFacts(tx, callFacts(after));
  return after;
}

/** @throws stale when the asker read another version */
export async function expectVersion(
  tx: Tx,
  ctx: Ctx,
  incident: LockedIncident,
  version: number | undefined,
): Promise<void> {
  if (version !== undefined && version !== incident.version) {
    throw stale("incident", await presentIncident(within(ctx, tx), incident.id));
  }
}

/** Appends to the timeline. */
export async function addEntry(
  tx: Tx,
  ctx: Ctx,
  incidentId: string,
  entry: {
    kind: EntryKind;
    text?: string;
    data?: Record<string, unknown>;
    occurredAt?: Date;
    starred?: boolean;
  },
): Promise<string> {
  const id = uuidv7();
  await write(
    tx,
    Prisma.sql`INSERT INTO timeline_entries (id, incident_id, kind, text, data, actor_id, occurred_at, at)
    VALUES (${id}::uuid, ${incidentId}::uuid, ${entry.kind}, ${entry.text ?? ""}, ${JSON.stringify(entry.data ?? {})}::jsonb, ${ctx.actor.userId}::uuid,
      ${entry.occurredAt ?? ctx.now}, ${ctx.now})`,
  );
  if (entry.starred)
    await tx.timelineStar.create({ data: { entryId: id, byId: ctx.actor.userId, at: ctx.now } });
  return id;
}

/**
 * Names people on an incident: they may see it from now on, and work it unless they only declared it. Who was there as
 * its declarer and is now called or given a role works it too.
 */
export async function namePeople(
  tx: Tx,
  ctx: Ctx,
  incidentId: string,
  userIds: Array<string | null>,
  because: string,
): Promise<void> {
  const ids = [...new Set(userIds.filter((id): id is string => id !== null))];
  if (ids.length === 0) return;
  await write(
    tx,
    Prisma.sql`INSERT INTO incident_people (incident_id, user_id, because, at)
    SELECT ${incidentId}::uuid, id, ${because}, ${ctx.now} FROM unnest(${ids}::uuid[]) AS id
    ON CONFLICT (incident_id, user_id) DO UPDATE SET because = EXCLUDED.because WHERE incident_people.because = 'declared'`,
  );
}

/**
 * Gives a role; a single role's former holder hands over. Responders add up.
 * @returns whether they did not hold it already
 */
export async function giveRole(
  tx: Tx,
  ctx: Ctx,
  incidentId: string,
  role: string,
  userId: string,
): Promise<boolean> {
  if (role !== "responder") {
    await tx.incidentRole.updateMany({
      where: { incidentId, role, until: null, userId: { not: userId } },
      data: { until: ctx.now },
    });
  }
  const holds = await tx.incidentRole.findFirst({
    where: { incidentId, role, userId, until: null },
    select: { id: true },
  });
  if (!holds) {
    await tx.incidentRole.create({
      data: { incidentId, role, userId, from: ctx.now, byId: ctx.actor.userId },
      select: { id: true },
    });
  }
  await namePeople(tx, ctx, incidentId, [userId], "role");
  return !holds;
}

/** What changes with a step forward: status, stamps and clocks. */
export function forward(incident: LockedIncident, to: PathStatus, now: Date): IncidentChange {
  const { status, acknowledgedAt, investigatingAt, mitigatedAt, resolvedAt, closedAt, firstAckAt } = moveTo(
    incident,
    to,
    now,
  );
  return {
    status,
    acknowledgedAt,
    investigatingAt,
    mitigatedAt,
    resolvedAt,
    closedAt,
    firstAckAt,
    watchUntil: null,
    clocks: clocksAfterMove(incident.clocks, to, now),
  };
}

/** Ends what still calls people about it, and tells them who took it: acknowledging it keeps its watch, the rest ends that too. */
export async function quiet(tx: Tx, ctx: Ctx, incident: LockedIncident, what: string): Promise<void> {
  const { name, url } = spoken(incident);
  const end = { reason: what, title: `${ctx.actor.name} ${what} ${name}`, url };
  const subject = { kind: "incident", id: incident.id };
  const taken = what === "acknowledged" || what === "is investigating";
  if (taken) await acknowledgeEscalations(tx, ctx, subject, end);
  else await settleEscalations(tx, ctx, subject, end);
}

/** The person's note, beside the step they took. */
export async function noteWith(
  tx: Tx,
  ctx: Ctx,
  incidentId: string,
  note: string | undefined,
): Promise<void> {
  if (note) await addEntry(tx, ctx, incidentId, { kind: "note", text: note });
}

/** Working an incident that nobody acknowledged does so: the first to act becomes commander if there is none. */
export async function takeOver(tx: Tx, ctx: Ctx, incident: LockedIncident): Promise<IncidentChange> {
  const me = ctx.actor.userId;
  if (!me || incident.acknowledgedAt) return {};
  if (!incident.commanderId) await giveRole(tx, ctx, incident.id, "commander", me);
  return { acknowledgedById: me, commanderId: incident.commanderId ?? me };
}

/** The parts of a report that were given. */
export function reportChange(
  report: Partial<Record<"happened" | "cause" | "resolution", string | undefined>> | undefined,
): IncidentChange {
  return {
    ...(report?.happened === undefined ? {} : { reportHappened: report.happened }),
    ...(report?.cause === undefined ? {} : { reportCause: report.cause }),
    ...(report?.resolution === undefined ? {} : { reportResolution: report.resolution }),
  };
}
