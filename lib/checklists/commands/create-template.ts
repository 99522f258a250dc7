import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { templateCreated } from "../events.ts";
import { canEditTemplate } from "../policy.ts";
import { readTemplate } from "../queries/templates.ts";
import type { CreateTemplate, TemplateDto } from "../schema/templates.ts";
import { asJson, composeDefinition, getVisibleTeam, requireAssignable, requireService } from "./internal.ts";

/** Where a template of the catalogue came from; only the catalogue loader gives it. */
export interface CatalogueOrigin {
  key: string;
  hash: string;
  isDemo?: boolean;
}

/**
 * Makes a checklist template, usable at once. Without a rule it runs on demand; the zone is the team's unless given.
 * @throws not_found for a team the asker does not see · forbidden unless a lead · invalid with a sentence a field
 */
export async function createTemplate(
  ctx: Ctx,
  input: CreateTemplate,
  from?: CatalogueOrigin,
): Promise<TemplateDto> {
  return inTransaction(ctx, async (tx) => {
    const team = await getVisibleTeam(tx, ctx, input.teamId);
    if (ctx.actor.kind !== "system") permit(canEditTemplate(ctx.actor, input));
    if (input.serviceId) await requireService(tx, ctx, input.serviceId);
    const definition = composeDefinition(input, null);
    await requireAssignable(tx, ctx, definition);
    const id = uuidv7();
    const stamp = { createdAt: ctx.now, updatedAt: ctx.now };
    await tx.checklistTemplate.create({
      data: {
        id,
        teamId: team.id,
        serviceId: input.serviceId ?? null,
        title: input.title,
        startsAt: ctx.now,
        catalogueKey: from?.key ?? null,
        catalogueHash: from?.hash ?? null,
        isDemo: from?.isDemo ?? false,
        ...stamp,
      },
      select: { id: true },
    });
    await tx.checklistVersion.create({
      data: {
        templateId: id,
        number: 1,
        title: input.title,
        definition: asJson(definition),
        rrule: input.rrule ?? null,
        time: input.rrule ? (input.time ?? "09:00") : null,
        zone: input.zone ?? team.zone,
        trigger: input.trigger ?? null,
        note: input.note ?? "",
        createdById: ctx.actor.userId,
        createdAt: ctx.now,
      },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: "checklist.create-template",
      subject: { kind: "checklist-template", id },
      teamId: team.id,
      detail: { title: input.title },
    });
    await emit(
      tx,
      ctx,
      templateCreated({ id, version: 1 }, { teamId: team.id, visibility: team.visibility }),
    );
    return readTemplate({ ...ctx, tx }, id);
  });
}
