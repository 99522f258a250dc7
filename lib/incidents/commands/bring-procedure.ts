import type { Ctx } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { procedureTasks } from "../model/procedures.ts";
import type { IncidentType } from "../model.ts";

/**
 * Brings the procedure of an incident's kind as tasks (S-035, S-036, S-037). Steps of an earlier kind that nobody has
 * begun go away; what was done or given to somebody stays. Bringing the same one again changes nothing.
 */
export async function bringProcedure(
  tx: Tx,
  ctx: Ctx,
  incidentId: string,
  type: IncidentType,
): Promise<void> {
  const wanted = procedureTasks(type);
  const held = await tx.incidentTask.findMany({
    where: { incidentId, phase: { not: "" } },
    select: { id: true, phase: true, text: true, doneAt: true, ownerId: true },
  });
  const same = (a: { phase: string; text: string }, b: { phase: string; text: string }) =>
    a.phase === b.phase && a.text === b.text;
  const stale = held.filter(
    (one) => one.doneAt === null && one.ownerId === null && !wanted.some((step) => same(step, one)),
  );
  if (stale.length > 0)
    await tx.incidentTask.deleteMany({ where: { id: { in: stale.map((one) => one.id) } } });
  const missing = wanted
    .map((step, index) => ({ ...step, ordinal: index + 1 }))
    .filter((step) => !held.some((one) => same(step, one)));
  if (missing.length > 0)
    await tx.incidentTask.createMany({
      data: missing.map((step) => ({
        id: uuidv7(),
        incidentId,
        text: step.text,
        phase: step.phase,
        ordinal: step.ordinal,
        byId: ctx.actor.userId,
        at: ctx.now,
      })),
    });
}
