import { recordAudit } from "#lib/audit/commands/record.ts";
import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import { type Ctx, within } from "#lib/platform/context.ts";
import { db, inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { Prisma } from "#prisma";
import { policyEvent } from "../events.ts";
import { readDefinition } from "../model/definition.ts";
import { findPolicy } from "../queries/policies.ts";
import { lastResort } from "../queries/reach.ts";
import { reachOf } from "../queries/validation.ts";
import type { LackDto } from "../schema.ts";
import type { Finding } from "./invariants.ts";

const saidAs = (lacks: readonly LackDto[]) => lacks.map((lack) => lack.words).join(" ");

async function judge(ctx: Ctx, id: string): Promise<Finding[]> {
  return inTransaction(ctx, async (tx) => {
    await tx.$queryRaw`SELECT id FROM escalation_policies WHERE id = ${id}::uuid FOR UPDATE`;
    const reader = within(ctx, tx);
    const { row, audience } = await findPolicy(reader, id);
    if (row.state !== "active" || row.archivedAt) return [];
    const { lacks } = await reachOf(reader, {
      teamId: row.teamId,
      definition: readDefinition(row.definition),
    });
    const before = saidAs((row.lacks as LackDto[] | null) ?? []);
    const finding: Finding = {
      rule: "policy-lacks",
      subject: { kind: "escalation-policy", id },
      words: `${row.name}: ${saidAs(lacks)}`,
      repaired: false,
    };
    if (saidAs(lacks) === before) return lacks.length > 0 ? [finding] : [];
    const after = await tx.escalationPolicy.update({
      where: { id },
      data: {
        lacks: lacks.length > 0 ? (lacks as unknown as Prisma.InputJsonValue) : Prisma.DbNull,
        lacksSince: lacks.length > 0 ? (row.lacksSince ?? ctx.now) : null,
        version: { increment: 1 },
      },
    });
    // Its lead is told once per change; a policy whose people are back judges again by itself.
    const told = await lastResort(reader, row.teamId);
    const leads = told.filter((one) => one.because !== "admin");
    await notifyPeople(
      tx,
      ctx,
      (leads.length > 0 ? leads : told).map((one) => one.userId),
      {
        kind: "policy-lacks",
        urgency: lacks.length > 0 ? "high" : "normal",
        title:
          lacks.length > 0
            ? `Escalation policy ${row.name} is out of force: ${saidAs(lacks)}`
            : `Escalation policy ${row.name} is in force again`,
        body: lacks.length > 0 ? "Until each level reaches a person, the default path judges." : "",
        url: `/settings/escalations/${id}`,
        subject: { kind: "escalation-policy", id },
        dedupKey: `policy-lacks:${id}:${after.version}`,
      },
    );
    await recordAudit(tx, ctx, {
      action: "escalation-policy.judge",
      subject: { kind: "escalation-policy", id },
      teamId: row.teamId,
      before: row,
      after,
    });
    await emit(tx, ctx, policyEvent("reach-changed", after, audience));
    return lacks.length > 0 ? [finding] : [];
  });
}

/** Policies in force with a level that reaches nobody any more: out of force until their people are back (C-22). */
export async function findLacking(ctx: Ctx): Promise<Finding[]> {
  const rows = await db().escalationPolicy.findMany({
    where: { state: "active", archivedAt: null },
    select: { id: true },
    take: 2000,
  });
  const found: Finding[] = [];
  for (const row of rows) found.push(...(await judge(ctx, row.id)));
  return found;
}
