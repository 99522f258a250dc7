import { createTemplate } from "#lib/checklists/commands/create-template.ts";
import { editTemplate } from "#lib/checklists/commands/edit-template.ts";
import { definitionProblems } from "#lib/checklists/model/definition.ts";
import type { CreateTemplate } from "#lib/checklists/schema/templates.ts";
import type { CatalogueItem } from "../catalogue-file.ts";
import { readTemplateItem } from "./checklist-form.ts";
import { EDITED_HERE, type Keeper, type Load, type Outcome } from "./outcome.ts";

interface Found {
  id: string;
  serviceId: string | null;
  catalogueKey: string | null;
  catalogueHash: string | null;
  editedHere: boolean;
  state: string;
  version: number;
}

/** Checklists of the service's profile are that service's; all others are the team's. */
const serviceFor = (load: Load, item: CatalogueItem): string | null =>
  load.service && item.profile === load.service.profileKey ? load.service.id : null;

/**
 * The team's template of this checklist: the service's own, else the one for the whole team, else, when the load
 * names no service, that of any service. A second load never makes a second one of these.
 */
function existing(rows: readonly Found[], key: string, serviceId: string | null): Found | undefined {
  const mine = rows.filter((row) => row.catalogueKey === key);
  return (
    mine.find((row) => row.serviceId === serviceId) ??
    mine.find((row) => row.serviceId === null) ??
    (serviceId === null ? mine[0] : undefined)
  );
}

async function follow(load: Load, row: Found, input: CreateTemplate, hash: string): Promise<Outcome> {
  const { teamId: _team, serviceId: _service, assign: _assign, ...form } = input;
  await editTemplate(load.ctx, row.id, { ...form, version: row.version });
  await load.tx.checklistTemplate.update({
    where: { id: row.id },
    data: { editedHere: false, catalogueHash: hash },
    select: { id: true },
  });
  return { fate: "updated", subjectId: row.id };
}

async function keepTemplate(load: Load, item: CatalogueItem, rows: readonly Found[]): Promise<Outcome> {
  const serviceId = serviceFor(load, item);
  const read = readTemplateItem(item, { teamId: load.team.id, serviceId });
  if ("why" in read) return { fate: "skipped", why: read.why };
  const { input, hash } = read;
  const problem = definitionProblems({ sections: input.sections ?? [], escalateIf: input.escalateIf })[0];
  if (problem) return { fate: "skipped", why: `${problem.path}: ${problem.message}` };
  const row = existing(rows, item.key, serviceId);
  if (!row) {
    const made = await createTemplate(load.ctx, input, { key: item.key, hash });
    return { fate: "made", subjectId: made.id };
  }
  if (row.editedHere) return { fate: "kept", subjectId: row.id, why: EDITED_HERE };
  if (row.catalogueHash === hash) return { fate: "unchanged", subjectId: row.id };
  if (row.state === "archived")
    return { fate: "kept", subjectId: row.id, why: "It is archived here; that stays." };
  return follow(load, row, input, hash);
}

/** Checklists and trigger lists as templates of the team. */
export const keepTemplates: Keeper = async (load, items) => {
  const rows = await load.tx.checklistTemplate.findMany({
    where: { teamId: load.team.id, catalogueKey: { in: items.map((item) => item.key) } },
    select: {
      id: true,
      serviceId: true,
      catalogueKey: true,
      catalogueHash: true,
      editedHere: true,
      state: true,
      version: true,
    },
    orderBy: { createdAt: "asc" },
  });
  const outcomes: Outcome[] = [];
  for (const item of items) outcomes.push(await keepTemplate(load, item, rows));
  return outcomes;
};
