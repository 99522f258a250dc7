import { ACTIVE_STATUSES } from "#lib/incidents/model.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import type { JobDefinition } from "#lib/platform/jobs.ts";
import { settingFor } from "#lib/services/queries.ts";

const DAY = 86_400_000;
/** Where the figure was left empty. */
const DEFAULT_DAYS = 30;
/** Shorter than this no log is kept, whatever the setting says: quiet hours, retries and repeats have ended by then. */
const LEAST_DAYS = 7;
/** What stands in somebody's inbox outlives the log of how it got there. */
const INBOX_DAYS = 365;
/** One transaction's worth: an acknowledgement waits for none of them. */
const BATCH = 2000;

/** An incident that is not closed yet may still be asked how its people were reached. */
const NEEDED = [...ACTIVE_STATUSES, "resolved"];
const NOBODY = "00000000-0000-0000-0000-000000000000";

/** One step through a table by its ids, which are in the order of time: where it came to, and what it took away. */
type Step = (tx: Tx, after: string, until: string) => Promise<Array<{ last: string | null; gone: number }>>;

/** Attempts go after the dispatch that they were for; those of account mails, which have none, by their age. */
const deliveries: Step = (tx, after, until) => tx.$queryRaw`
  WITH looked AS (SELECT id, dispatch_id FROM deliveries WHERE id > ${after}::uuid AND id < ${until}::uuid ORDER BY id LIMIT ${BATCH}),
  gone AS (DELETE FROM deliveries WHERE id IN (SELECT l.id FROM looked l
    WHERE NOT EXISTS (SELECT 1 FROM dispatches d WHERE d.id = l.dispatch_id)) RETURNING 1)
  SELECT (SELECT max(id::text) FROM looked) AS last, (SELECT count(*)::int FROM gone) AS gone`;

/** What waits or is on its way stays with all of its message, and so does what an open incident has sent. */
const dispatches: Step = (tx, after, until) => tx.$queryRaw`
  WITH looked AS (SELECT id, notification_id, state, content FROM dispatches
    WHERE id > ${after}::uuid AND id < ${until}::uuid ORDER BY id LIMIT ${BATCH}),
  gone AS (DELETE FROM dispatches WHERE id IN (SELECT l.id FROM looked l LEFT JOIN notifications n ON n.id = l.notification_id
    WHERE l.state NOT IN ('pending', 'sending')
      AND NOT EXISTS (SELECT 1 FROM dispatches o WHERE o.notification_id = l.notification_id AND o.state IN ('pending', 'sending'))
      AND NOT EXISTS (SELECT 1 FROM incidents i WHERE i.status = ANY(${NEEDED})
        AND i.id::text = COALESCE(n.subject_id, l.content -> 'subject' ->> 'id'))) RETURNING 1)
  SELECT (SELECT max(id::text) FROM looked) AS last, (SELECT count(*)::int FROM gone) AS gone`;

const notifications: Step = (tx, after, until) => tx.$queryRaw`
  WITH looked AS (SELECT id, subject_id FROM notifications
    WHERE id > ${after}::uuid AND id < ${until}::uuid ORDER BY id LIMIT ${BATCH}),
  gone AS (DELETE FROM notifications WHERE id IN (SELECT l.id FROM looked l
    WHERE NOT EXISTS (SELECT 1 FROM dispatches d WHERE d.notification_id = l.id)
      AND NOT EXISTS (SELECT 1 FROM incidents i WHERE i.status = ANY(${NEEDED}) AND i.id::text = l.subject_id)) RETURNING 1)
  SELECT (SELECT max(id::text) FROM looked) AS last, (SELECT count(*)::int FROM gone) AS gone`;

/** Goes through a table from its oldest row to `before`, a transaction a step. @returns how many rows went */
async function sweep(ctx: Ctx, step: Step, before: Date): Promise<number> {
  // Below every id of that instant.
  const until = `${uuidv7(before.getTime()).slice(0, 13)}-0000-0000-000000000000`;
  let after: string | null = NOBODY;
  let gone = 0;
  while (after !== null) {
    const from: string = after;
    const [done] = await inTransaction(ctx, async (tx) => {
      // The log of attempts is append-only for everything but its own end.
      await tx.$executeRaw`SELECT set_config('evenkeel.maintenance', 'on', true)`;
      return step(tx, from, until);
    });
    gone += done?.gone ?? 0;
    after = done?.last ?? null;
  }
  return gone;
}

/**
 * Forgets how messages were brought, after the days for which logs are kept (S-024, C-47), and messages after a year.
 * Nothing of an incident that is not closed goes. Safe to run twice.
 * @returns how many rows went, by table
 */
export async function forgetMessages(ctx: Ctx) {
  const { value } = await inTransaction(ctx, (tx) => settingFor(tx, "log_retention"));
  const days = Math.max(LEAST_DAYS, value.total_days ?? DEFAULT_DAYS);
  const before = (age: number) => new Date(ctx.now.getTime() - age * DAY);
  return {
    dispatches: await sweep(ctx, dispatches, before(days)),
    deliveries: await sweep(ctx, deliveries, before(days)),
    notifications: await sweep(ctx, notifications, before(Math.max(INBOX_DAYS, days))),
  };
}

export const forgetJobs: JobDefinition[] = [
  {
    name: "notifications.forget-messages",
    cron: "29 2 * * *",
    catchUpHours: 20,
    async run(ctx) {
      await forgetMessages(ctx);
    },
  },
];
