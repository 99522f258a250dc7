import { recordAudit } from "#lib/audit/commands/record.ts";
import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import { type Ctx, permit, personId, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { conflict, stale } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { proposalChanged } from "../events.ts";
import { canProposeTemplate } from "../policy.ts";
import { readProposal } from "../queries/proposals.ts";
import { readTemplate } from "../queries/templates.ts";
import type { ProposalDto, ProposeTemplate } from "../schema/proposals.ts";
import {
  asJson,
  composeDefinition,
  getTemplateForUpdate,
  leadsOf,
  requireAssignable,
  requireService,
} from "./internal.ts";

/**
 * Proposes a change of a checklist, checked as if it were made. It waits for a lead; what the same person had waiting
 * for this checklist is withdrawn.
 * @throws stale with the current template · conflict when archived · invalid with a sentence a field
 */
export async function proposeChange(
  ctx: Ctx,
  templateId: string,
  input: ProposeTemplate,
): Promise<ProposalDto> {
  return inTransaction(ctx, async (tx) => {
    const inside = within(ctx, tx);
    const me = personId(ctx);
    const template = await getTemplateForUpdate(tx, ctx, templateId);
    if (template.state === "archived") throw conflict("This checklist is archived. Bring it back first.");
    permit(canProposeTemplate(ctx.actor, template));
    if (template.version !== input.version) throw stale("checklist", await readTemplate(inside, templateId));
    const { version: _version, reason, ...change } = input;
    if (change.serviceId) await requireService(tx, ctx, change.serviceId);
    const definition = composeDefinition(change, template.definition);
    if (change.assign !== undefined) await requireAssignable(tx, ctx, definition);
    await tx.checklistProposal.updateMany({
      where: { templateId, byId: me, state: "waiting" },
      data: { state: "withdrawn", decidedAt: ctx.now, decidedById: me },
    });
    const id = uuidv7();
    const onVersion = template.currentVersion;
    await tx.checklistProposal.create({
      data: { id, templateId, onVersion, change: asJson(change), reason, byId: me, at: ctx.now },
      select: { id: true },
    });
    const leads = (await leadsOf(tx, template.teamId)).filter((one) => one !== me);
    await notifyPeople(tx, ctx, leads, {
      kind: "checklist-proposal",
      urgency: "normal",
      title: `${ctx.actor.name} proposes a change of ${template.title}`,
      body: reason,
      url: `/checklists/templates/${templateId}?proposal=${id}`,
      subject: { kind: "checklist-template", id: templateId },
    });
    await recordAudit(tx, ctx, {
      action: "checklist.propose-change",
      subject: { kind: "checklist-template", id: templateId },
      teamId: template.teamId,
      detail: { proposalId: id, reason, change },
    });
    await emit(tx, ctx, proposalChanged(template, template));
    return readProposal(inside, id);
  });
}
