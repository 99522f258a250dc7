import { sha256 } from "#lib/platform/crypto.ts";
import { db, pool } from "#lib/platform/db.ts";
import { publicUrl } from "#lib/platform/env.ts";
import { scrub } from "#lib/platform/log.ts";
import { handOverMail, mailConfigured } from "#lib/platform/mail.ts";
import { leaveSecret } from "#lib/services/queries/stakeholders.ts";
import { isActive, type Status } from "../model.ts";
import { pageSecret } from "../queries/outside.ts";

/** Longer than any mail takes: whoever claimed one and died has lost it then. */
const LEASE_SECONDS = 90;
const AT_ONCE = 4;

interface Claimed {
  id: string;
  stakeholder_id: string;
}

/** Mails of this update that wait, claimed for this worker; what another one holds is left to it. */
async function claim(entryId: string, tried: ReadonlySet<string>): Promise<Claimed[]> {
  const { rows } = await pool().query<Claimed>(
    `UPDATE stakeholder_mails SET lease_until = app_now() + make_interval(secs => $2), attempts = attempts + 1
     WHERE id IN (SELECT id FROM stakeholder_mails WHERE entry_id = $1::uuid AND ended_at IS NULL
         AND (lease_until IS NULL OR lease_until <= app_now()) AND NOT id = ANY($3::uuid[])
       ORDER BY id LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
     RETURNING id::text, stakeholder_id::text`,
    [entryId, LEASE_SECONDS, [...tried]],
  );
  return rows;
}

/** Sent, or given up with the reason; `null` lets go of it for the next try. */
async function settle(id: string, sent: boolean | null, answer: string): Promise<void> {
  await pool().query(
    `UPDATE stakeholder_mails SET lease_until = NULL, sent = COALESCE($2, false), answer = $3,
       ended_at = CASE WHEN $2::boolean IS NULL THEN NULL ELSE app_now() END WHERE id = $1::uuid`,
    [id, sent, scrub(answer).slice(0, 300)],
  );
}

/** What the update says now, or null when it may not leave the portal (any more). */
async function read(entryId: string) {
  const entry = await db().timelineEntry.findUnique({
    where: { id: entryId },
    select: {
      text: true,
      incident: {
        select: {
          id: true,
          number: true,
          severity: true,
          status: true,
          title: true,
          isPrivate: true,
          isDemo: true,
          service: { select: { name: true } },
          pages: { where: { revokedAt: null }, select: { id: true, tokenHash: true } },
        },
      },
    },
  });
  if (!entry || entry.incident.isPrivate || entry.incident.isDemo) return null;
  const page = entry.incident.pages.find((one) => one.tokenHash === sha256(pageSecret(one.id)));
  return { ...entry, pageUrl: page ? `${publicUrl()}/updates?page=${pageSecret(page.id)}` : null };
}
type Update = NonNullable<Awaited<ReturnType<typeof read>>>;

async function send(mail: Claimed, update: Update): Promise<boolean> {
  const to = await db().stakeholder.findUnique({ where: { id: mail.stakeholder_id } });
  if (!to?.email || to.leftAt) {
    await settle(mail.id, false, "They have left the updates.");
    return true;
  }
  const secret = leaveSecret(to.id);
  // After a change of the installation's secret the link in this mail is the one that holds.
  if (to.tokenHash !== sha256(secret))
    await db().stakeholder.update({ where: { id: to.id }, data: { tokenHash: sha256(secret) } });
  const { incident, text, pageUrl } = update;
  const service = incident.service?.name ?? "a service";
  const state = isActive(incident.status as Status) ? "" : ` (${incident.status})`;
  try {
    const answer = await handOverMail({
      to: to.email,
      subject: `${incident.severity} INC-${incident.number}${state}: ${incident.title}`,
      paragraphs: [text, `You receive the updates about ${service}.`],
      actions: [
        ...(pageUrl ? [{ label: "All updates", url: pageUrl }] : []),
        { label: "Stop these mails", url: `${publicUrl()}/leave?leave=${secret}` },
      ],
      leaveUrl: `${publicUrl()}/api/v1/updates/leave?leave=${secret}`,
      id: mail.id,
    });
    await settle(mail.id, true, answer);
    return true;
  } catch (error) {
    const code = (error as { responseCode?: unknown }).responseCode;
    const refused = typeof code === "number" && code >= 500;
    await settle(mail.id, refused ? false : null, error instanceof Error ? error.message : "failed");
    return refused;
  }
}

/** Without a mail server nothing is kept for later: an update is news today. */
async function giveUp(entryId: string): Promise<void> {
  await pool().query(
    `UPDATE stakeholder_mails SET ended_at = app_now(), answer = 'No mail server is set up.'
     WHERE entry_id = $1::uuid AND ended_at IS NULL`,
    [entryId],
  );
}

/**
 * Sends what an update still owes to mail addresses: one mail each, however often this runs and in however many
 * workers (S-039).
 * @throws when a mail server did not take something: the queue tries again later
 */
export async function mailStakeholders(entryId: string): Promise<void> {
  if (!mailConfigured()) return giveUp(entryId);
  const update = await read(entryId);
  let owed = 0;
  const tried = new Set<string>();
  for (;;) {
    const claimed = await claim(entryId, tried);
    if (claimed.length === 0) break;
    for (const one of claimed) tried.add(one.id);
    const done = await Promise.all(
      claimed.map(async (one) => {
        if (update) return send(one, update);
        await settle(one.id, false, "It may not leave the portal any more.");
        return true;
      }),
    );
    owed += done.filter((one) => !one).length;
  }
  if (owed > 0) throw new Error(`${owed} stakeholder mails were not taken yet.`);
}
