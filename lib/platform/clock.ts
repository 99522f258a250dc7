import type { PoolClient } from "pg";
import { pool } from "./db.ts";

/** The database's clock (`app_now()`, replaceable in tests), in milliseconds precision. */
export async function databaseNow(client?: PoolClient): Promise<Date> {
  const result = await (client ?? pool()).query<{ now: Date }>("SELECT app_now() AS now");
  const row = result.rows[0];
  if (!row) throw new Error("The database did not tell the time.");
  return row.now;
}
