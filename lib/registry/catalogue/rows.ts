import { canonicalJson } from "#lib/platform/crypto.ts";
import type { CatalogueItem } from "../catalogue-file.ts";
import { EDITED_HERE, entryKey, type Keeper, type Load, type Outcome } from "./outcome.ts";

/** A kind that is one plain row each: what the file says, what the row says, and how to make one of the other. */
export interface RowKind<Row extends object> {
  /** The part of a row that the file decides. */
  form: (content: unknown) => Row;
  /** The rows there are, in the same form, by the item's key. */
  read: (load: Load) => Promise<Map<string, Row & { subjectId?: string | undefined }>>;
  make: (load: Load, key: string, row: Row, ordinal: number) => Promise<string | undefined>;
  change: (load: Load, key: string, row: Row) => Promise<void>;
  /** What stood there before any load. */
  original?: (key: string) => Row | null;
}

const same = (a: object | null, b: object | null) => canonicalJson(a) === canonicalJson(b);

function formBefore<Row extends object>(kind: RowKind<Row>, load: Load, item: CatalogueItem): Row | null {
  const content = load.before.get(entryKey(item));
  if (content === undefined) return kind.original?.(item.key) ?? null;
  try {
    return kind.form(content);
  } catch {
    // Loaded when the files had another shape: nobody can say that it was not edited since.
    return null;
  }
}

async function keepRow<Row extends object>(
  kind: RowKind<Row>,
  load: Load,
  item: CatalogueItem,
  found: { now: (Row & { subjectId?: string | undefined }) | undefined; ordinal: number },
): Promise<Outcome> {
  const wanted = kind.form(item.content);
  if (!found.now) return { fate: "made", subjectId: await kind.make(load, item.key, wanted, found.ordinal) };
  const { subjectId, ...now } = found.now;
  if (same(now, wanted)) return { fate: "unchanged", subjectId };
  if (!same(now, formBefore(kind, load, item))) return { fate: "kept", subjectId, why: EDITED_HERE };
  await kind.change(load, item.key, wanted);
  return { fate: "updated", subjectId };
}

/**
 * Keeps plain rows: a missing one is made, one that still says what an earlier load put there follows the file, one
 * that says something else was edited here and stays.
 */
export function keeperOfRows<Row extends object>(kind: RowKind<Row>): Keeper {
  return async (load, items) => {
    const rows = await kind.read(load);
    const outcomes: Outcome[] = [];
    for (const [ordinal, item] of items.entries())
      outcomes.push(await keepRow(kind, load, item, { now: rows.get(item.key), ordinal }));
    return outcomes;
  };
}
