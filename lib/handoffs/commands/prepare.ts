import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { invalidField } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { handoffEvent } from "../events.ts";
import { type StepKey, type Ticks, ticksOf } from "../model.ts";
import { canPrepare } from "../policy.ts";
import type { HandoffRow } from "../queries.ts";
import type { HandoffDto, PrepareHandoff } from "../schema.ts";
import { getHandoffForUpdate, presentHandoff } from "./internal.ts";

/** The ticks after this change: a step ticked again keeps its first time. */
function ticked(before: Ticks, given: PrepareHandoff["steps"], now: Date): Ticks {
  const after: Ticks = { ...before };
  for (const [key, on] of Object.entries(given ?? {}) as Array<[StepKey, boolean]>) {
    if (!on) delete after[key];
    else after[key] ??= now.toISOString();
  }
  return after;
}

async function changeItems(
  tx: Tx,
  row: HandoffRow,
  items: NonNullable<PrepareHandoff["items"]>,
): Promise<void> {
  const known = new Set(row.items.map((item) => item.id));
  for (const [index, item] of items.entries()) {
    if (!known.has(item.id)) throw invalidField(`items.${index}.id`, "This handoff has no such item.");
    await tx.handoffItem.update({
      where: { id: item.id },
      data: {
        ...(item.goes === undefined ? {} : { goes: item.goes }),
        ...(item.note === undefined ? {} : { note: item.note }),
      },
    });
  }
}

/**
 * The outgoing person's part: the briefing, the five steps, and of each item whether it goes over. Ticking the fifth
 * step confirms their contact details (S-062).
 * @throws not_found, forbidden, stale, invalid
 */
export async function prepareHandoff(ctx: Ctx, input: PrepareHandoff & { id: string }): Promise<HandoffDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, audience, teamIds } = await getHandoffForUpdate(tx, ctx, input.id, input.version);
    permit(canPrepare(ctx.actor, row));
    if (input.items) await changeItems(tx, row, input.items);
    const steps = ticked(ticksOf(row.steps), input.steps, ctx.now);
    if (input.steps?.contacts && row.fromUserId)
      await tx.user.update({ where: { id: row.fromUserId }, data: { contactConfirmedAt: ctx.now } });
    const after = await tx.handoff.update({
      where: { id: row.id },
      data: {
        briefing: input.briefing ?? row.briefing,
        steps,
        version: { increment: 1 },
        updatedAt: ctx.now,
      },
    });
    await recordAudit(tx, ctx, {
      action: "handoff.prepare",
      subject: { kind: "handoff", id: row.id },
      teamId: teamIds[0] ?? null,
      before: { briefing: row.briefing, steps: row.steps },
      after: { briefing: after.briefing, steps: after.steps },
      detail: { items: input.items ?? [] },
    });
    await emit(tx, ctx, handoffEvent("changed", after, audience));
    return presentHandoff(tx, ctx, row.id);
  });
}
