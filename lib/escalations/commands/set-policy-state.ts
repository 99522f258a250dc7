import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { type EscalationPolicy, Prisma } from "#prisma";
import { type PolicyChange, policyEvent } from "../events.ts";
import { severitiesOf } from "../model/definition.ts";
import { canEditPolicy } from "../policy.ts";
import type { PolicyDto } from "../schema.ts";
import { enforce, getPolicyForUpdate, presentPolicy, release } from "./policies.ts";

type Change = Extract<PolicyChange, "activated" | "drafted" | "archived" | "restored">;

async function change(tx: Tx, ctx: Ctx, row: EscalationPolicy, what: Change): Promise<EscalationPolicy> {
  const severities = row.severities.length > 0 ? row.severities : severitiesOf(row.definition);
  const after = await tx.escalationPolicy.update({
    where: { id: row.id },
    data: {
      state: what === "activated" ? "active" : "draft",
      severities,
      archivedAt: what === "archived" ? ctx.now : null,
      lacks: Prisma.DbNull,
      lacksSince: null,
      version: { increment: 1 },
      updatedAt: ctx.now,
    },
  });
  if (what === "activated") await enforce(tx, ctx, after);
  else await release(tx, row.id);
  return after;
}

/**
 * Puts a policy in force, makes it a draft, archives it or brings it back as a draft. What runs by it goes on. Doing
 * it again changes nothing.
 * @throws not_found, forbidden, invalid when a level reaches nobody, conflict when another policy judges there
 */
export async function setPolicyState(ctx: Ctx, input: { id: string; to: Change }): Promise<PolicyDto> {
  return inTransaction(ctx, async (tx) => {
    const { row, audience } = await getPolicyForUpdate(tx, ctx, input.id);
    permit(canEditPolicy(ctx.actor, row.teamId));
    const archives = input.to === "archived";
    if (row.archivedAt && input.to !== "restored" && !archives)
      throw conflict("This policy is archived. Restore it first.");
    const is = row.archivedAt ? "archived" : row.state;
    const same =
      { activated: "active", drafted: "draft", archived: "archived", restored: "" }[input.to] === is;
    if (same || (input.to === "restored" && !row.archivedAt)) return presentPolicy(tx, ctx, row.id);
    const after = await change(tx, ctx, row, input.to);
    await recordAudit(tx, ctx, {
      action: `escalation-policy.${{ activated: "activate", drafted: "draft", archived: "archive", restored: "restore" }[input.to]}`,
      subject: { kind: "escalation-policy", id: row.id },
      teamId: row.teamId,
      before: row,
      after,
    });
    await emit(tx, ctx, policyEvent(input.to, after, audience));
    return presentPolicy(tx, ctx, row.id);
  });
}
