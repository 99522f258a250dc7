import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { policyEvent } from "../events.ts";
import { readDefinition, severitiesOf } from "../model/definition.ts";
import { canEditPolicy } from "../policy.ts";
import type { EditPolicy, PolicyDto } from "../schema.ts";
import {
  definitionJson,
  enforce,
  getPolicyForUpdate,
  mergeDefinition,
  presentPolicy,
  requirePlaces,
} from "./policies.ts";

/**
 * Changes a policy from the next escalation on: what runs keeps its snapshot. One in force stays so only if each level
 * still reaches a person.
 * @throws not_found, forbidden, stale, invalid, conflict
 */
export async function editPolicy(ctx: Ctx, input: EditPolicy & { id: string }): Promise<PolicyDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, audience } = await getPolicyForUpdate(tx, ctx, input.id, input.version);
    permit(canEditPolicy(ctx.actor, row.teamId));
    if (row.archivedAt) throw conflict("This policy is archived. Restore it first.");
    const definition = mergeDefinition(readDefinition(row.definition), input);
    const serviceId = input.serviceId === undefined ? row.serviceId : input.serviceId;
    await requirePlaces(tx, ctx, { teamId: row.teamId, serviceId, definition });
    const before = row.severities.length > 0 ? row.severities : severitiesOf(row.definition);
    const after = await tx.escalationPolicy.update({
      where: { id: row.id },
      data: {
        name: input.name ?? row.name,
        serviceId,
        severities: [...new Set(input.severities ?? before)],
        definition: definitionJson(definition),
        version: { increment: 1 },
        updatedAt: ctx.now,
      },
    });
    if (after.state === "active") {
      await enforce(tx, ctx, after);
      if (after.lacks !== null)
        await tx.$executeRaw`UPDATE escalation_policies SET lacks = NULL, lacks_since = NULL WHERE id = ${row.id}::uuid`;
    }
    await recordAudit(tx, ctx, {
      action: "escalation-policy.edit",
      subject: { kind: "escalation-policy", id: row.id },
      teamId: row.teamId,
      before: row,
      after,
    });
    await emit(tx, ctx, policyEvent("edited", after, audience));
    return presentPolicy(tx, ctx, row.id);
  });
}
