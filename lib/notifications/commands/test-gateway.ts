import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { db, inTransaction } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { limitTries } from "#lib/platform/limits.ts";
import { gatewayChanged } from "../events.ts";
import { canSetGateways } from "../policy.ts";
import type { TestAnswer } from "../schema.ts";
import { lastSeen, recordTrial, tryNow } from "./trial.ts";

/** Sends a test through a gateway to a phone. @returns the provider's true answer @throws forbidden, not_found */
export async function testGateway(ctx: Ctx, input: { id: string; phone: string }): Promise<TestAnswer> {
  permit(canSetGateways(ctx.actor));
  await limitTries("gateway-test", ctx.actor.userId ?? "", 30, 3600);
  const row = await db().gateway.findUnique({ where: { id: input.id } });
  if (!row) throw notFound("gateway");
  const { url, method, headers, body } = row;
  const outcome = await tryNow(
    { kind: "phone", phone: input.phone, url, method, headers, body },
    { title: "Test from Evenkeel", body: "", path: "" },
  );
  return inTransaction(ctx, async (tx) => {
    await tx.gateway.updateMany({ where: { id: row.id }, data: lastSeen(ctx.now, outcome) });
    await recordAudit(tx, ctx, {
      action: "gateway.test",
      subject: { kind: "gateway", id: row.id },
      detail: { ok: outcome.ok },
    });
    await emit(tx, ctx, gatewayChanged(row));
    return recordTrial(tx, ctx.now, { userId: ctx.actor.userId, channel: "phone" }, outcome);
  });
}
