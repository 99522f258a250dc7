import type { Ctx } from "#lib/platform/context.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { reader, together } from "#lib/platform/db.ts";
import { derivedSecret } from "#lib/platform/derived-secret.ts";
import { publicUrl } from "#lib/platform/env.ts";
import type { Severity, Status } from "../model.ts";
import type { OutsideDto } from "../schema/details.ts";
import type { IncidentDto } from "../schema/incidents.ts";

/** The secret of a page for outsiders. */
export const pageSecret = (pageId: string) => derivedSecret("incident-page", pageId);

export interface OutsidePage {
  number: string;
  severity: Severity;
  status: Status;
  openedAt: string;
  updates: Array<{ id: string; at: string; text: string }>;
}

/**
 * What stands behind the secret link of an incident: number, severity, status and the updates for stakeholders.
 * @returns null for a link that was never given out or was taken back, and for what is private
 */
export async function outsidePage(ctx: Ctx, secret: string): Promise<OutsidePage | null> {
  const page = await reader(ctx).incidentPage.findUnique({
    where: { tokenHash: sha256(secret) },
    select: {
      revokedAt: true,
      incident: {
        select: { id: true, number: true, severity: true, status: true, openedAt: true, isPrivate: true },
      },
    },
  });
  if (!page || page.revokedAt || page.incident.isPrivate) return null;
  const { incident } = page;
  const updates = await reader(ctx).timelineEntry.findMany({
    where: { incidentId: incident.id, kind: "update", data: { path: ["audience"], equals: "stakeholders" } },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: 200,
    select: { id: true, at: true, text: true },
  });
  return {
    number: `INC-${incident.number}`,
    severity: incident.severity as Severity,
    status: incident.status as Status,
    openedAt: incident.openedAt.toISOString(),
    updates: updates.map((one) => ({ ...one, at: one.at.toISOString() })),
  };
}

/** Whom an update of this incident reaches outside, and its page; the right to see the incident was proven before. */
export async function outsideOf(ctx: Ctx, incident: IncidentDto): Promise<OutsideDto> {
  const works = incident.abilities.note;
  const [stakeholders, page, mails] = await together(ctx, [
    () =>
      reader(ctx).stakeholder.findMany({
        where: { serviceId: incident.serviceId ?? "00000000-0000-0000-0000-000000000000", leftAt: null },
        select: { userId: true },
      }),
    () =>
      reader(ctx).incidentPage.findFirst({
        where: { incidentId: incident.id, revokedAt: null },
        select: { id: true, tokenHash: true, at: true },
      }),
    () =>
      reader(ctx).stakeholderMail.findMany({
        where: { incidentId: incident.id },
        select: { sent: true, endedAt: true },
      }),
  ]);
  const people = stakeholders.filter((one) => one.userId !== null).length;
  const secret = page ? pageSecret(page.id) : "";
  return {
    people,
    addresses: stakeholders.length - people,
    mails: {
      sent: mails.filter((one) => one.sent).length,
      waiting: mails.filter((one) => one.endedAt === null).length,
      failed: mails.filter((one) => one.endedAt !== null && !one.sent).length,
    },
    page: page
      ? {
          at: page.at.toISOString(),
          // Made under another secret of the installation, it cannot be said again: it works, or is made anew.
          url: works && sha256(secret) === page.tokenHash ? `${publicUrl()}/updates?page=${secret}` : null,
        }
      : null,
  };
}

/** Whether the asker receives the stakeholder updates of this service in their inbox. */
export async function receivesUpdates(ctx: Ctx, serviceId: string): Promise<boolean> {
  const { userId } = ctx.actor;
  if (!userId) return false;
  return (await reader(ctx).stakeholder.count({ where: { serviceId, userId, leftAt: null } })) > 0;
}
