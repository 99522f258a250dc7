import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { editVendor } from "#lib/services/commands/edit-vendor.ts";
import { itemChanged } from "../events.ts";
import { canWorkRun } from "../policy.ts";
import { presentItem } from "../queries/items.ts";
import type { PutItemAnswer } from "../schema/items.ts";
import { getRunForUpdate, hearersOf, type LockedRun, requireOpen } from "./internal.ts";
import { answerFacts, type GivenAnswer, type Recorded, recordAnswer } from "./record-answer.ts";

/** The run after an answer: the first one makes an unowned run the answering person's. */
async function moveRun(tx: Tx, ctx: Ctx, run: LockedRun, done: number): Promise<LockedRun> {
  const starts = run.ownerId === null && ctx.actor.userId !== null;
  const after = {
    ...run,
    itemsDone: run.itemsDone + done,
    version: run.version + 1,
    ...(starts ? { ownerId: ctx.actor.userId, ownedAt: ctx.now } : {}),
  };
  await tx.checklistRun.update({
    where: { id: run.id },
    data: {
      itemsDone: after.itemsDone,
      version: after.version,
      ownerId: after.ownerId,
      ownedAt: after.ownedAt,
      updatedAt: ctx.now,
    },
    select: { id: true },
  });
  return after;
}

async function tell(tx: Tx, ctx: Ctx, run: LockedRun, one: Recorded): Promise<void> {
  await recordAudit(tx, ctx, {
    action: "checklist.answer",
    subject: { kind: "checklist-run", id: run.id },
    teamId: run.teamId,
    before: answerFacts(one.before) ?? {},
    after: answerFacts(one.after),
    detail: { itemKey: one.item.key },
  });
  await emit(tx, ctx, itemChanged(run, hearersOf(run), { itemKey: one.item.key }));
}

/** "Down" (and "working" again) is said of the outside service the item looks at, too (S-004). */
async function sayVendor(tx: Tx, ctx: Ctx, one: Recorded): Promise<void> {
  const status = one.after.value;
  if (one.item.type !== "status" || !one.item.service || (status !== "working" && status !== "failing"))
    return;
  const vendor = await tx.vendor.findUnique({
    where: { key: one.item.service },
    select: { key: true, status: true, version: true },
  });
  if (!vendor || vendor.status === status) return;
  await tx.$queryRaw`SELECT key FROM vendors WHERE key = ${vendor.key} FOR UPDATE`;
  const { version } = await tx.vendor.findUniqueOrThrow({
    where: { key: vendor.key },
    select: { version: true },
  });
  await editVendor(within(ctx, tx), { key: vendor.key, status, version });
}

/**
 * Answers one item of an open run, changes the answer, or takes it back (`value` null without `notApplicable`). The
 * same answer again changes nothing and is no error.
 * @returns the item with its verdict, and a prefilled incident when it breaches
 * @throws not_found · forbidden · conflict when the run is closed · invalid at the field · stale with the item
 */
export async function putItem(ctx: Ctx, id: string, key: string, given: GivenAnswer): Promise<PutItemAnswer> {
  return inTransaction(ctx, async (tx) => {
    const run = await getRunForUpdate(tx, ctx, id);
    permit(canWorkRun(ctx.actor, run));
    requireOpen(run);
    const one = await recordAnswer(tx, ctx, run, key, given);
    const after = one.changed ? await moveRun(tx, ctx, run, one.done) : run;
    if (one.changed) {
      await tell(tx, ctx, after, one);
      await sayVendor(tx, ctx, one);
    }
    const { state, itemsDone, itemsTotal, ownerId, version } = after;
    return {
      ...(await presentItem(ctx, tx, after, one.item, one.after)),
      run: { id, state, itemsDone, itemsTotal, ownerId, version },
    };
  });
}
