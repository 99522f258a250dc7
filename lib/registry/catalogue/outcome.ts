import type { Ctx } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import type { Catalogue, CatalogueItem } from "../catalogue-file.ts";

/**
 * What became of one thing of the file. `kept`: somebody edited its record here, so it stays as it is. `reference`:
 * no record is made from its kind.
 */
export type Fate = "made" | "updated" | "unchanged" | "kept" | "reference" | "skipped";

export interface Outcome {
  fate: Fate;
  /** Of the live record, when it has a uuid. */
  subjectId?: string | undefined;
  why?: string | undefined;
}

/** One load, with what all its kinds need. */
export interface Load {
  tx: Tx;
  /** With the transaction inside. */
  ctx: Ctx;
  catalogue: Catalogue;
  team: { id: string; name: string; zone: string };
  service: { id: string; profileKey: string } | null;
  /** Content of the earlier load by `kind/key`. */
  before: ReadonlyMap<string, unknown>;
}

/** Keeps all things of one kind; one outcome for each, in their order. */
export type Keeper = (load: Load, items: readonly CatalogueItem[]) => Promise<Outcome[]>;

export const entryKey = (item: { kind: string; key: string }) => `${item.kind}/${item.key}`;

export const EDITED_HERE = "It was edited here; that stays.";
