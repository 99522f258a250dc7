import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { gatewayChanged } from "../events.ts";
import { canSetGateways } from "../policy.ts";
import { presentGateway } from "../queries/channels.ts";
import type { AddGateway, GatewayDto } from "../schema.ts";
import { checkGateway } from "./own-gateway.ts";

const MOST = 10;

/** Adds a gateway that brings texts or calls to phones. @throws forbidden, invalid, conflict */
export async function addGateway(ctx: Ctx, input: AddGateway): Promise<GatewayDto> {
  return inTransaction(ctx, async (tx) => {
    permit(canSetGateways(ctx.actor));
    const { url, method = "POST", headers = "", body = "" } = input;
    checkGateway({ url, method, headers, body });
    if ((await tx.gateway.count()) >= MOST) throw conflict(`There are ${MOST} gateways already.`);
    const row = await tx.gateway.create({
      data: {
        id: uuidv7(),
        name: input.name,
        kind: input.kind,
        url,
        method,
        headers,
        body,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      },
    });
    await recordAudit(tx, ctx, {
      action: "gateway.add",
      subject: { kind: "gateway", id: row.id },
      after: presentGateway(row),
    });
    await emit(tx, ctx, gatewayChanged(row));
    return presentGateway(row);
  });
}
