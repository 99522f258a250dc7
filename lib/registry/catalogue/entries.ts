import { canonicalJson, sha256 } from "#lib/platform/crypto.ts";
import type { CatalogueEntry, Prisma } from "#prisma";
import type { CatalogueItem } from "../catalogue-file.ts";
import { entryKey, type Load, type Outcome } from "./outcome.ts";
import type { LoadReport } from "./schema.ts";
import { profileOf } from "./scope.ts";
import { titleOf } from "./titles.ts";

type Counts = LoadReport["entries"];

function dataOf(item: CatalogueItem, title: string) {
  return {
    profileKey: profileOf(item) ?? "",
    title,
    content: item.content as Prisma.InputJsonValue,
    hash: sha256(canonicalJson({ title, content: item.content })),
  };
}

/**
 * Keeps the reference copy of everything in scope, also of what became a record: what the file said is readable, and
 * a later load can tell an edit made here from a change of the file.
 */
export async function keepEntries(
  load: Load,
  kept: ReadonlyArray<{ item: CatalogueItem; outcome: Outcome }>,
  before: readonly CatalogueEntry[],
): Promise<Counts> {
  const { tx, ctx } = load;
  const rows = new Map(before.map((row) => [entryKey(row), row]));
  const counts: Counts = { made: 0, updated: 0, unchanged: 0 };
  const fresh: Prisma.CatalogueEntryCreateManyInput[] = [];
  for (const { item, outcome } of kept) {
    const { kind, key } = item;
    const row = rows.get(entryKey(item));
    const data = dataOf(item, titleOf(item, load.catalogue));
    const subjectId = outcome.subjectId ?? null;
    if (!row) fresh.push({ kind, key, ...data, subjectId, loadedAt: ctx.now });
    else if (row.hash !== data.hash || row.profileKey !== data.profileKey || (!row.subjectId && subjectId)) {
      await tx.catalogueEntry.update({
        where: { kind_key: { kind, key } },
        data: { ...data, subjectId: row.subjectId ?? subjectId, loadedAt: ctx.now },
      });
      counts.updated += 1;
    } else counts.unchanged += 1;
  }
  await tx.catalogueEntry.createMany({ data: fresh });
  counts.made = fresh.length;
  return counts;
}
