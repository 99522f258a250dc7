import { db } from "#lib/platform/db.ts";
import type { JobDefinition } from "#lib/platform/jobs.ts";

const DAY = 86_400_000;

/** Rights and codes are forgotten soon after they have run out; messages and their log by `registry/forget-messages.ts`. */
export const notificationJobs: JobDefinition[] = [
  {
    name: "notifications.forget",
    cron: "23 * * * *",
    async run(ctx) {
      const weekAgo = new Date(ctx.now.getTime() - 7 * DAY);
      await db().acknowledgeLink.deleteMany({ where: { expiresAt: { lt: weekAgo } } });
      await db().contact.updateMany({
        where: { codeExpiresAt: { lt: ctx.now } },
        data: { codeHash: null, codeExpiresAt: null, codeTries: 0 },
      });
    },
  },
];
