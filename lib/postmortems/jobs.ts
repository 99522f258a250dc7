import { z } from "zod";
import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db, inTransaction } from "#lib/platform/db.ts";
import type { JobDefinition } from "#lib/platform/jobs.ts";
import { openPostmortem } from "./commands/open.ts";
import { requiredSeverities } from "./queries.ts";

const Resolved = z.object({ incidentId: z.guid() });

/** An incident that needs one was resolved: its postmortem opens. Asked twice, the first one stands. */
async function openOwed(ctx: Ctx, payload: unknown): Promise<void> {
  const { incidentId } = Resolved.parse(payload);
  const incident = await db().incident.findUnique({
    where: { id: incidentId },
    select: { severity: true, serviceId: true, status: true, isExercise: true },
  });
  if (!incident || incident.isExercise || !["resolved", "closed"].includes(incident.status)) return;
  const required = await requiredSeverities(ctx, incident.serviceId);
  if (required.includes(incident.severity)) await openPostmortem(ctx, { incidentId });
}

/** An incident was made private or public: its report says so too. */
async function followIncident(ctx: Ctx, payload: unknown): Promise<void> {
  const { incidentId } = Resolved.parse(payload);
  const incident = await db().incident.findUnique({
    where: { id: incidentId },
    select: { isPrivate: true },
  });
  if (!incident) return;
  await inTransaction(ctx, async (tx) => {
    await tx.postmortem.updateMany({
      where: { incidentId, isPrivate: !incident.isPrivate },
      data: { isPrivate: incident.isPrivate },
    });
  });
}

/** Once a day, whoever owns an overdue one reads it in the inbox. */
async function remindOwners(ctx: Ctx): Promise<void> {
  const overdue = await db().postmortem.findMany({
    where: { publishedAt: null, dueAt: { lt: ctx.now }, ownerId: { not: null } },
    orderBy: { dueAt: "asc" },
    take: 500,
    select: { id: true, ownerId: true, title: true, isPrivate: true },
  });
  const day = ctx.now.toISOString().slice(0, 10);
  for (const report of overdue) {
    if (!report.ownerId) continue;
    const owner = report.ownerId;
    await inTransaction(ctx, async (tx) => {
      await notifyPeople(tx, ctx, [owner], {
        kind: "postmortem.overdue",
        urgency: "normal",
        title: report.isPrivate ? "A postmortem is overdue" : `Overdue: ${report.title}`,
        url: `/postmortems/${report.id}`,
        subject: { kind: "postmortem", id: report.id },
        dedupKey: `postmortem-overdue:${report.id}:${day}`,
      });
    });
  }
}

export const postmortemJobs: JobDefinition[] = [
  { name: "postmortems.open", run: openOwed },
  { name: "postmortems.follow-incident", run: followIncident },
  { name: "postmortems.remind", cron: "0 7 * * *", catchUpHours: 12, run: remindOwners },
];
