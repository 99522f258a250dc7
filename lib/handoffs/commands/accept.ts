import { carriedActions } from "#lib/actions/commands/hand-over.ts";
import { recordAudit } from "#lib/audit/commands/record.ts";
import { openRunSource } from "#lib/checklists/commands/pass-on-runs.ts";
import { carriedIncidents } from "#lib/incidents/commands/hand-over.ts";
import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import { takePager } from "#lib/oncall/commands/take-pager.ts";
import type { CarriedWorkSource } from "#lib/people/model.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { handoffEvent } from "../events.ts";
import type { ItemKind } from "../model.ts";
import { canAccept } from "../policy.ts";
import type { HandoffRow } from "../queries.ts";
import type { AcceptHandoff, HandoffDto } from "../schema.ts";
import { getHandoffForUpdate, presentHandoff } from "./internal.ts";
import { askItems } from "./query.ts";

/** Who passes what on. A changed runbook is read, not carried. */
const CARRIES: Partial<Record<ItemKind, CarriedWorkSource>> = {
  incident: carriedIncidents,
  run: openRunSource,
  action: carriedActions,
};

/** What the outgoing person said goes over, and still carries, becomes the incoming person's; the rest stays theirs. */
async function passOn(tx: Tx, ctx: Ctx, row: HandoffRow): Promise<number> {
  const { fromUserId } = row;
  if (!fromUserId) return 0;
  let passed = 0;
  for (const [kind, source] of Object.entries(CARRIES)) {
    const over = row.items.filter((item) => item.kind === kind && item.goes === "over" && item.subjectId);
    if (over.length === 0) continue;
    const wanted = new Set(over.map((item) => item.subjectId));
    const held = (await source.list(ctx, tx, fromUserId)).filter((item) => wanted.has(item.id));
    await source.handOver(ctx, tx, fromUserId, held, row.toUserId);
    passed += held.length;
  }
  return passed;
}

/**
 * The incoming signature: the pager of every schedule of the contract is theirs from this moment (or from the shift's
 * beginning), and what goes over goes over, in one transaction. Questions may come with it; they do not stop it. After
 * the grace time it is kept as late. Twice is once.
 * @throws not_found, forbidden
 */
export async function acceptHandoff(ctx: Ctx, input: AcceptHandoff & { id: string }): Promise<HandoffDto> {
  return inTransaction(ctx, async (tx) => {
    const locked = await getHandoffForUpdate(tx, ctx, input.id);
    const { row, audience, teamIds } = locked;
    if (row.acceptedAt && row.toUserId === ctx.actor.userId) return presentHandoff(tx, ctx, row.id);
    permit(canAccept(ctx.actor, row));
    await askItems(tx, ctx, row, input.queries);
    const shifts = await takePager(
      tx,
      ctx,
      row.shifts.map((shift) => shift.shiftId),
    );
    const passed = await passOn(tx, ctx, row);
    const after = await tx.handoff.update({
      where: { id: row.id },
      data: { state: "accepted", acceptedAt: ctx.now, version: { increment: 1 }, updatedAt: ctx.now },
    });
    await recordAudit(tx, ctx, {
      action: "handoff.accept",
      subject: { kind: "handoff", id: row.id },
      teamId: teamIds[0] ?? null,
      before: row,
      after,
      detail: { shifts: shifts.map((shift) => shift.id), passed, questions: input.queries.length },
    });
    if (row.fromUserId)
      await notifyPeople(tx, ctx, [row.fromUserId], {
        kind: "handoff.accepted",
        urgency: input.queries.length > 0 ? "high" : "normal",
        title:
          input.queries.length > 0
            ? `${ctx.actor.name} has the pager, and asks you something`
            : `${ctx.actor.name} has the pager`,
        body: "",
        url: `/on-call/handoffs/${row.id}`,
        subject: { kind: "handoff", id: row.id },
        dedupKey: `handoff-accepted:${row.id}`,
      });
    await emit(tx, ctx, handoffEvent("accepted", after, audience));
    return presentHandoff(tx, ctx, row.id);
  });
}
