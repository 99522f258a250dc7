import { recordAudit } from "#lib/audit/commands/record.ts";
import { teamAudience } from "#lib/people/events.ts";
import type { CarriedWorkSource } from "#lib/people/model.ts";
import { type Ctx, within } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { conflict } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import type { Schedule } from "#prisma";
import { scheduleEvent } from "../events.ts";
import { later } from "../model/instants.ts";
import type { Layer } from "../model.ts";
import { candidatesWhere } from "../queries/candidates.ts";
import { layersOf, planRows } from "../queries/plan.ts";
import { layOutShifts } from "./lay-out.ts";
import { addRules } from "./rules.ts";

/** The layers with another in somebody's turns, or without them; a layer that would have nobody goes. */
function without(layers: readonly Layer[], userId: string, toUserId: string | null): Layer[] {
  return layers.flatMap((layer) => {
    const members = layer.members.flatMap((id) => (id !== userId ? [id] : toUserId ? [toUserId] : []));
    return members.length > 0 ? [{ ...layer, members }] : [];
  });
}

const names = (layers: readonly Layer[], userId: string) =>
  layers.some((layer) => layer.members.includes(userId));

async function replaceIn(
  tx: Tx,
  ctx: Ctx,
  schedule: Schedule,
  userId: string,
  toUserId: string | null,
): Promise<void> {
  const rows = await planRows(within(ctx, tx), schedule.id, ctx.now);
  for (const rules of [...rows.rules, ...rows.temporary]) {
    const layers = layersOf(rules.layers);
    if (!names(layers, userId)) continue;
    if (rules.temporary)
      await tx.scheduleRules.update({
        where: { id: rules.id },
        data: rules.validFrom < ctx.now ? { validTo: ctx.now } : { cancelledAt: ctx.now },
      });
    await addRules(tx, ctx, schedule.id, {
      zone: rules.zone,
      layers: without(layers, userId, toUserId),
      validFrom: later(rules.validFrom, ctx.now),
      ...(rules.temporary && rules.validTo ? { validTo: rules.validTo } : {}),
      reason: rules.reason,
    });
  }
  for (const one of rows.overrides.filter((row) => row.userId === userId))
    await tx.scheduleOverride.update({
      where: { id: one.id },
      data: {
        ...(toUserId && one.fromAt >= ctx.now ? { userId: toUserId } : {}),
        ...(toUserId && one.fromAt >= ctx.now
          ? {}
          : one.fromAt < ctx.now
            ? { toAt: ctx.now }
            : { cancelledAt: ctx.now }),
        version: { increment: 1 },
      },
    });
}

/**
 * The rotations and overrides of somebody who leaves: another takes their turns, or they are left out and what was
 * theirs goes to the next layer, or is a gap that the team sees.
 */
export const carriedShifts: CarriedWorkSource = {
  kinds: ["schedule"],
  async list(_ctx, tx, userId) {
    const rows = await tx.$queryRaw<Array<{ id: string; name: string; team: string; team_id: string }>>`
      SELECT s.id::text, s.name, t.name AS team, s.team_id::text FROM schedules s JOIN teams t ON t.id = s.team_id
      WHERE s.archived_at IS NULL AND (
        EXISTS (SELECT 1 FROM shifts h WHERE h.schedule_id = s.id AND h.user_id = ${userId}::uuid AND h.to_at > app_now())
        OR EXISTS (SELECT 1 FROM schedule_rules r WHERE r.schedule_id = s.id AND r.cancelled_at IS NULL
          AND coalesce(r.valid_to, 'infinity') > app_now() AND r.layers::text LIKE '%' || ${userId} || '%'
          AND (r.temporary OR NOT EXISTS (SELECT 1 FROM schedule_rules n WHERE n.schedule_id = s.id
            AND NOT n.temporary AND n.number > r.number AND n.valid_from <= app_now()))))
      ORDER BY t.name, s.ordinal, s.name LIMIT 500`;
    return rows.map((row) => ({
      kind: "schedule",
      id: row.id,
      label: `On-call of ${row.team}, ${row.name}`,
      url: `/on-call/schedules/${row.id}`,
      teamId: row.team_id,
    }));
  },
  async handOver(ctx, tx, userId, items, toUserId) {
    for (const item of items) {
      await tx.$queryRaw`SELECT id FROM schedules WHERE id = ${item.id}::uuid FOR UPDATE`;
      const row = await tx.schedule.findUniqueOrThrow({
        where: { id: item.id },
        include: { team: { select: { id: true, visibility: true } } },
      });
      const { team, ...schedule } = row;
      if (toUserId && (await tx.user.count({ where: { id: toUserId, ...candidatesWhere(team.id) } })) === 0)
        throw conflict(`${item.label}: choose somebody of its team who works here.`);
      await replaceIn(tx, ctx, schedule, userId, toUserId);
      const after = await tx.schedule.update({
        where: { id: schedule.id },
        data: { version: { increment: 1 }, updatedAt: ctx.now },
      });
      await layOutShifts(tx, ctx, after);
      await recordAudit(tx, ctx, {
        action: "schedule.hand-over",
        subject: { kind: "schedule", id: schedule.id },
        teamId: team.id,
        detail: { from: userId, to: toUserId },
      });
      await emit(tx, ctx, scheduleEvent("rules-set", after, teamAudience(team)));
    }
  },
};
