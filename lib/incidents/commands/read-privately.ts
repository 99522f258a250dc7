import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, isAdmin, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { incidentEvent } from "../events.ts";
import { audienceOf } from "./internal.ts";

/** Leaves the audit entry of an administrator who looked into a private incident. */
export async function readPrivately(ctx: Ctx, id: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    permit(isAdmin(ctx.actor) || { because: "This incident is private." });
    const incident = await tx.incident.findUniqueOrThrow({ where: { id } });
    await recordAudit(tx, ctx, {
      action: "incident.read-private",
      subject: { kind: "incident", id },
      teamId: incident.teamId,
    });
    await emit(
      tx,
      ctx,
      incidentEvent("read-privately", { ...incident, audience: await audienceOf(tx, incident) }),
    );
  });
}
