import { recordAudit } from "#lib/audit/commands/record.ts";
import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import type { Handoff } from "#prisma";
import { handoffEvent } from "../events.ts";
import { canDraft } from "../policy.ts";
import type { Change } from "../queries/changes.ts";
import { getHandoffForUpdate, refreshItems } from "./internal.ts";

/** One contract per pair and moment: what is there already is found, not made again. */
async function findOrMake(tx: Tx, ctx: Ctx, change: Change): Promise<{ row: Handoff; made: boolean }> {
  const key = { fromUserId: change.fromUserId, toUserId: change.toUserId, atTime: change.at };
  const old = await tx.handoff.findFirst({ where: key });
  if (old && old.state !== "void") return { row: old, made: false };
  if (old) {
    const row = await tx.handoff.update({
      where: { id: old.id },
      data: { state: "draft", version: { increment: 1 }, updatedAt: ctx.now },
    });
    return { row, made: true };
  }
  const row = await tx.handoff.create({
    data: {
      id: uuidv7(),
      ...key,
      graceEndsAt: change.graceEndsAt,
      // Without an outgoing person there is nothing to sign before the incoming one confirms.
      state: change.fromUserId ? "draft" : "submitted",
      createdAt: ctx.now,
      updatedAt: ctx.now,
    },
  });
  return { row, made: true };
}

/**
 * Drafts the contract of one change of shift, or adds this schedule's shift to the one there is. Safe to run twice.
 * @returns the handoff's id
 */
export async function draftHandoff(ctx: Ctx, change: Change): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    const [schedule] = await tx.$queryRaw<Array<{ teamId: string }>>`
      SELECT team_id::text AS "teamId" FROM schedules WHERE id = ${change.scheduleId}::uuid FOR UPDATE`;
    if (!schedule) throw notFound("schedule");
    permit(canDraft(ctx.actor, schedule.teamId));
    const { row, made } = await findOrMake(tx, ctx, change);
    await tx.handoffShift.createMany({
      data: [{ handoffId: row.id, shiftId: change.shiftId, scheduleId: change.scheduleId }],
      skipDuplicates: true,
    });
    const locked = await getHandoffForUpdate(tx, ctx, row.id);
    if (locked.row.submittedAt === null) await refreshItems(tx, ctx, locked);
    if (!made) return row.id;
    await recordAudit(tx, ctx, {
      action: "handoff.draft",
      subject: { kind: "handoff", id: row.id },
      teamId: locked.teamIds[0] ?? null,
      after: row,
    });
    const when = { kind: "handoff", id: row.id };
    if (row.fromUserId)
      await notifyPeople(tx, ctx, [row.fromUserId], {
        kind: "handoff.draft",
        urgency: "normal",
        title: "Your shift ends soon: the handoff is drafted",
        body: "Go through the five steps and sign it.",
        url: `/on-call/handoffs/${row.id}`,
        subject: when,
        dedupKey: `handoff-draft:${row.id}`,
      });
    await emit(tx, ctx, handoffEvent("drafted", row, locked.audience));
    return row.id;
  });
}
