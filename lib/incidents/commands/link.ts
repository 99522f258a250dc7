import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, isAdmin, permit, within } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { incidentEvent } from "../events.ts";
import { canWork } from "../policy.ts";
import { presentIncident, visibleWhere } from "../queries.ts";
import type { IncidentDto } from "../schema/incidents.ts";
import type { LinkInput } from "../schema/links.ts";
import { addEntry, getIncidentForUpdate } from "./internal.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const missing = () =>
  invalidField("link.subjectId", "There is nothing like that to link to, or you may not see it.");

/** Whether the actor sees what a team owns, and whether everybody does; what nobody owns is everybody's. */
async function sightOf(tx: Tx, ctx: Ctx, teamId: string | null): Promise<{ sees: boolean; open: boolean }> {
  if (teamId === null) return { sees: true, open: true };
  const team = await tx.team.findUniqueOrThrow({ where: { id: teamId }, select: { visibility: true } });
  const open = team.visibility === "open";
  return { sees: open || ctx.actor.teams.has(teamId) || isAdmin(ctx.actor), open };
}

/** The label is kept and read by all who see the incident: it names only what everybody may see. */
async function target(tx: Tx, ctx: Ctx, link: LinkInput): Promise<{ label: string; url: string }> {
  const { kind, subjectId } = link;
  if (kind === "url") {
    if (!/^https?:\/\/\S+$/.test(subjectId))
      throw invalidField("link.subjectId", "Give an http or https address.");
    return { label: subjectId, url: subjectId };
  }
  if (kind === "vendor") {
    const vendor = await tx.vendor.findUnique({ where: { key: subjectId } });
    if (!vendor) throw missing();
    return { label: vendor.name, url: vendor.statusPage ?? vendor.dashboard ?? "" };
  }
  if (!UUID.test(subjectId)) throw missing();
  if (kind === "incident") {
    const other = await tx.incident.findFirst({
      where: { AND: [{ id: subjectId }, visibleWhere(ctx.actor)] },
      select: { number: true, title: true, isPrivate: true, team: { select: { visibility: true } } },
    });
    if (!other) throw missing();
    const name = `INC-${other.number}`;
    const open = !other.isPrivate && other.team.visibility === "open";
    return { label: open ? `${name} ${other.title}` : name, url: `/incidents/${subjectId}` };
  }
  if (kind === "runbook") {
    const runbook = await tx.runbook.findUnique({
      where: { id: subjectId },
      select: { title: true, teamId: true },
    });
    const sight = runbook && (await sightOf(tx, ctx, runbook.teamId));
    if (!runbook || !sight?.sees) throw missing();
    return { label: sight.open ? `Runbook: ${runbook.title}` : "Runbook", url: `/runbooks/${subjectId}` };
  }
  const run = await tx.checklistRun.findUnique({
    where: { id: subjectId },
    select: {
      number: true,
      teamId: true,
      version_: { select: { title: true } },
      template: { select: { teamId: true } },
    },
  });
  const sight = run && (await sightOf(tx, ctx, run.teamId));
  if (!run || !sight?.sees) throw missing();
  return {
    label: sight.open ? `${run.version_.title}, run ${run.number}` : `Run ${run.number}`,
    url: `/checklists/runs/${subjectId}${link.part ? `#${encodeURIComponent(link.part)}` : ""}`,
  };
}

/** Ties an incident to something the actor may see; the same tie twice is one. */
export async function addLink(tx: Tx, ctx: Ctx, incidentId: string, link: LinkInput): Promise<void> {
  const { label, url } = await target(tx, ctx, link);
  const made = await tx.incidentLink.createMany({
    data: [
      {
        incidentId,
        kind: link.kind,
        subjectId: link.subjectId,
        part: link.part,
        label,
        url,
        byId: ctx.actor.userId,
        at: ctx.now,
      },
    ],
    skipDuplicates: true,
  });
  if (made.count === 1)
    await addEntry(tx, ctx, incidentId, { kind: "link", text: label, data: { kind: link.kind, url } });
}

export async function linkIncident(ctx: Ctx, input: { id: string; link: LinkInput }): Promise<IncidentDto> {
  return inTransaction(ctx, async (tx) => {
    const incident = await getIncidentForUpdate(tx, ctx, input.id);
    permit(canWork(ctx.actor, incident.facts));
    await addLink(tx, ctx, incident.id, input.link);
    await recordAudit(tx, ctx, {
      action: "incident.link",
      subject: { kind: "incident", id: incident.id },
      teamId: incident.teamId,
      detail: { ...input.link },
    });
    await emit(
      tx,
      ctx,
      incidentEvent("linked", incident, { kind: input.link.kind, subjectId: input.link.subjectId }),
    );
    return presentIncident(within(ctx, tx), incident.id);
  });
}
