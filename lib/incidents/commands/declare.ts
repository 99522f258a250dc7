import { recordAudit } from "#lib/audit/commands/record.ts";
import { openEscalation } from "#lib/escalations/commands/start.ts";
import { teamsHeldBy } from "#lib/oncall/queries.ts";
import { type Ctx, isAdmin, permit, within } from "#lib/platform/context.ts";
import { inTransaction, rowsIn, type Tx } from "#lib/platform/db.ts";
import { conflict, invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { incidentEvent } from "../events.ts";
import { nextTellAt } from "../model/clock-watch.ts";
import { clocksAfterMove, nextDueAt, startClocks } from "../model/clocks.ts";
import { moveTo } from "../model/life.ts";
import { storeClocks } from "../model/stored-clocks.ts";
import { canDeclare, canTakeAtOnce } from "../policy.ts";
import { presentIncident, visibleWhere } from "../queries.ts";
import type { DeclareIncident } from "../schema/declaring.ts";
import type { IncidentDto } from "../schema/incidents.ts";
import { bringProcedure } from "./bring-procedure.ts";
import { addEntry, audienceOf, figuresOf, giveRole, namePeople, timeFor } from "./internal.ts";
import { addLink } from "./link.ts";
import { callFacts } from "./spoken.ts";
import "./called.ts";
import { Prisma } from "#prisma";

/** The answer, and whether a new incident was made (201) or the open one with that key was found (200). */
export interface Declared {
  incident: IncidentDto;
  made: boolean;
}

/** @returns whether the team is open, so that nobody asks again */
async function placeOf(tx: Tx, ctx: Ctx, input: DeclareIncident): Promise<boolean> {
  const serviceId = input.serviceId ?? null;
  const [team] = await rowsIn<{ visibility: string; has_service: boolean }>(
    tx,
    Prisma.sql`SELECT t.visibility, EXISTS (SELECT 1 FROM services s
        WHERE s.id = ${serviceId}::uuid AND s.team_id = t.id AND s.archived_at IS NULL) AS has_service
      FROM teams t WHERE t.id = ${input.teamId}::uuid AND t.archived_at IS NULL`,
  );
  const sees =
    team && (team.visibility === "open" || ctx.actor.teams.has(input.teamId) || isAdmin(ctx.actor));
  if (!sees) throw invalidField("teamId", "There is no such team, or you may not see it.");
  if (serviceId && !team.has_service) throw invalidField("serviceId", "This team has no such service.");
  return team.visibility === "open";
}

/** Declaring is for everybody, taking it is not (the table of rights). */
async function mayTake(tx: Tx, ctx: Ctx, teamId: string): Promise<void> {
  const held = ctx.actor.userId ? await teamsHeldBy(within(ctx, tx), ctx.actor.userId) : [];
  if (canTakeAtOnce(ctx.actor, teamId, held.includes(teamId)) !== true)
    throw invalidField("iAmOnIt", "Only responders of the team take its incidents. Declare it without.");
}

async function openTwin(tx: Tx, ctx: Ctx, input: DeclareIncident): Promise<IncidentDto | null> {
  if (!input.dedupKey) return null;
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${input.teamId}:${input.dedupKey}`}, 11))::text`;
  const twin = await tx.incident.findFirst({
    where: {
      teamId: input.teamId,
      dedupKey: input.dedupKey,
      status: { notIn: ["resolved", "closed", "cancelled", "merged"] },
    },
    select: { id: true },
  });
  if (!twin) return null;
  const seen = await tx.incident.count({ where: { AND: [{ id: twin.id }, visibleWhere(ctx.actor)] } });
  // Its key is taken, so there can be no second one; what it is about stays with the people named on it.
  if (seen === 0) throw conflict("An incident with this key is open already, and you are not part of it.");
  await addEntry(tx, ctx, twin.id, {
    kind: "note",
    text: `Reported again: ${input.title}`,
    data: { source: input.source },
  });
  return presentIncident(within(ctx, tx), twin.id);
}

async function insert(tx: Tx, ctx: Ctx, input: DeclareIncident) {
  const figures = await figuresOf(tx, input.severity, input.serviceId ?? null);
  const add = await timeFor(tx, input.severity, input.serviceId ?? null);
  const me = ctx.actor.userId;
  const type = input.type ?? "other";
  const taken = input.iAmOnIt && me !== null;
  const start = {
    status: "open" as const,
    openedAt: ctx.now,
    acknowledgedAt: null,
    investigatingAt: null,
    mitigatedAt: null,
    resolvedAt: null,
    closedAt: null,
    cancelledAt: null,
    firstAckAt: null,
    resolvedSeconds: 0,
  };
  const stamps = taken ? moveTo(start, "acknowledged", ctx.now) : start;
  const clocks = clocksAfterMove(startClocks(figures, ctx.now, add), stamps.status, ctx.now);
  const incident = {
    id: uuidv7(),
    title: input.title,
    severity: input.severity,
    type,
    source: input.source,
    isPrivate: input.private ?? type === "security",
    teamId: input.teamId,
    serviceId: input.serviceId ?? null,
    declaredById: me,
    status: stamps.status,
    version: 1,
  };
  const holder = taken ? me : null;
  // Raw: monitoring declares all day, and the ORM's own work on forty columns would cost more than the row.
  const [row] = await rowsIn<{ number: number }>(
    tx,
    Prisma.sql`
    INSERT INTO incidents (id, title, summary, severity, status, type, source, is_private, team_id, service_id, commander_id, declared_by_id, opened_at,
      acknowledged_at, acknowledged_by_id, first_ack_at, clocks, next_due_at, next_tell_at, dedup_key, external_url, created_at, updated_at)
    VALUES (${incident.id}::uuid, ${incident.title}, ${input.summary}, ${incident.severity}, ${incident.status}, ${type}, ${incident.source},
      ${incident.isPrivate}, ${incident.teamId}::uuid, ${incident.serviceId}::uuid, ${holder}::uuid, ${me}::uuid, ${ctx.now}, ${stamps.acknowledgedAt},
      ${holder}::uuid, ${stamps.firstAckAt}, ${JSON.stringify(storeClocks(clocks))}::jsonb, ${nextDueAt(clocks)}, ${nextTellAt(clocks)}, ${input.dedupKey ?? null},
      ${input.externalUrl ?? null}, ${ctx.now}, ${ctx.now}) RETURNING number`,
  );
  return {
    incident: { ...incident, number: row?.number ?? 0, summary: input.summary },
    taken,
  };
}

/**
 * Writes a declared incident with all that comes with it; the right to declare it was asked before.
 * @param open whether its team is open
 * @param blind the declarer is told nothing more of it: they are not named on it
 */
export async function openIncident(
  tx: Tx,
  ctx: Ctx,
  input: DeclareIncident,
  { open, blind }: { open: boolean; blind: boolean },
) {
  const { incident, taken } = await insert(tx, ctx, input);
  if (!blind) await namePeople(tx, ctx, incident.id, [ctx.actor.userId], "declared");
  await addEntry(tx, ctx, incident.id, {
    kind: "status",
    data: {
      to: "open",
      severity: incident.severity,
      source: incident.source,
      ...(blind ? { blind: true } : {}),
    },
  });
  if (taken && ctx.actor.userId) {
    await giveRole(tx, ctx, incident.id, "commander", ctx.actor.userId);
    await addEntry(tx, ctx, incident.id, { kind: "status", data: { from: "open", to: "acknowledged" } });
  }
  if (incident.type !== "other") await bringProcedure(tx, ctx, incident.id, incident.type);
  if (input.link) await addLink(tx, ctx, incident.id, input.link);
  await openEscalation(tx, ctx, callFacts({ ...incident, assigneeId: null, openedAt: ctx.now }), {
    cause: "opened",
    reason: "",
    taken,
  });
  const audience = open && !incident.isPrivate ? { all: true as const } : await audienceOf(tx, incident);
  await recordAudit(tx, ctx, {
    action: "incident.declare",
    subject: { kind: "incident", id: incident.id },
    teamId: incident.teamId,
    after: incident,
  });
  await emit(tx, ctx, incidentEvent("declared", { ...incident, audience }));
  return incident;
}

/**
 * Declares an incident (S-040): in one action, by a person or a token. P0 and P1 tell whoever holds the pager at once;
 * "I am on it" acknowledges. An open one with the same `dedupKey` gets an entry instead of a twin.
 */
export async function declareIncident(ctx: Ctx, input: DeclareIncident): Promise<Declared> {
  return inTransaction(ctx, async (tx) => {
    permit(canDeclare(ctx.actor));
    const open = await placeOf(tx, ctx, input);
    const twin = await openTwin(tx, ctx, input);
    if (twin) return { incident: twin, made: false };
    if (input.iAmOnIt) await mayTake(tx, ctx, input.teamId);
    const incident = await openIncident(tx, ctx, input, { open, blind: false });
    return { incident: await presentIncident(within(ctx, tx), incident.id), made: true };
  });
}
