import type { PoolClient } from "pg";

const BATCH = 1000;

/** Inserts rows (column → value) in batches; columns that no row names keep the table's defaults. */
export async function insertRows(
  client: PoolClient,
  table: string,
  rows: ReadonlyArray<Record<string, unknown>>,
): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const columns = Object.keys(first)
    .map((column) => `"${column}"`)
    .join(", ");
  for (let at = 0; at < rows.length; at += BATCH) {
    await client.query(
      `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::"${table}", $1::jsonb) ON CONFLICT DO NOTHING`,
      [JSON.stringify(rows.slice(at, at + BATCH))],
    );
  }
}
