import { pool } from "#lib/platform/db.ts";
import { SEAL_WITHIN_SECONDS } from "../model.ts";
import { type ChainedEntry, type Finding, judgeRow } from "./chain.ts";
import { ENTRY_COLUMNS } from "./seal.ts";

export interface Verdict {
  good: boolean;
  sealed: number;
  redacted: number;
  /** The head of the chain, to be kept elsewhere: a chain cut at its end looks whole from inside. */
  head: string | null;
  findings: Finding[];
}

const BATCH = 5_000;
/** More than this are counted as broken but not listed one by one. */
const LISTED = 1_000;

type Row = { [K in keyof ChainedEntry]: ChainedEntry[K] | null } & {
  position: string;
  sealed_id: string;
  prev_hash: string;
  hash: string;
  detail: unknown;
  has_detail: boolean;
  redacted_at: Date | null;
};

async function batchAfter(position: string): Promise<Row[]> {
  const { rows } = await pool().query<Row>(
    `SELECT s.position::text AS position, s.audit_id::text AS sealed_id, s.prev_hash, s.hash, ${ENTRY_COLUMNS},
        d.detail, d.audit_id IS NOT NULL AS has_detail, d.redacted_at
      FROM (SELECT * FROM audit_seals WHERE position > $1 ORDER BY position LIMIT ${BATCH}) s
      LEFT JOIN audit_entries e ON e.id = s.audit_id
      LEFT JOIN audit_details d ON d.audit_id = s.audit_id
      ORDER BY s.position`,
    [position],
  );
  return rows;
}

/** The chained members of a row, exactly those: the hash is over them and nothing else. */
function entryOf(row: Row): ChainedEntry | null {
  if (row.id === null) return null;
  return {
    id: row.id,
    at: row.at ?? new Date(0),
    actorKind: row.actorKind ?? "",
    actorId: row.actorId,
    tokenId: row.tokenId,
    asAdmin: row.asAdmin ?? false,
    action: row.action ?? "",
    outcome: row.outcome ?? "",
    subjectKind: row.subjectKind ?? "",
    subjectId: row.subjectId,
    teamId: row.teamId,
    requestId: row.requestId ?? "",
    detailHash: row.detailHash ?? "",
  };
}

async function unsealedTooLong(): Promise<Finding[]> {
  const { rows } = await pool().query<{ id: string }>(
    `SELECT e.id::text AS id FROM audit_entries e
      WHERE e.at < app_now() - make_interval(secs => ${SEAL_WITHIN_SECONDS})
        AND NOT EXISTS (SELECT 1 FROM audit_seals s WHERE s.audit_id = e.id)
      ORDER BY e.at LIMIT ${LISTED}`,
  );
  return rows.map((row) => ({ flaw: "unsealed" as const, position: null, auditId: row.id }));
}

/**
 * Walks the whole chain and recomputes it (Q14): finds rows that were changed, taken out or moved, details that no
 * longer fit their hash, and entries that stood unsealed for more than a minute.
 */
export async function verifyAudit(): Promise<Verdict> {
  const findings: Finding[] = [];
  let before: { position: number; hash: string } | null = null;
  let sealed = 0;
  let redacted = 0;
  for (
    let rows = await batchAfter("0");
    rows.length > 0;
    rows = await batchAfter(rows.at(-1)?.position ?? "0")
  ) {
    for (const row of rows) {
      const position = Number(row.position);
      if (findings.length < LISTED) {
        findings.push(
          ...judgeRow(before, {
            position,
            auditId: row.sealed_id,
            prevHash: row.prev_hash,
            hash: row.hash,
            entry: entryOf(row),
            detail: row.has_detail ? { value: row.detail, redacted: row.redacted_at !== null } : null,
          }),
        );
      }
      if (row.redacted_at) redacted++;
      before = { position, hash: row.hash };
      sealed++;
    }
  }
  findings.push(...(await unsealedTooLong()));
  return { good: findings.length === 0, sealed, redacted, head: before?.hash ?? null, findings };
}
