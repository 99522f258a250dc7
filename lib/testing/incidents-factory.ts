import { declareIncident } from "#lib/incidents/commands/declare.ts";
import { type DeclareIncident, DeclareIncident as Input } from "#lib/incidents/schema/declaring.ts";
import type { IncidentDto } from "#lib/incidents/schema/incidents.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";

/** Declares an incident by the real command; what is not said is a public P2. */
export async function anIncident(
  ctx: Ctx,
  facts: Partial<DeclareIncident> & { teamId: string },
): Promise<IncidentDto> {
  const input = Input.parse({ title: "Search answers slowly", severity: "P2", ...facts });
  return (await declareIncident(ctx, input)).incident;
}

/** A service of a team. */
export async function aServiceOf(teamId: string, name = "Search index"): Promise<string> {
  const id = uuidv7();
  await db().service.create({ data: { id, name: `${name} ${id.slice(-8)}`, teamId } });
  return id;
}

/** The same person so many minutes later, as another request would see it. */
export const later = (ctx: Ctx, minutes: number): Ctx => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + minutes * 60_000),
});

/** What somebody's inbox says, newest first. */
export async function inboxOf(userId: string): Promise<string[]> {
  const rows = await db().notification.findMany({
    where: { userId },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    select: { title: true },
  });
  return rows.map((row) => row.title);
}
