import type { Ctx } from "#lib/platform/context.ts";
import { reader, readRows } from "#lib/platform/db.ts";
import { Prisma } from "#prisma";
import { tellingWords } from "../model/likeness.ts";
import type { Severity, Status } from "../model.ts";
import { visibleWhere } from "../queries.ts";
import type { IncidentDto } from "../schema/incidents.ts";
import type { SimilarDto } from "../schema/list.ts";

const CANDIDATES = 30;
const SHOWN = 5;

/** Incidents of the same service that share words of title or cause, the most alike first. */
async function alike(ctx: Ctx, incident: IncidentDto): Promise<string[]> {
  const words = tellingWords(incident.title, incident.report.cause);
  if (!incident.serviceId || words.length === 0) return [];
  // Words are letters and digits only, so that they can stand in the query's own language.
  const query = words.join(" | ");
  const rows = await readRows<{ id: string }>(
    ctx,
    Prisma.sql`SELECT o.id::text FROM incidents o
      WHERE o.service_id = ${incident.serviceId}::uuid AND o.id <> ${incident.id}::uuid AND NOT o.is_private
        AND NOT o.is_exercise AND o.status NOT IN ('cancelled', 'merged')
        AND incident_words(o.title, '', '', o.report_cause, '') @@ to_tsquery('simple', ${query})
      ORDER BY ts_rank(incident_words(o.title, '', '', o.report_cause, ''), to_tsquery('simple', ${query})) DESC,
        o.opened_at DESC LIMIT ${CANDIDATES}`,
  );
  return rows.map((row) => row.id);
}

/**
 * Earlier incidents that resemble this one, with the published postmortem of each and how far its actions are. Only
 * what the asker may list, and never a private one.
 */
export async function similarIncidents(ctx: Ctx, incident: IncidentDto): Promise<SimilarDto[]> {
  const ids = await alike(ctx, incident);
  if (ids.length === 0) return [];
  const rows = await reader(ctx).incident.findMany({
    where: { AND: [{ id: { in: ids }, isPrivate: false }, visibleWhere(ctx.actor)] },
    select: { id: true, number: true, title: true, severity: true, status: true, openedAt: true },
  });
  const shown = rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)).slice(0, SHOWN);
  const reports = await reader(ctx).postmortem.findMany({
    where: { incidentId: { in: shown.map((row) => row.id) }, state: "published", isPrivate: false },
    select: { id: true, incidentId: true },
  });
  const actions = await reader(ctx).actionItem.groupBy({
    by: ["sourceId", "state"],
    where: { sourceKind: "postmortem", sourceId: { in: reports.map((one) => one.id) } },
    _count: true,
  });
  const count = (id: string, open: boolean) =>
    actions
      .filter((one) => one.sourceId === id && (one.state === "open") === open)
      .reduce((sum, one) => sum + one._count, 0);
  return shown.map((row) => {
    const report = reports.find((one) => one.incidentId === row.id);
    return {
      id: row.id,
      number: row.number,
      title: row.title,
      severity: row.severity as Severity,
      status: row.status as Status,
      openedAt: row.openedAt.toISOString(),
      postmortem: report
        ? { id: report.id, openActions: count(report.id, true), endedActions: count(report.id, false) }
        : null,
    };
  });
}
