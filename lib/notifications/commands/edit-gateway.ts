import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { stale } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { gatewayChanged } from "../events.ts";
import { canSetGateways } from "../policy.ts";
import { presentGateway } from "../queries/channels.ts";
import type { EditGateway, GatewayDto } from "../schema.ts";
import { checkGateway, gatewayForUpdate } from "./own-gateway.ts";

/** Changes a gateway, or takes it out of use; address and headers that are not given stay. @throws stale, invalid */
export async function editGateway(ctx: Ctx, input: EditGateway & { id: string }): Promise<GatewayDto> {
  return inTransaction(ctx, async (tx) => {
    permit(canSetGateways(ctx.actor));
    const row = await gatewayForUpdate(tx, input.id);
    if (row.version !== input.version) throw stale("gateway", presentGateway(row));
    const next = {
      name: input.name ?? row.name,
      kind: input.kind ?? row.kind,
      url: input.url ?? row.url,
      method: input.method ?? row.method,
      headers: input.headers ?? row.headers,
      body: input.body ?? row.body,
    };
    checkGateway(next);
    const after = await tx.gateway.update({
      where: { id: row.id },
      data: { ...next, active: input.active ?? row.active, version: { increment: 1 }, updatedAt: ctx.now },
    });
    await recordAudit(tx, ctx, {
      action: "gateway.edit",
      subject: { kind: "gateway", id: row.id },
      before: presentGateway(row),
      after: presentGateway(after),
    });
    await emit(tx, ctx, gatewayChanged(after));
    return presentGateway(after);
  });
}
