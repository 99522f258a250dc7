import type { PoolClient } from "pg";
import { spoken } from "#lib/incidents/commands/internal.ts";
import { postToTeam } from "#lib/notifications/commands/internal.ts";
import { db, inTransaction } from "#lib/platform/db.ts";
import type { CommittedEvent, EventPayload, JobDefinition, Subscription } from "#lib/platform/jobs.ts";

/** What a team's channels are told, by event (S-121; that it is over: S-129). */
const SAYS: Record<string, { before: string; urgency: "high" | "normal" }> = {
  "incident.declared": { before: "", urgency: "high" },
  "incident.severity-changed": { before: "Now ", urgency: "high" },
  "incident.resolved": { before: "Resolved: ", urgency: "normal" },
};

/** Tells the channels of the incident's team that take its severity; of a private one number and severity only. */
export const announceJobs: JobDefinition[] = [
  {
    name: "notifications.announce",
    async run(ctx, payload) {
      const { event, eventId, subjectId } = payload as EventPayload;
      const says = SAYS[event];
      const incident = says ? await db().incident.findUnique({ where: { id: subjectId } }) : null;
      if (!says || !incident || incident.isDemo) return;
      const { title, url } = spoken(incident);
      await inTransaction(ctx, (tx) =>
        postToTeam(tx, ctx, incident.teamId, {
          kind: "announcement",
          urgency: says.urgency,
          title: `${says.before}${title}`,
          body: incident.isPrivate ? "" : incident.summary,
          url,
          subject: { kind: "incident", id: incident.id },
          severity: incident.severity,
          isPrivate: incident.isPrivate,
          dedupKey: `announce:${eventId}`,
        }),
      );
    },
  },
];

/** Of these events those whose team has a place to be told in; most teams' incidents ask for no job at all. */
async function withChannels(client: PoolClient, events: CommittedEvent[]): Promise<CommittedEvent[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT DISTINCT c.team_id::text AS id FROM team_channels c JOIN teams t ON t.id = c.team_id
     WHERE c.team_id = ANY($1::uuid[]) AND c.archived_at IS NULL AND c.paused_at IS NULL AND NOT t.is_demo`,
    [events.map((one) => one.payload.teamId)],
  );
  const told = new Set(rows.map((row) => row.id));
  return events.filter((one) => told.has(String(one.payload.teamId)));
}

export const announceSubscriptions: Subscription[] = Object.keys(SAYS).map((on) => ({
  on,
  job: "notifications.announce",
  among: withChannels,
}));
