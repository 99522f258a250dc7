import type { Ctx } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import type { EscalationWatch } from "#prisma";
import { type Watch, type WatchFigures, watchNextAt } from "../model/watch.ts";
import type { EscalationFacts, Path } from "../model.ts";
import { asJson, pathIn, type Subject } from "./internal.ts";

export interface WatchRow {
  row: EscalationWatch;
  watch: Watch;
  path: Path;
}

export const figuresOf = (path: Path): WatchFigures => ({
  levels: path.levels.length,
  ackTimeoutSeconds: path.ackTimeoutSeconds,
  backstopSeconds: path.backstopSeconds,
});

/** A stored watch, as the model reads it. */
export function readWatch(row: EscalationWatch): WatchRow {
  const { acknowledgedAt, ackLevel, highest, ackDueAt, backstopAt } = row;
  return { row, watch: { acknowledgedAt, ackLevel, highest, ackDueAt, backstopAt }, path: pathIn(row.path) };
}

/** The watch of a subject, locked; null when nothing of it is waited for. */
export async function getWatch(tx: Tx, subject: Subject): Promise<WatchRow | null> {
  await tx.$queryRaw`SELECT 1 AS held FROM escalation_watches
    WHERE subject_kind = ${subject.kind} AND subject_id = ${subject.id}::uuid FOR UPDATE`;
  const row = await tx.escalationWatch.findUnique({
    where: { subjectKind_subjectId: { subjectKind: subject.kind, subjectId: subject.id } },
  });
  return row ? readWatch(row) : null;
}

/** @throws conflict when somebody moved it meanwhile */
export async function saveWatch(
  tx: Tx,
  { row }: WatchRow,
  watch: Watch,
  nextAt: Date | null = watchNextAt(watch),
): Promise<void> {
  const done = await tx.escalationWatch.updateMany({
    where: { subjectKind: row.subjectKind, subjectId: row.subjectId, version: row.version },
    data: { ...watch, nextAt, version: { increment: 1 } },
  });
  if (done.count !== 1) throw conflict("The watch moved meanwhile.");
}

/** Puts a watch in the place of whatever was there. */
export async function putWatch(
  tx: Tx,
  _ctx: Ctx,
  facts: EscalationFacts,
  path: Path,
  watch: Watch,
): Promise<void> {
  const key = { subjectKind: facts.subject.kind, subjectId: facts.subject.id };
  const data = {
    severity: facts.severity,
    path: asJson(path),
    facts: asJson(facts),
    ...watch,
    nextAt: watchNextAt(watch),
  };
  await tx.escalationWatch.upsert({
    where: { subjectKind_subjectId: key },
    create: { ...key, ...data },
    update: { ...data, version: { increment: 1 } },
    select: { version: true },
  });
}
