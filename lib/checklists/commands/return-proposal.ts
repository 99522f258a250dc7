import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { proposalChanged } from "../events.ts";
import { canEditTemplate } from "../policy.ts";
import { readProposal } from "../queries/proposals.ts";
import type { ProposalDto } from "../schema/proposals.ts";
import { decideProposal, getProposalForUpdate } from "./internal.ts";

/** Gives a proposal back to who made it, with the reason. @throws conflict when it was decided already */
export async function returnProposal(ctx: Ctx, id: string, input: { reason: string }): Promise<ProposalDto> {
  return inTransaction(ctx, async (tx) => {
    const { proposal, template } = await getProposalForUpdate(tx, ctx, id);
    permit(canEditTemplate(ctx.actor, template));
    await decideProposal(tx, ctx, { proposal, template, state: "returned", words: input.reason });
    await recordAudit(tx, ctx, {
      action: "checklist.return-proposal",
      subject: { kind: "checklist-template", id: template.id },
      teamId: template.teamId,
      detail: { proposalId: id, byId: proposal.byId, reason: input.reason },
    });
    await emit(tx, ctx, proposalChanged(template, template));
    return readProposal(within(ctx, tx), id);
  });
}
