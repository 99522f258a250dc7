import { canBeRefusedOnRecord } from "#lib/audit/policy.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { accessRefused } from "../events.ts";
import { recordAudit } from "./record.ts";

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/**
 * Records that somebody was refused (S-221, S-222): who, and which resource. A request without a session leaves
 * nothing here.
 * @param path the request's path without its query, for example `/api/v1/users/…/deactivate`
 * @param method of the request
 */
export async function recordRefusal(ctx: Ctx, path: string, method = ""): Promise<void> {
  if (canBeRefusedOnRecord(ctx.actor) !== true) return;
  // The refused write remembered nothing under its Idempotency-Key; neither does this.
  const { idempotency: _unused, ...own } = ctx;
  await inTransaction(own, async (tx) => {
    permit(canBeRefusedOnRecord(ctx.actor));
    await recordAudit(tx, own, {
      action: "access.refused",
      outcome: "refused",
      subject: { kind: "path", id: path.slice(0, 200) },
      detail: { path: path.slice(0, 200), method, id: ID.exec(path)?.[0] ?? null },
    });
    await emit(tx, own, accessRefused(ctx.actor.userId));
  });
}
