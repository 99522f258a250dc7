import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import type { Incident, TimelineEntry } from "#prisma";
import { spoken } from "../commands/spoken.ts";

/** Entries that those who follow hear of. */
const TOLD = ["status", "severity", "update"];
/** Events come one by one and jobs in any order: each looks at what was written lately, and each entry tells once. */
const LATELY_MS = 60 * 60_000;

/** Who follows it and may see it now: rights may have changed since. */
async function watchersOf(tx: Tx, incident: Incident): Promise<Array<{ userId: string; at: Date }>> {
  return tx.$queryRaw`
    SELECT w.user_id::text AS "userId", w.at FROM incident_watchers w JOIN users u ON u.id = w.user_id
    WHERE w.incident_id = ${incident.id}::uuid AND u.deactivated_at IS NULL AND (
      EXISTS (SELECT 1 FROM incident_people p WHERE p.incident_id = w.incident_id AND p.user_id = w.user_id)
      OR (NOT ${incident.isPrivate} AND (u.role = 'admin'
        OR EXISTS (SELECT 1 FROM teams t WHERE t.id = ${incident.teamId}::uuid AND t.visibility = 'open')
        OR EXISTS (SELECT 1 FROM memberships m WHERE m.team_id = ${incident.teamId}::uuid AND m.user_id = w.user_id))))`;
}

/** "Ines Weber set it to mitigated"; of a private one nothing that was written. */
function says(entry: TimelineEntry, who: string): string {
  const data = entry.data as Record<string, unknown>;
  if (entry.kind === "severity") return `${who} changed the severity to ${String(data.to)}`;
  if (entry.kind === "update") return `${who} wrote an update`;
  return data.reopened ? `${who} reopened it` : `${who} set it to ${String(data.to)}`;
}

/** Tells those who follow an incident of its new status, severity or update. Safe to run twice. */
export async function tellWatchers(ctx: Ctx, incidentId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const incident = await tx.incident.findUnique({ where: { id: incidentId } });
    if (!incident || incident.isDemo) return;
    const watchers = await watchersOf(tx, incident);
    if (watchers.length === 0) return;
    const entries = await tx.timelineEntry.findMany({
      where: { incidentId, kind: { in: TOLD }, at: { gt: new Date(ctx.now.getTime() - LATELY_MS) } },
      orderBy: { id: "asc" },
    });
    const authors = await tx.user.findMany({
      where: { id: { in: entries.flatMap((one) => one.actorId ?? []) } },
      select: { id: true, name: true },
    });
    const names = new Map(authors.map((one) => [one.id, one.name]));
    const { title, url } = spoken(incident);
    for (const entry of entries) {
      const people = watchers.filter((one) => one.at <= entry.at && one.userId !== entry.actorId);
      const what = says(entry, names.get(entry.actorId ?? "") ?? "Evenkeel");
      await notifyPeople(
        tx,
        ctx,
        people.map((one) => one.userId),
        {
          kind: "incident-followed",
          urgency: "normal",
          title,
          body: incident.isPrivate ? "" : `${what}${entry.text ? `: ${entry.text}` : ""}`,
          url,
          subject: { kind: "incident", id: incident.id },
          severity: incident.severity,
          isPrivate: incident.isPrivate,
          dedupKey: `follow:${entry.id}`,
        },
      );
    }
  });
}
