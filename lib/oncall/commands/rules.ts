import type { Ctx } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import type { Prisma, ScheduleRules } from "#prisma";
import type { Layer } from "../model.ts";

interface NewRules {
  zone: string;
  layers: Layer[];
  validFrom: Date;
  /** Of a temporary schedule. */
  validTo?: Date;
  reason: string;
}

/** Writes the next rules of a schedule, whose row is locked: those before stay as they were. */
export async function addRules(
  tx: Tx,
  ctx: Ctx,
  scheduleId: string,
  rules: NewRules,
): Promise<ScheduleRules> {
  const last = await tx.scheduleRules.aggregate({ where: { scheduleId }, _max: { number: true } });
  return tx.scheduleRules.create({
    data: {
      id: uuidv7(),
      scheduleId,
      number: (last._max.number ?? 0) + 1,
      temporary: rules.validTo !== undefined,
      reason: rules.reason,
      validFrom: rules.validFrom,
      validTo: rules.validTo ?? null,
      zone: rules.zone,
      layers: rules.layers as unknown as Prisma.InputJsonValue,
      createdById: ctx.actor.userId,
      createdAt: ctx.now,
    },
  });
}
