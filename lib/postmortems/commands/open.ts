import { hiddenIncidentIds, type SeenTeam, seenTeams } from "#lib/actions/queries.ts";
import { recordAudit } from "#lib/audit/commands/record.ts";
import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { conflict, notFound } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import type { Incident, Postmortem } from "#prisma";
import { postmortemEvent } from "../events.ts";
import { DUE_DAYS, dueAfter } from "../model.ts";
import { canWritePostmortem } from "../policy.ts";
import { surroundings } from "../queries.ts";
import type { OpenPostmortem, PostmortemDto } from "../schema.ts";
import { presentAfter } from "./internal.ts";

/** Days until it is due: the installation's setting, else five (G-09). */
async function dueDays(tx: Tx): Promise<number> {
  const setting = await tx.setting.findUnique({
    where: { key: "postmortem_due_days" },
    select: { value: true },
  });
  return typeof setting?.value === "number" && setting.value > 0 ? setting.value : DUE_DAYS;
}

/** Who writes it up: commander, else assignee, else a lead of the team. */
async function ownerFor(tx: Tx, incident: Incident): Promise<string | null> {
  const named = incident.commanderId ?? incident.assigneeId;
  if (named) return named;
  const lead = await tx.membership.findFirst({
    where: { teamId: incident.teamId, kind: { in: ["lead", "deputy"] }, user: { deactivatedAt: null } },
    orderBy: { kind: "desc" },
    select: { userId: true },
  });
  return lead?.userId ?? null;
}

async function lockIncident(tx: Tx, ctx: Ctx, id: string, teams: Map<string, SeenTeam>): Promise<Incident> {
  await tx.$queryRaw`SELECT id FROM incidents WHERE id = ${id}::uuid FOR UPDATE`;
  const incident = await tx.incident.findUnique({ where: { id } });
  if (!incident) throw notFound("incident");
  if (ctx.actor.kind === "system") return incident;
  const named = await tx.incidentPerson.count({ where: { incidentId: id, userId: ctx.actor.userId ?? "" } });
  const hidden = incident.isPrivate && (await hiddenIncidentIds(within(ctx, tx), true)).includes(id);
  if (hidden || (!teams.has(incident.teamId) && named === 0)) throw notFound("incident");
  return incident;
}

async function createReport(
  tx: Tx,
  ctx: Ctx,
  data: {
    incidentId: string | null;
    teamId: string;
    serviceId: string | null;
    title: string;
    ownerId: string | null;
    dueAt: Date | null;
    isPrivate: boolean;
  },
): Promise<Postmortem> {
  const row = await tx.postmortem.create({
    data: { id: uuidv7(), ...data, sections: {}, createdAt: ctx.now, updatedAt: ctx.now },
  });
  await recordAudit(tx, ctx, {
    action: "postmortem.open",
    subject: { kind: "postmortem", id: row.id },
    teamId: row.teamId,
    detail: { incidentId: row.incidentId, title: row.title, dueAt: row.dueAt?.toISOString() ?? null },
  });
  const team = await tx.team.findUnique({
    where: { id: row.teamId },
    select: { id: true, name: true, zone: true, visibility: true },
  });
  const { audience } = await surroundings(within(ctx, tx), row, team ?? undefined);
  await emit(tx, ctx, postmortemEvent("opened", row, audience));
  return row;
}

async function openForIncident(tx: Tx, ctx: Ctx, incidentId: string, teams: Map<string, SeenTeam>) {
  const incident = await lockIncident(tx, ctx, incidentId, teams);
  const named = ctx.actor.userId
    ? await tx.incidentPerson.count({ where: { incidentId, userId: ctx.actor.userId } })
    : 0;
  permit(canWritePostmortem(ctx.actor, { teamId: incident.teamId, involved: named > 0 }));
  const existing = await tx.postmortem.findUnique({ where: { incidentId } });
  if (existing) return existing;
  if (incident.status === "cancelled" || incident.status === "merged") {
    throw conflict(`An incident that was ${incident.status} needs no postmortem of its own.`);
  }
  const row = await createReport(tx, ctx, {
    incidentId,
    teamId: incident.teamId,
    serviceId: incident.serviceId,
    title: incident.title.slice(0, 200),
    ownerId: await ownerFor(tx, incident),
    dueAt: dueAfter(incident.resolvedAt ?? ctx.now, await dueDays(tx)),
    isPrivate: incident.isPrivate,
  });
  if (row.ownerId && row.ownerId !== ctx.actor.userId) {
    await notifyPeople(tx, ctx, [row.ownerId], {
      kind: "postmortem.opened",
      urgency: "normal",
      title: `Write up INC-${incident.number}`,
      body: "Its postmortem is open and yours.",
      url: `/postmortems/${row.id}`,
      subject: { kind: "postmortem", id: row.id },
      dedupKey: `postmortem-opened:${row.id}`,
    });
  }
  return row;
}

/**
 * Opens the postmortem of an incident, or one of its own (S-069). Asked twice for one incident, it answers with the one
 * that is there.
 * @throws not_found, forbidden, conflict for an incident that was cancelled or merged
 */
export async function openPostmortem(ctx: Ctx, input: OpenPostmortem): Promise<PostmortemDto> {
  return inTransaction(ctx, async (tx) => {
    const teams = await seenTeams(within(ctx, tx));
    if (input.incidentId) {
      const row = await openForIncident(tx, ctx, input.incidentId, teams);
      return presentAfter(tx, ctx, row.id);
    }
    const teamId = input.teamId ?? "";
    if (!teams.has(teamId)) throw notFound("team");
    permit(canWritePostmortem(ctx.actor, { teamId, involved: false }));
    const service = input.serviceId
      ? await tx.service.findUnique({ where: { id: input.serviceId }, select: { teamId: true } })
      : null;
    if (input.serviceId && !(service && teams.has(service.teamId))) throw notFound("service");
    const row = await createReport(tx, ctx, {
      incidentId: null,
      teamId,
      serviceId: input.serviceId ?? null,
      title: input.title ?? "",
      ownerId: ctx.actor.userId,
      dueAt: dueAfter(ctx.now, await dueDays(tx)),
      isPrivate: false,
    });
    return presentAfter(tx, ctx, row.id);
  });
}
