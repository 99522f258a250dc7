import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { proposalChanged } from "../events.ts";
import { canEditTemplate } from "../policy.ts";
import { readProposal } from "../queries/proposals.ts";
import type { ProposalDto } from "../schema/proposals.ts";
import { EditTemplate } from "../schema/templates.ts";
import { editTemplate } from "./edit-template.ts";
import { decideProposal, getProposalForUpdate } from "./internal.ts";

/**
 * Makes a proposal the next version of its checklist.
 * @throws conflict when it was decided already, or when the checklist has changed since it was written
 */
export async function approveProposal(ctx: Ctx, id: string, input: { note: string }): Promise<ProposalDto> {
  return inTransaction(ctx, async (tx) => {
    const inside = within(ctx, tx);
    const { proposal, template } = await getProposalForUpdate(tx, ctx, id);
    permit(canEditTemplate(ctx.actor, template));
    if (proposal.onVersion !== template.currentVersion)
      throw conflict(
        `It was written against version ${proposal.onVersion}; the checklist is at ${template.currentVersion}. Return it.`,
      );
    const change = EditTemplate.parse({ ...(proposal.change as object), version: template.version });
    await editTemplate(inside, template.id, change);
    await decideProposal(tx, ctx, { proposal, template, state: "approved", words: input.note });
    await recordAudit(tx, ctx, {
      action: "checklist.approve-proposal",
      subject: { kind: "checklist-template", id: template.id },
      teamId: template.teamId,
      detail: { proposalId: id, byId: proposal.byId, note: input.note },
    });
    await emit(tx, ctx, proposalChanged({ id: template.id, version: template.version + 1 }, template));
    return readProposal(inside, id);
  });
}
