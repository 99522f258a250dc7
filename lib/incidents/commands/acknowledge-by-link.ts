import { recordAudit } from "#lib/audit/commands/record.ts";
import { useUpRight } from "#lib/notifications/commands/use-right.ts";
import { canUseRight } from "#lib/notifications/policy.ts";
import { readRight, rightCtx } from "#lib/notifications/queries/link.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { limitTries } from "#lib/platform/limits.ts";
import { incidentEvent } from "../events.ts";

import { acknowledgeIncident } from "./acknowledge.ts";
import { getIncidentForUpdate } from "./internal.ts";

/** What is told when it is done: the number, and whether a colleague was first. */
export interface AcknowledgedByLink {
  number: string;
  severity: string;
  /** A colleague had acknowledged it: this person has joined as a responder. */
  joined: boolean;
}

/**
 * Acknowledges the one incident a page's link is for, as the person who was paged and without a session. The right is
 * used up in the same transaction.
 * @param address whose tries are counted
 * @throws not_found for a secret that was never given out, gone for one that is used or expired
 */
export async function acknowledgeByLink(
  ctx: Ctx,
  input: { right: string },
  address: string,
): Promise<AcknowledgedByLink> {
  await limitTries("acknowledge-link", address, 30, 600);
  return inTransaction(ctx, async (tx) => {
    const right = await readRight(within(ctx, tx), input.right);
    if (right?.subject.kind !== "incident")
      throw new AppError("not_found", "This link is not known. Open the incident from the portal instead.");
    const person = await rightCtx(within(ctx, tx), right);
    permit(canUseRight(person?.actor ?? null));
    if (!person || !(await useUpRight(tx, ctx, right)))
      throw new AppError(
        "gone",
        "This link was used already, or its day is over. Open the incident from the portal.",
      );
    const before = await getIncidentForUpdate(tx, person, right.subject.id);
    await recordAudit(tx, person, {
      action: "incident.use-link",
      subject: { kind: "incident", id: before.id },
      teamId: before.teamId,
    });
    await acknowledgeIncident(within(person, tx), { id: before.id });
    await emit(tx, person, incidentEvent("link-used", before));
    return {
      number: `INC-${before.number}`,
      severity: before.severity,
      joined: before.status !== "open",
    };
  });
}
