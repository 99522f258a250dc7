import { visibleWhere } from "#lib/incidents/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import type { Prisma } from "#prisma";
import type { LinkedIncident, RunDto } from "../schema/runs.ts";

const INCIDENT = {
  id: true,
  number: true,
  title: true,
  severity: true,
  status: true,
  openedAt: true,
} satisfies Prisma.IncidentSelect;
type IncidentFound = Prisma.IncidentGetPayload<{ select: typeof INCIDENT }>;

const presentIncident = (found: IncidentFound, itemKey: string | null): LinkedIncident => ({
  ...found,
  severity: found.severity as LinkedIncident["severity"],
  openedAt: found.openedAt.toISOString(),
  itemKey,
});

/** Incidents tied to this run, and open ones on the same service that a breach may belong to. */
export async function incidentsAround(
  ctx: Ctx,
  run: { id: string; teamId: string; serviceId: string | null },
): Promise<Pick<RunDto, "incidents" | "openIncidents">> {
  const tied = await reader(ctx).incidentLink.findMany({
    where: { kind: "checklist-item", subjectId: run.id, incident: visibleWhere(ctx.actor) },
    orderBy: { at: "asc" },
    take: 100,
    select: { part: true, incident: { select: INCIDENT } },
  });
  const open = await reader(ctx).incident.findMany({
    where: {
      AND: [
        visibleWhere(ctx.actor),
        { status: { in: ["open", "acknowledged", "investigating", "mitigated"] } },
        run.serviceId === null ? { teamId: run.teamId } : { serviceId: run.serviceId },
      ],
    },
    orderBy: [{ severity: "asc" }, { openedAt: "desc" }],
    take: 3,
    select: INCIDENT,
  });
  return {
    incidents: tied.map((link) => presentIncident(link.incident, link.part || null)),
    openIncidents: open.map((found) => presentIncident(found, null)),
  };
}
