import { db, pool } from "#lib/platform/db.ts";
import type { JobDefinition } from "#lib/platform/jobs.ts";

const DAY = 86_400_000;

/** Housekeeping of the platform's own tables. */
export const upkeepJobs: JobDefinition[] = [
  {
    name: "platform.partitions",
    cron: "17 3 * * *",
    catchUpHours: 20,
    async run() {
      await pool().query("SELECT ensure_partitions(3)");
    },
  },
  {
    name: "platform.forget",
    cron: "41 * * * *",
    async run(ctx) {
      const before = (days: number) => new Date(ctx.now.getTime() - days * DAY);
      await db().idempotencyKey.deleteMany({ where: { createdAt: { lt: before(14) } } });
      await db().outboxEvent.deleteMany({ where: { at: { lt: before(3) }, processedAt: { not: null } } });
      await db().session.deleteMany({ where: { expiresAt: { lt: before(30) } } });
      await db().workerHeartbeat.deleteMany({ where: { cycleAt: { lt: before(1) } } });
      await db().presence.deleteMany({ where: { seenAt: { lt: before(1) } } });
      await pool().query("DELETE FROM rate_limits WHERE expire < extract(epoch FROM now()) * 1000");
    },
  },
];
