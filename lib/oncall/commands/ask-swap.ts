import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, personId } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { canAskFor } from "../policy.ts";
import { candidatesWhere } from "../queries/candidates.ts";
import type { AskSwap, SwapDto } from "../schema/swaps.ts";
import { getScheduleForUpdate, requireAhead, requireCandidates, requireInUse } from "./internal.ts";
import { announceSwap } from "./swaps.ts";

/** The whole span is this person's. @throws invalid */
export async function requireOwnShift(
  tx: Tx,
  scheduleId: string,
  userId: string,
  span: { from: Date; to: Date },
  path: string,
): Promise<void> {
  const rows = await tx.shift.findMany({
    where: { scheduleId, fromAt: { lt: span.to }, toAt: { gt: span.from } },
    select: { userId: true },
  });
  if (rows.length === 0 || rows.some((row) => row.userId !== userId))
    throw invalidField(path, "Choose a time in which they are on call throughout.");
}

/** Whom a request is put to: one person, or everybody of the team. */
async function askedPeople(
  tx: Tx,
  teamId: string,
  userId: string,
  toUserId: string | null,
): Promise<string[]> {
  if (toUserId) return [toUserId];
  const people = await tx.user.findMany({
    where: { ...candidatesWhere(teamId), id: { not: userId } },
    select: { id: true },
  });
  return people.map((person) => person.id);
}

/**
 * Asks for a cover of one's own shift, or of a part of it, or (with a span to take in return) for a swap. A lead may
 * do it for others, also for a shift that runs.
 * @throws not_found, forbidden, invalid, conflict
 */
export async function askSwap(ctx: Ctx, input: AskSwap & { id: string }): Promise<SwapDto> {
  return inTransaction(ctx, async (tx) => {
    const locked = await getScheduleForUpdate(tx, ctx, input.id);
    const { row } = locked;
    const userId = input.userId ?? personId(ctx);
    permit(canAskFor(ctx.actor, row.teamId, userId));
    requireInUse(row);
    const span = requireAhead(ctx, input);
    await requireOwnShift(tx, row.id, userId, span, "from");
    if (input.toUserId) {
      await requireCandidates(tx, row.teamId, [{ id: input.toUserId, path: "toUserId" }]);
      if (input.toUserId === userId) throw invalidField("toUserId", "It is their own shift.");
    }
    const back = input.returns ? requireAhead(ctx, input.returns) : null;
    if (back && !input.toUserId) throw invalidField("toUserId", "A swap is asked of one person.");
    if (back && input.toUserId) await requireOwnShift(tx, row.id, input.toUserId, back, "returns.from");
    const swap = await tx.coverRequest.create({
      data: {
        id: uuidv7(),
        scheduleId: row.id,
        kind: back ? "swap" : "cover",
        userId,
        askedById: ctx.actor.userId,
        fromAt: span.from,
        toAt: span.to,
        toUserId: input.toUserId ?? null,
        returnFromAt: back?.from ?? null,
        returnToAt: back?.to ?? null,
        reason: input.reason,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      },
    });
    await recordAudit(tx, ctx, {
      action: "schedule.ask-swap",
      subject: { kind: "schedule", id: row.id },
      teamId: row.teamId,
      after: swap,
    });
    return announceSwap(tx, ctx, locked, swap, {
      people: await askedPeople(tx, row.teamId, userId, swap.toUserId),
      title: back ? `${row.name}: a swap is asked for` : `${row.name}: a cover is asked for`,
    });
  });
}
