import { type Ctx, permit, personId } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict, notFound } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { auditRedacted } from "../events.ts";
import { canRedactAudit } from "../policy.ts";
import { recordAudit } from "./record.ts";

/**
 * Takes the free text and personal data out of one entry. The entry, its place in the chain and the hash of what was
 * there stay, so that the chain still verifies.
 * @throws conflict when it was redacted before
 */
export async function redactAudit(
  ctx: Ctx,
  input: { id: string; reason: string },
): Promise<{ id: string; redactedAt: string }> {
  return inTransaction(ctx, async (tx) => {
    permit(canRedactAudit(ctx.actor));
    const detail = await tx.auditDetail.findUnique({ where: { auditId: input.id } });
    if (!detail) throw notFound("audit entry");
    const done = await tx.auditDetail.updateMany({
      where: { auditId: input.id, redactedAt: null },
      data: { detail: {}, redactedAt: ctx.now },
    });
    if (done.count === 0) throw conflict("The detail of this entry was redacted before.");
    await recordAudit(tx, ctx, {
      action: "audit.redact",
      subject: { kind: "audit", id: input.id },
      detail: { reason: input.reason },
    });
    await emit(tx, ctx, auditRedacted(input.id, personId(ctx)));
    return { id: input.id, redactedAt: ctx.now.toISOString() };
  });
}
