import { recordAudit } from "#lib/audit/commands/record.ts";
import type { CarriedWorkSource } from "#lib/people/model.ts";
import { emit } from "#lib/platform/events.ts";
import { policyEvent } from "../events.ts";
import { type Definition, readDefinition } from "../model/definition.ts";
import { findPolicy } from "../queries/policies.ts";
import { asJson } from "./internal.ts";

const names = (definition: Definition, userId: string) =>
  definition.levels.some((level) => level.targets.some((one) => one.kind === "user" && one.id === userId));

/** The definition with another person in somebody's place; called once where both stood at one level. */
function withOther(definition: Definition, userId: string, toUserId: string): Definition {
  return {
    ...definition,
    levels: definition.levels.map((level) => {
      const swapped = level.targets.map((one) =>
        one.kind === "user" && one.id === userId ? { ...one, id: toUserId } : one,
      );
      const seen = new Set<string>();
      return {
        ...level,
        targets: swapped.filter(
          (one) => !seen.has(`${one.kind}:${one.id}`) && seen.add(`${one.kind}:${one.id}`),
        ),
      };
    }),
  };
}

/**
 * Escalation policies that call somebody by name: another takes the place. Without one they stay as they are, and the
 * auditor says within a minute which of them lack people.
 */
export const carriedPolicies: CarriedWorkSource = {
  kinds: ["escalation-policy"],
  async list(_ctx, tx, userId) {
    const rows = await tx.escalationPolicy.findMany({
      where: { archivedAt: null },
      orderBy: { name: "asc" },
      select: { id: true, name: true, teamId: true, definition: true },
    });
    return rows
      .filter((row) => names(readDefinition(row.definition), userId))
      .map((row) => ({
        kind: "escalation-policy",
        id: row.id,
        label: `Escalation policy ${row.name}`,
        url: `/settings/escalations/${row.id}`,
        teamId: row.teamId,
      }));
  },
  async handOver(ctx, tx, userId, items, toUserId) {
    if (!toUserId) return;
    for (const item of items) {
      const { row, audience } = await findPolicy({ ...ctx, tx }, item.id);
      const definition = withOther(readDefinition(row.definition), userId, toUserId);
      const after = await tx.escalationPolicy.update({
        where: { id: row.id },
        data: { definition: asJson(definition), version: { increment: 1 }, updatedAt: ctx.now },
      });
      await recordAudit(tx, ctx, {
        action: "escalation-policy.hand-over",
        subject: { kind: "escalation-policy", id: row.id },
        teamId: row.teamId,
        before: row,
        after,
      });
      await emit(tx, ctx, policyEvent("edited", after, audience));
    }
  },
};
