import type { Catalogue, CatalogueItem, CatalogueKind } from "../catalogue-file.ts";

/** Whose an item is: a profile's own description belongs to that profile. Null: everybody's. */
export function profileOf(item: CatalogueItem): string | null {
  return item.kind === "profiles" ? item.key : item.profile;
}

/** What is loaded for these profiles: theirs, and what carries no profile. */
export function itemsInScope(catalogue: Catalogue, profiles: readonly string[]): CatalogueItem[] {
  return catalogue.items.filter((item) => {
    const profile = profileOf(item);
    return profile === null || profiles.includes(profile);
  });
}

/** How many things of each kind one profile brings by itself, and how many are general. */
export function countByKind(items: readonly CatalogueItem[]): Partial<Record<CatalogueKind, number>> {
  const counts: Partial<Record<CatalogueKind, number>> = {};
  for (const item of items) counts[item.kind] = (counts[item.kind] ?? 0) + 1;
  return counts;
}
