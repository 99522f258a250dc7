import { canonicalJson, sha256 } from "#lib/platform/crypto.ts";
import { fieldErrors } from "#lib/platform/input.ts";
import { createRunbook } from "#lib/runbooks/commands/create.ts";
import { editRunbook } from "#lib/runbooks/commands/edit.ts";
import { readContent } from "#lib/runbooks/model.ts";
import { CreateRunbook } from "#lib/runbooks/schema.ts";
import type { Runbook } from "#prisma";
import type { CatalogueItem } from "../catalogue-file.ts";
import { EDITED_HERE, type Keeper, type Load, type Outcome } from "./outcome.ts";
import { formOfRunbook, type NameOf, type RunbookForm } from "./runbook-form.ts";

/** Procedures share the table with runbooks: their kind stands before their key. */
const catalogueKey = (item: CatalogueItem) =>
  item.kind === "runbooks" ? item.key : `${item.kind}/${item.key}`;

const hashOf = (form: RunbookForm) => sha256(canonicalJson(form));

/** What the row says today, in the file's form. */
const formOfRow = (row: Runbook): RunbookForm => ({
  title: row.title,
  kind: row.kind as RunbookForm["kind"],
  profileKey: row.profileKey,
  triggers: row.triggers,
  content: readContent(row.content),
  notes: row.notes,
});

async function make(load: Load, item: CatalogueItem, form: RunbookForm): Promise<Outcome> {
  const { profileKey, ...rest } = form;
  const read = CreateRunbook.safeParse(rest);
  if (!read.success) {
    const fault = fieldErrors(read.error)[0];
    return { fate: "skipped", why: `${fault?.path ?? ""}: ${fault?.message ?? "It cannot be read."}` };
  }
  const { id } = await createRunbook(load.ctx, read.data);
  const row = await load.tx.runbook.update({
    where: { id },
    data: { profileKey, catalogueKey: catalogueKey(item) },
  });
  await load.tx.runbook.update({ where: { id }, data: { catalogueHash: hashOf(formOfRow(row)) } });
  return { fate: "made", subjectId: id };
}

async function follow(load: Load, row: Runbook, form: RunbookForm): Promise<Outcome> {
  const { profileKey, ...rest } = form;
  const read = CreateRunbook.safeParse(rest);
  if (!read.success)
    return { fate: "skipped", subjectId: row.id, why: fieldErrors(read.error)[0]?.message ?? "" };
  const { teamId: _team, ...fields } = read.data;
  await editRunbook(load.ctx, { id: row.id, version: row.version, ...fields });
  await load.tx.runbook.update({
    where: { id: row.id },
    data: { profileKey, catalogueHash: hashOf(form) },
    select: { id: true },
  });
  return { fate: "updated", subjectId: row.id };
}

async function keepRunbook(
  load: Load,
  item: CatalogueItem,
  row: Runbook | undefined,
  nameOf: NameOf,
): Promise<Outcome> {
  const form = formOfRunbook(item, nameOf);
  if (!row) return make(load, item, form);
  if (hashOf(formOfRow(row)) !== row.catalogueHash)
    return { fate: "kept", subjectId: row.id, why: EDITED_HERE };
  if (row.catalogueHash === hashOf(form)) return { fate: "unchanged", subjectId: row.id };
  if (row.archivedAt) return { fate: "kept", subjectId: row.id, why: "It is archived here; that stays." };
  return follow(load, row, form);
}

/** Runbooks and procedures as runbooks that all teams share; one installation has each of them once. */
export const keepRunbooks: Keeper = async (load, items) => {
  const rows = await load.tx.runbook.findMany({ where: { catalogueKey: { in: items.map(catalogueKey) } } });
  const byKey = new Map(rows.map((row) => [row.catalogueKey, row]));
  const named = new Map(
    load.catalogue.items
      .filter((item) => ["vendors", "runbooks", "recoveryProcedures"].includes(item.kind))
      .map((item) => [item.key, item.title]),
  );
  const nameOf: NameOf = (key) => named.get(key) ?? key;
  const outcomes: Outcome[] = [];
  for (const item of items)
    outcomes.push(await keepRunbook(load, item, byKey.get(catalogueKey(item)), nameOf));
  return outcomes;
};
