import { canonicalJson, sha256 } from "#lib/platform/crypto.ts";

/** The hash before the first seal. */
export const FIRST_HASH = "0".repeat(64);

/** All of an entry that the chain covers. */
export interface ChainedEntry {
  id: string;
  at: Date;
  actorKind: string;
  actorId: string | null;
  tokenId: string | null;
  asAdmin: boolean;
  action: string;
  outcome: string;
  subjectKind: string;
  subjectId: string | null;
  teamId: string | null;
  requestId: string;
  detailHash: string;
}

/** The hash of a seal: over the one before and everything of the entry. */
export function sealHash(prevHash: string, entry: ChainedEntry): string {
  return sha256(`${prevHash}\n${canonicalJson({ ...entry })}`);
}

export type Flaw = "changed" | "missing" | "reordered" | "detail-changed" | "detail-missing" | "unsealed";

export interface Finding {
  flaw: Flaw;
  /** Place in the chain; null for an entry that has none. */
  position: number | null;
  auditId: string;
}

/** One row of the chain with the entry and detail it names, as far as they are still there. */
export interface ChainRow {
  position: number;
  auditId: string;
  prevHash: string;
  hash: string;
  entry: ChainedEntry | null;
  /** Null when the row is gone. */
  detail: { value: unknown; redacted: boolean } | null;
}

/**
 * Judges one row against what the chain has come to.
 * @param before the position and hash of the row before, or null at the beginning
 */
export function judgeRow(before: { position: number; hash: string } | null, row: ChainRow): Finding[] {
  const findings: Finding[] = [];
  const say = (flaw: Flaw) => void findings.push({ flaw, position: row.position, auditId: row.auditId });
  if (row.position !== (before?.position ?? 0) + 1) say("missing");
  else if (row.prevHash !== (before?.hash ?? FIRST_HASH)) say("reordered");
  if (!row.entry) {
    say("missing");
    return findings;
  }
  if (sealHash(row.prevHash, row.entry) !== row.hash) say("changed");
  if (!row.detail) say("detail-missing");
  else if (!row.detail.redacted && sha256(canonicalJson(row.detail.value)) !== row.entry.detailHash)
    say("detail-changed");
  return findings;
}
