import type { PoolClient } from "pg";
import { pool } from "#lib/platform/db.ts";
import { type ChainedEntry, FIRST_HASH, sealHash } from "./chain.ts";

/** One chain, one sealer at a time; whoever comes second goes away. */
const LOCK = 4_711_001;
const BATCH = 2_000;

/** No transaction lives longer than some seconds, so an entry cannot appear further back than this. */
const LOOK_BACK = "5 minutes";

export const ENTRY_COLUMNS = `e.id::text AS id, e.at, e.actor_kind AS "actorKind", e.actor_id::text AS "actorId",
  e.token_id::text AS "tokenId", e.as_admin AS "asAdmin", e.action, e.outcome, e.subject_kind AS "subjectKind",
  e.subject_id AS "subjectId", e.team_id::text AS "teamId", e.request_id AS "requestId", e.detail_hash AS "detailHash"`;

interface Head {
  position: string;
  hash: string;
}

async function unsealed(client: PoolClient, everything: boolean): Promise<ChainedEntry[]> {
  const recent = `AND e.at > coalesce((SELECT audit_at FROM audit_seals ORDER BY position DESC LIMIT 1),
    '-infinity') - interval '${LOOK_BACK}'`;
  // Entries older than the oldest running transaction come first; one that commits late is found by its missing
  // seal, so nothing is ever stepped over.
  const { rows } = await client.query<ChainedEntry>(
    `SELECT ${ENTRY_COLUMNS} FROM audit_entries e
      WHERE NOT EXISTS (SELECT 1 FROM audit_seals s WHERE s.audit_id = e.id) ${everything ? "" : recent}
        AND e.at < coalesce((SELECT min(xact_start) FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
            AND xact_start > clock_timestamp() - interval '20 seconds'), 'infinity')
      ORDER BY e.at, e.id LIMIT ${BATCH}`,
  );
  return rows;
}

async function append(client: PoolClient, entries: ChainedEntry[]): Promise<void> {
  const { rows } = await client.query<Head>(
    // The column, not the text of the same name: as text 9 comes after 20.
    "SELECT s.position::text, s.hash FROM audit_seals s ORDER BY s.position DESC LIMIT 1",
  );
  let position = BigInt(rows[0]?.position ?? "0");
  let prevHash = rows[0]?.hash ?? FIRST_HASH;
  const columns: [string[], string[], Date[], string[], string[]] = [[], [], [], [], []];
  for (const entry of entries) {
    position += 1n;
    const hash = sealHash(prevHash, entry);
    columns[0].push(String(position));
    columns[1].push(entry.id);
    columns[2].push(entry.at);
    columns[3].push(prevHash);
    columns[4].push(hash);
    prevHash = hash;
  }
  await client.query(
    `INSERT INTO audit_seals (position, audit_id, audit_at, prev_hash, hash, sealed_at)
     SELECT p, a, t, v, h, app_now()
     FROM unnest($1::bigint[], $2::uuid[], $3::timestamptz[], $4::text[], $5::text[]) AS x (p, a, t, v, h)`,
    columns,
  );
}

/**
 * Appends the entries that have no seal yet to the chain, oldest first; safe to run in any number of processes.
 * @param everything look through all entries instead of the recent ones: finds what was written with an old time
 * @returns how many were sealed
 */
export async function sealAudit(everything = false): Promise<number> {
  const client = await pool().connect();
  let sealed = 0;
  try {
    for (let more = true; more; ) {
      await client.query("BEGIN");
      const { rows } = await client.query<{ got: boolean }>("SELECT pg_try_advisory_xact_lock($1) AS got", [
        LOCK,
      ]);
      const entries = rows[0]?.got ? await unsealed(client, everything) : [];
      if (entries.length > 0) await append(client, entries);
      await client.query("COMMIT");
      sealed += entries.length;
      more = entries.length === BATCH;
    }
    return sealed;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
