import { teamAudience } from "#lib/people/events.ts";
import { type Ctx, within } from "#lib/platform/context.ts";
import { canonicalJson } from "#lib/platform/crypto.ts";
import type { Tx } from "#lib/platform/db.ts";
import { notFound, stale } from "#lib/platform/errors.ts";
import type { Audience } from "#lib/platform/events.ts";
import type { Prisma } from "#prisma";
import { gather } from "../queries/gather.ts";
import { getHandoff, type HandoffRow, visibleHandoffs, WHOLE } from "../queries.ts";
import type { HandoffDto } from "../schema.ts";

export interface LockedHandoff {
  row: HandoffRow;
  teamIds: string[];
  audience: Audience;
}

export const presentHandoff = (tx: Tx, ctx: Ctx, id: string): Promise<HandoffDto> =>
  getHandoff(within(ctx, tx), id);

/** Who hears of a handoff: those who see all its teams, and always its two people. */
async function audienceOf(tx: Tx, row: HandoffRow): Promise<{ audience: Audience; teamIds: string[] }> {
  const schedules = await tx.schedule.findMany({
    where: { id: { in: row.shifts.map((shift) => shift.scheduleId) } },
    select: { team: { select: { id: true, visibility: true } } },
  });
  const teams = [...new Map(schedules.map((one) => [one.team.id, one.team])).values()];
  const users = [row.toUserId, ...(row.fromUserId ? [row.fromUserId] : [])];
  const closed = teams.filter((team) => team.visibility === "closed");
  const [only] = closed;
  const teamIds = teams.map((team) => team.id);
  if (!only) return { audience: { all: true }, teamIds };
  // Across two closed teams nobody but the two people sees all of it.
  return { audience: closed.length > 1 ? { users } : { ...teamAudience(only), users }, teamIds };
}

/**
 * The handoff, with its schedules locked before it, in one order: acceptance, expiry and a change of the shifts come
 * one after another.
 * @throws not_found, stale
 */
export async function getHandoffForUpdate(
  tx: Tx,
  ctx: Ctx,
  id: string,
  version?: number,
): Promise<LockedHandoff> {
  await tx.$queryRaw`SELECT s.id FROM schedules s JOIN handoff_shifts h ON h.schedule_id = s.id
    WHERE h.handoff_id = ${id}::uuid ORDER BY s.id FOR UPDATE OF s`;
  await tx.$queryRaw`SELECT id FROM handoffs WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.handoff.findFirst({
    where: { AND: [{ id }, ctx.actor.kind === "system" ? {} : await visibleHandoffs(within(ctx, tx))] },
    include: WHOLE,
  });
  if (!row) throw notFound("handoff");
  if (version !== undefined && row.version !== version)
    throw stale("handoff", await presentHandoff(tx, ctx, id));
  return { row, ...(await audienceOf(tx, row)) };
}

/**
 * Brings the list up to date: what is new is added, what is done or gone is dropped, and what was said of an item
 * stays. After the outgoing signature nothing is touched any more.
 */
export async function refreshItems(tx: Tx, ctx: Ctx, handoff: LockedHandoff): Promise<void> {
  const { row, teamIds } = handoff;
  const [shift] = row.shifts;
  const before = shift
    ? await tx.shift.findFirst({
        where: { scheduleId: shift.scheduleId, toAt: row.atTime },
        select: { fromAt: true },
      })
    : null;
  const { found, unlisted } = await gather(within(ctx, tx), {
    fromUserId: row.fromUserId,
    teamIds,
    since: before?.fromAt ?? row.createdAt,
  });
  if (unlisted !== row.unlisted) await tx.handoff.update({ where: { id: row.id }, data: { unlisted } });
  const keyOf = (one: { kind: string; subjectId: string | null }) => `${one.kind}:${one.subjectId}`;
  const wanted = new Set(found.map(keyOf));
  const gone = row.items.filter((item) => !wanted.has(keyOf(item)) && item.queriedAt === null);
  if (gone.length > 0)
    await tx.handoffItem.deleteMany({ where: { id: { in: gone.map((item) => item.id) } } });
  const known = new Map(row.items.map((item) => [keyOf(item), item]));
  for (const [ordinal, one] of found.entries()) {
    const old = known.get(keyOf(one));
    const facts = one.facts as Prisma.InputJsonObject;
    if (old) {
      // Looked at every few seconds: only what has changed is written.
      const same = old.title === one.title && old.ordinal === ordinal;
      if (!same || canonicalJson(old.facts) !== canonicalJson(facts))
        await tx.handoffItem.update({ where: { id: old.id }, data: { title: one.title, facts, ordinal } });
    } else
      await tx.handoffItem.create({
        data: {
          handoffId: row.id,
          kind: one.kind,
          subjectId: one.subjectId,
          title: one.title,
          facts,
          ordinal,
        },
      });
  }
}
