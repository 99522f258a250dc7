import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { policyEvent } from "../events.ts";
import { canEditPolicy } from "../policy.ts";
import { findPolicy } from "../queries/policies.ts";
import type { CreatePolicy, PolicyDto } from "../schema.ts";
import {
  definitionJson,
  enforce,
  mergeDefinition,
  obstacles,
  presentPolicy,
  requirePlaces,
  requireTeam,
  rivalOf,
} from "./policies.ts";

/**
 * A new policy of a team (S-045). It is in force at once if each level reaches a person and no other judges there;
 * `activate: true` insists on that, `false` keeps it a draft.
 * @throws invalid, forbidden, conflict
 */
export async function createPolicy(ctx: Ctx, input: CreatePolicy): Promise<PolicyDto> {
  return inTransaction(ctx, async (tx) => {
    await requireTeam(tx, ctx, input.teamId);
    permit(canEditPolicy(ctx.actor, input.teamId));
    const definition = mergeDefinition(null, input);
    const place = { teamId: input.teamId, serviceId: input.serviceId ?? null };
    await requirePlaces(tx, ctx, { ...place, definition });
    const id = uuidv7();
    const severities = [...new Set(input.severities)];
    const can =
      (await obstacles(tx, ctx, { ...place, definition })).length === 0 &&
      (await rivalOf(tx, { id, ...place, severities })) === null;
    const active = input.activate ?? can;
    const row = await tx.escalationPolicy.create({
      data: {
        id,
        ...place,
        name: input.name,
        state: active ? "active" : "draft",
        severities,
        definition: definitionJson(definition),
        createdAt: ctx.now,
        updatedAt: ctx.now,
      },
    });
    if (active) await enforce(tx, ctx, row);
    const { audience } = await findPolicy({ ...ctx, tx }, id);
    await recordAudit(tx, ctx, {
      action: "escalation-policy.create",
      subject: { kind: "escalation-policy", id },
      teamId: row.teamId,
      after: row,
    });
    await emit(tx, ctx, policyEvent("created", row, audience));
    return presentPolicy(tx, ctx, id);
  });
}
