import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import type { Ctx } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import type { LockedIncident } from "./internal.ts";
import { spoken } from "./spoken.ts";

/**
 * Has an update reach the stakeholders of the incident's service, in the transaction that writes it (S-039): people of
 * the portal in their inbox, mail addresses by a mail that a worker sends. Of a private incident and of demo data
 * nobody is told.
 * @returns how many are told
 */
export async function tellStakeholders(
  tx: Tx,
  ctx: Ctx,
  incident: LockedIncident,
  entry: { id: string; text: string },
): Promise<number> {
  if (incident.isPrivate || incident.isDemo || incident.isExercise || !incident.serviceId) return 0;
  const rows = await tx.stakeholder.findMany({
    where: { serviceId: incident.serviceId, leftAt: null, service: { isDemo: false } },
    select: { id: true, userId: true },
  });
  const people = rows.flatMap((row) => row.userId ?? []).filter((id) => id !== ctx.actor.userId);
  const { title, url } = spoken(incident);
  if (people.length > 0)
    await notifyPeople(tx, ctx, people, {
      kind: "stakeholder-update",
      urgency: "normal",
      title: `Update on ${title}`,
      body: entry.text,
      url,
      subject: { kind: "incident", id: incident.id },
      severity: incident.severity,
      dedupKey: `stakeholder:${entry.id}`,
    });
  const mails = rows.filter((row) => row.userId === null);
  if (mails.length > 0)
    await tx.stakeholderMail.createMany({
      data: mails.map((row) => ({
        id: uuidv7(),
        entryId: entry.id,
        stakeholderId: row.id,
        incidentId: incident.id,
        at: ctx.now,
      })),
      skipDuplicates: true,
    });
  return people.length + mails.length;
}
