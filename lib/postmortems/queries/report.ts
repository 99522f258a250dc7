import { actionsOf } from "#lib/actions/queries.ts";
import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, type Decision, isAdmin } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import type { Prisma } from "#prisma";
import {
  canMoveTo,
  describeEntry,
  missingForPublication,
  type PostmortemState,
  readSections,
} from "../model.ts";
import { canEditPostmortem, canPublishPostmortem, canSendBack, canWritePostmortem } from "../policy.ts";
import { type FoundPostmortem, findPostmortem, presentRow } from "../queries.ts";
import type { CauseDto, PostmortemDto } from "../schema.ts";

type TimelineRow = PostmortemDto["timeline"][number];

const STEPS = [
  ["openedAt", "Incident opened"],
  ["acknowledgedAt", "Acknowledged"],
  ["investigatingAt", "Investigation began"],
  ["mitigatedAt", "Mitigated"],
  ["resolvedAt", "Resolved"],
] as const;

const STAMPS = {
  openedAt: true,
  acknowledgedAt: true,
  investigatingAt: true,
  mitigatedAt: true,
  resolvedAt: true,
} as const;
type Stamps = Prisma.IncidentGetPayload<{ select: typeof STAMPS }>;

/** The incident's own steps; several at one instant (a jump forward) are one line. */
function milestones(stamps: Stamps): TimelineRow[] {
  const lines = new Map<number, TimelineRow>();
  for (const [key, words] of STEPS) {
    const at = stamps[key];
    if (!at) continue;
    const same = lines.get(at.getTime());
    const text = same ? `${same.text}, ${words.toLowerCase()}` : words;
    lines.set(at.getTime(), {
      id: key,
      at: at.toISOString(),
      text,
      kind: "status",
      actor: null,
      milestone: true,
    });
  }
  return [...lines.values()];
}

/** What was starred on the incident, with its own steps between, in the order it happened (S-064). */
async function timelineOf(ctx: Ctx, incidentId: string): Promise<TimelineRow[]> {
  const tx = reader(ctx);
  // One after the other: inside a transaction there is one connection.
  const incident = await tx.incident.findUnique({ where: { id: incidentId }, select: STAMPS });
  const entries = await tx.timelineEntry.findMany({
    where: { incidentId, star: { isNot: null } },
    orderBy: [{ occurredAt: "asc" }, { id: "asc" }],
    take: 500,
  });
  const corrected = new Set(entries.flatMap((entry) => (entry.correctsId ? [entry.correctsId] : [])));
  const people = await tx.user.findMany({
    where: { id: { in: entries.flatMap((entry) => (entry.actorId ? [entry.actorId] : [])) } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map((one) => [one.id, one]));
  const starred = entries
    .filter((entry) => !corrected.has(entry.id))
    .map((entry) => ({
      id: entry.id,
      at: entry.occurredAt.toISOString(),
      text: describeEntry(entry.kind, entry.text, entry.data),
      kind: entry.kind,
      actor: entry.actorId
        ? (names.get(entry.actorId) ?? { id: entry.actorId, name: "former member" })
        : null,
      milestone: false,
    }));
  const steps = incident ? milestones(incident) : [];
  return [...steps, ...starred].sort((a, b) => a.at.localeCompare(b.at));
}

/** The causes in the order they were written. */
export async function causesOf(ctx: Ctx, postmortemId: string): Promise<CauseDto[]> {
  return reader(ctx).postmortemCause.findMany({
    where: { postmortemId },
    orderBy: [{ ordinal: "asc" }, { id: "asc" }],
    select: { id: true, text: true, kind: true },
  });
}

function abilitiesOf(ctx: Ctx, found: FoundPostmortem, missing: string[]): PostmortemDto["abilities"] {
  const { facts } = found;
  const from = facts.state;
  const when = (to: PostmortemState, decision: Decision, else_: string): Decision =>
    canMoveTo(from, to) ? decision : { because: else_ };
  const publish = when("published", canPublishPostmortem(ctx.actor, facts), "It is not in review.");
  return {
    edit: canEditPostmortem(ctx.actor, facts),
    addAction: canWritePostmortem(ctx.actor, facts),
    submit: when("in-review", canWritePostmortem(ctx.actor, facts), "It is not a draft."),
    publish: publish === true && missing.length > 0 ? { because: missing.join(" ") } : publish,
    sendBack: when("draft", canSendBack(ctx.actor, facts), "It is a draft."),
  };
}

/** The whole report. @throws not_found, also when it is not visible to the asker */
export async function getPostmortem(ctx: Ctx, id: string): Promise<PostmortemDto> {
  const found = await findPostmortem(ctx, id);
  const { row } = found;
  const shown = await presentRow(ctx, row);
  const causes = await causesOf(ctx, id);
  const actions = await actionsOf(ctx, "postmortem", id);
  const timeline = row.incidentId ? await timelineOf(ctx, row.incidentId) : [];
  const publishedBy = row.publishedById
    ? await reader(ctx).user.findUnique({
        where: { id: row.publishedById },
        select: { id: true, name: true },
      })
    : null;
  const missing = missingForPublication({
    causes: causes.length,
    actions: actions.length,
    noCauseReason: row.noCauseReason,
    noActionReason: row.noActionReason,
  });
  return {
    ...shown,
    private: found.onlyFor !== null,
    sections: readSections(row.sections),
    causes,
    actions,
    timeline,
    noCauseReason: row.noCauseReason,
    noActionReason: row.noActionReason,
    submittedAt: row.submittedAt?.toISOString() ?? null,
    publishedBy,
    missing,
    abilities: abilitiesOf(ctx, found, missing),
  };
}

/**
 * The report as a person opens it: an administrator who is not named on a private incident leaves an audit entry.
 * @throws not_found
 */
export async function openReport(ctx: Ctx, id: string): Promise<PostmortemDto> {
  const { row, onlyFor, facts } = await findPostmortem(ctx, id);
  if (onlyFor && !facts.involved && isAdmin(ctx.actor)) {
    await recordAudit(reader(ctx), ctx, {
      action: "postmortem.read-private",
      subject: { kind: "postmortem", id },
      teamId: row.teamId,
    });
  }
  return getPostmortem(ctx, id);
}
