import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import type { ActionItem } from "#prisma";
import { actionEvent } from "../events.ts";
import type { SourceKind } from "../model.ts";
import { canAddAction } from "../policy.ts";
import { hiddenIncidentIds, seenTeams, teamAudience } from "../queries.ts";
import type { ActionDto, CreateAction } from "../schema.ts";
import { checkReferences, dueDate, presentAfter } from "./internal.ts";

export interface NewAction {
  title: string;
  teamId: string;
  detail?: string;
  serviceId?: string | null;
  ownerId?: string | null;
  /** YYYY-MM-DD in the team's zone. */
  dueOn?: string | null;
  priority?: string;
  source: { kind: SourceKind; id: string | null; label: string };
  /** News of it reaches only these: it follows from something private. */
  onlyFor?: string[];
}

/**
 * Writes an action down for a room above, inside that room's own transaction, after that room has asked its own policy.
 * @throws invalid when owner or service do not exist
 */
export async function addAction(tx: Tx, ctx: Ctx, input: NewAction): Promise<ActionItem> {
  await checkReferences(tx, ctx, input);
  const row = await tx.actionItem.create({
    data: {
      id: uuidv7(),
      title: input.title,
      detail: input.detail ?? "",
      teamId: input.teamId,
      serviceId: input.serviceId ?? null,
      ownerId: input.ownerId ?? null,
      dueOn: dueDate(input.dueOn),
      priority: input.priority ?? "normal",
      sourceKind: input.source.kind,
      sourceId: input.source.id,
      sourceLabel: input.source.label,
      createdById: ctx.actor.userId,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    },
  });
  await recordAudit(tx, ctx, {
    action: "action.create",
    subject: { kind: "action-item", id: row.id },
    teamId: row.teamId,
    detail: { title: row.title, ownerId: row.ownerId, dueOn: input.dueOn ?? null, source: input.source },
  });
  const team = await tx.team.findUnique({
    where: { id: row.teamId },
    select: { id: true, name: true, zone: true, visibility: true },
  });
  const audience = input.onlyFor
    ? { users: [...input.onlyFor, ...(row.ownerId ? [row.ownerId] : [])] }
    : teamAudience(team ?? undefined, row.teamId, [row.ownerId]);
  await emit(tx, ctx, actionEvent("added", row, audience));
  return row;
}

/** What the follow-up came out of, named from the thing itself; @throws not_found when the asker may not see it */
async function sourceOf(tx: Tx, ctx: Ctx, source: CreateAction["source"], seen: ReadonlySet<string>) {
  if (!source) return { kind: "person" as const, id: null, label: "", people: undefined };
  if (source.kind === "checklist-run") {
    const run = await tx.checklistRun.findUnique({
      where: { id: source.id },
      select: { number: true, teamId: true, template: { select: { title: true } } },
    });
    if (!run || !seen.has(run.teamId)) throw notFound("checklist run");
    return { ...source, label: `${run.template.title} (RUN-${run.number})`, people: undefined };
  }
  const incident = await tx.incident.findUnique({
    where: { id: source.id },
    select: {
      number: true,
      title: true,
      teamId: true,
      isPrivate: true,
      people: { select: { userId: true } },
    },
  });
  const hidden = incident?.isPrivate ? await hiddenIncidentIds(within(ctx, tx), true) : [];
  if (!incident || !seen.has(incident.teamId) || hidden.includes(source.id)) throw notFound("incident");
  const label = incident.isPrivate ? `INC-${incident.number}` : `INC-${incident.number} ${incident.title}`;
  return {
    ...source,
    label,
    people: incident.isPrivate ? incident.people.map((one) => one.userId) : undefined,
  };
}

/** A follow-up of one's own team (S-028). @throws not_found, forbidden, invalid */
export async function createAction(ctx: Ctx, input: CreateAction): Promise<ActionDto> {
  return inTransaction(ctx, async (tx) => {
    const teams = await seenTeams(within(ctx, tx));
    if (!teams.has(input.teamId)) throw notFound("team");
    permit(canAddAction(ctx.actor, input.teamId));
    const { people, ...source } = await sourceOf(tx, ctx, input.source, new Set(teams.keys()));
    const row = await addAction(tx, ctx, {
      title: input.title,
      teamId: input.teamId,
      detail: input.detail,
      serviceId: input.serviceId ?? null,
      ownerId: input.ownerId ?? null,
      dueOn: input.dueOn ?? null,
      priority: input.priority,
      source,
      ...(people ? { onlyFor: people } : {}),
    });
    return presentAfter(tx, ctx, row.id);
  });
}
