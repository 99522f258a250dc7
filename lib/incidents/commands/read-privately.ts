import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, isAdmin, permit } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { incidentEvent } from "../events.ts";
import { audienceOf } from "./internal.ts";

/** A page that stays open reads again with each change; one entry stands for what is read within this time. */
const ONE_LOOK_MS = 15 * 60_000;

async function lookedBefore(tx: Tx, ctx: Ctx, id: string): Promise<boolean> {
  const entry = await tx.auditEntry.findFirst({
    where: {
      action: "incident.read-private",
      subjectKind: "incident",
      subjectId: id,
      actorId: ctx.actor.userId,
      at: { gt: new Date(ctx.now.getTime() - ONE_LOOK_MS) },
    },
    select: { id: true },
  });
  return entry !== null;
}

/** Leaves the audit entry of an administrator who looks into a private incident: one a quarter of an hour. */
export async function readPrivately(ctx: Ctx, id: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    permit(isAdmin(ctx.actor) || { because: "This incident is private." });
    if (await lookedBefore(tx, ctx, id)) return;
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
