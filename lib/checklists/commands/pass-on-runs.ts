import { recordAudit } from "#lib/audit/commands/record.ts";
import type { CarriedWork, CarriedWorkSource } from "#lib/people/model.ts";
import { emit } from "#lib/platform/events.ts";
import { runHandedOver } from "../events.ts";
import { editTemplate } from "./edit-template.ts";
import { getRunForUpdate, hearersOf } from "./internal.ts";

const KIND = "checklist-run";

/**
 * Open runs that would have nobody when a person is deactivated: those they started, and those given to them by name.
 * Let go, a run goes back to its team.
 */
export const openRunSource: CarriedWorkSource = {
  kinds: [KIND],
  async list(_ctx, tx, userId): Promise<CarriedWork[]> {
    const rows = await tx.checklistRun.findMany({
      where: {
        state: "open",
        OR: [{ ownerId: userId }, { ownerId: null, assignKind: "person", assignId: userId }],
      },
      orderBy: { opensAt: "asc" },
      take: 1000,
      select: { id: true, number: true, teamId: true, version_: { select: { title: true } } },
    });
    return rows.map((row) => ({
      kind: KIND,
      id: row.id,
      label: `${row.version_.title}, run ${row.number}`,
      url: `/checklists/runs/${row.id}`,
      teamId: row.teamId,
    }));
  },
  async handOver(ctx, tx, userId, items, toUserId) {
    for (const item of items) {
      const run = await getRunForUpdate(tx, ctx, item.id);
      const given = run.assignKind === "person" && run.assignId === userId;
      await tx.checklistRun.update({
        where: { id: run.id },
        data: {
          ownerId: toUserId,
          ownedAt: toUserId === null ? null : ctx.now,
          ...(given ? { assignKind: toUserId === null ? "team" : "person", assignId: toUserId } : {}),
          version: { increment: 1 },
          updatedAt: ctx.now,
        },
        select: { id: true },
      });
      await recordAudit(tx, ctx, {
        action: "checklist.pass-on-run",
        subject: { kind: KIND, id: run.id },
        teamId: run.teamId,
        before: { ownerId: run.ownerId, assignId: run.assignId },
        after: { ownerId: toUserId, assignId: given ? toUserId : run.assignId },
      });
      const hearers = hearersOf({ ...run, ownerId: toUserId });
      await emit(tx, ctx, runHandedOver({ ...run, version: run.version + 1 }, hearers, { toId: toUserId }));
    }
  },
};

/** Templates whose runs go to a person by name: their next runs would go to nobody. Let go, they go to the team. */
export const templateSource: CarriedWorkSource = {
  kinds: ["checklist-template"],
  async list(_ctx, tx, userId): Promise<CarriedWork[]> {
    const rows = await tx.$queryRaw<Array<{ id: string; title: string; teamId: string }>>`
      SELECT c.id::text, c.title, c.team_id::text AS "teamId"
      FROM checklist_templates c JOIN checklist_versions v ON v.template_id = c.id AND v.number = c.current_version
      WHERE c.state <> 'archived' AND v.definition->'assign'->>'id' = ${userId} LIMIT 1000`;
    return rows.map((row) => ({
      kind: "checklist-template",
      id: row.id,
      label: `Runs of ${row.title}`,
      url: `/checklists/templates/${row.id}`,
      teamId: row.teamId,
    }));
  },
  async handOver(ctx, tx, _userId, items, toUserId) {
    for (const item of items) {
      const { version } = await tx.checklistTemplate.findUniqueOrThrow({
        where: { id: item.id },
        select: { version: true },
      });
      const assign =
        toUserId === null ? { kind: "team" as const } : { kind: "person" as const, id: toUserId };
      await editTemplate({ ...ctx, tx }, item.id, { version, assign });
    }
  },
};
