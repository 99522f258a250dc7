import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import { type Ctx, within } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { conflict, notFound, stale } from "#lib/platform/errors.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import type { Schedule, ScheduleOverride } from "#prisma";
import { namesOf } from "../queries/names.ts";
import { presentOverride } from "../queries/schedules.ts";
import type { OverrideDto } from "../schema/overrides.ts";

export async function presentOne(tx: Tx, ctx: Ctx, row: ScheduleOverride): Promise<OverrideDto> {
  return presentOverride(row, await namesOf(within(ctx, tx), [row.userId, row.createdById]));
}

/** An override of the schedule that is not over, locked by the schedule's row. @throws not_found, stale, conflict */
export async function getOverride(
  tx: Tx,
  ctx: Ctx,
  scheduleId: string,
  id: string,
  version?: number,
): Promise<ScheduleOverride> {
  const row = await tx.scheduleOverride.findFirst({ where: { id, scheduleId } });
  if (!row) throw notFound("override");
  if (version !== undefined && row.version !== version)
    throw stale("override", await presentOne(tx, ctx, row));
  if (row.cancelledAt)
    throw conflict("This override was taken back already.", await presentOne(tx, ctx, row));
  if (row.toAt <= ctx.now)
    throw conflict("This override is over; what has passed stays as it was.", await presentOne(tx, ctx, row));
  return row;
}

/**
 * Two overrides of one schedule never overlap: who comes second is told what stands there now.
 * @throws conflict with the override that is in the way
 */
export async function requireFree(
  tx: Tx,
  ctx: Ctx,
  scheduleId: string,
  span: { from: Date; to: Date },
  but: string | null = null,
): Promise<void> {
  const rival = await tx.scheduleOverride.findFirst({
    where: {
      scheduleId,
      cancelledAt: null,
      fromAt: { lt: span.to },
      toAt: { gt: span.from },
      ...(but ? { id: { not: but } } : {}),
    },
    orderBy: { fromAt: "asc" },
  });
  if (!rival) return;
  const current = await presentOne(tx, ctx, rival);
  throw conflict(
    `${current.user?.name ?? "Nobody"} is put on call for part of this time already (${current.from} to ${current.to}). Change that override, or choose another time.`,
    current,
  );
}

interface NewOverride {
  userId: string | null;
  from: Date;
  to: Date;
  kind: string;
  reason: string;
  requestId?: string | null;
}

/** Writes an override of a schedule whose row is locked; the caller lays the shifts out. @throws conflict */
export async function putOverride(
  tx: Tx,
  ctx: Ctx,
  scheduleId: string,
  given: NewOverride,
): Promise<ScheduleOverride> {
  await requireFree(tx, ctx, scheduleId, given);
  return tx.scheduleOverride.create({
    data: {
      id: uuidv7(),
      scheduleId,
      userId: given.userId,
      fromAt: given.from,
      toAt: given.to,
      kind: given.kind,
      reason: given.reason,
      requestId: given.requestId ?? null,
      createdById: ctx.actor.userId,
      createdAt: ctx.now,
    },
  });
}

/** Makes room in a span: overrides that reach into it are cut, those inside end; a running one keeps what has passed. */
export async function clearSpan(
  tx: Tx,
  ctx: Ctx,
  scheduleId: string,
  span: { from: Date; to: Date },
): Promise<void> {
  const rows = await tx.scheduleOverride.findMany({
    where: { scheduleId, cancelledAt: null, fromAt: { lt: span.to }, toAt: { gt: span.from } },
  });
  for (const row of rows) {
    const before = row.fromAt < span.from;
    await tx.scheduleOverride.update({
      where: { id: row.id },
      data: before
        ? { toAt: span.from, version: { increment: 1 } }
        : { cancelledAt: ctx.now, version: { increment: 1 } },
    });
    if (row.toAt > span.to)
      await putOverride(tx, ctx, scheduleId, {
        userId: row.userId,
        from: span.to,
        to: row.toAt,
        kind: row.kind,
        reason: row.reason,
        requestId: row.requestId,
      });
  }
}

/** Who is scheduled for some of a span, people once. */
export async function scheduledIn(
  tx: Tx,
  scheduleId: string,
  span: { from: Date; to: Date },
): Promise<string[]> {
  const rows = await tx.shift.findMany({
    where: { scheduleId, fromAt: { lt: span.to }, toAt: { gt: span.from }, userId: { not: null } },
    select: { userId: true },
  });
  return [...new Set(rows.flatMap((row) => (row.userId ? [row.userId] : [])))];
}

/** Tells those whose shifts have changed, except who changed them. */
export async function tellPeople(
  tx: Tx,
  ctx: Ctx,
  schedule: Schedule,
  people: ReadonlyArray<string | null>,
  words: { kind: string; title: string; body: string },
): Promise<void> {
  const told = people.filter((id): id is string => id !== null && id !== ctx.actor.userId);
  if (told.length === 0) return;
  await notifyPeople(tx, ctx, told, {
    kind: words.kind,
    urgency: "high",
    title: words.title,
    body: words.body,
    url: `/on-call/schedules/${schedule.id}`,
    subject: { kind: "schedule", id: schedule.id },
  });
}
