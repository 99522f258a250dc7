import { type Ctx, within } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import { visibleWhere } from "../queries.ts";
import type { IncidentDto } from "../schema/incidents.ts";
import { resolveIncident } from "./resolve.ts";

/** Monitoring says that what it reported under this key is over; the rules are those of resolving. */
export async function resolveByKey(
  ctx: Ctx,
  input: { dedupKey: string; teamId?: string | undefined; note?: string | undefined },
): Promise<IncidentDto> {
  return inTransaction(ctx, async (tx) => {
    const open = await tx.incident.findFirst({
      where: {
        AND: [
          {
            dedupKey: input.dedupKey,
            status: { notIn: ["resolved", "closed", "cancelled", "merged"] },
            ...(input.teamId ? { teamId: input.teamId } : {}),
          },
          visibleWhere(ctx.actor),
        ],
      },
      orderBy: { openedAt: "desc" },
      select: { id: true },
    });
    if (!open) throw notFound("open incident with this key");
    return resolveIncident(within(ctx, tx), { id: open.id, ...(input.note ? { note: input.note } : {}) });
  });
}
