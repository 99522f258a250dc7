import { z } from "zod";
import { recordAudit } from "#lib/audit/commands/record.ts";
import { randomSecret, sha256 } from "#lib/platform/crypto.ts";
import { db, inTransaction } from "#lib/platform/db.ts";
import { publicUrl } from "#lib/platform/env.ts";
import type { JobDefinition } from "#lib/platform/jobs.ts";
import { sendMail } from "#lib/platform/mail.ts";

const Payload = z.object({ userId: z.guid(), until: z.string().optional() });

async function mailable(userId: string) {
  return db().user.findFirst({
    where: { id: userId, deactivatedAt: null, isDemo: false },
    select: { id: true, email: true, name: true },
  });
}

/** Mails that follow from what happened to an account. The secret is made here: it never stands in the outbox. */
export const authJobs: JobDefinition[] = [
  {
    name: "auth.mail-reset",
    async run(ctx, payload) {
      const user = await mailable(Payload.parse(payload).userId);
      if (!user) return;
      const secret = randomSecret();
      await inTransaction(ctx, async (tx) => {
        await tx.passwordReset.create({
          data: {
            userId: user.id,
            tokenHash: sha256(secret),
            expiresAt: new Date(ctx.now.getTime() + 3_600_000),
            createdAt: ctx.now,
          },
          select: { id: true },
        });
        await recordAudit(tx, ctx, { action: "auth.mail-reset", subject: { kind: "user", id: user.id } });
      });
      await sendMail(
        {
          to: user.email,
          subject: "Set a new password",
          paragraphs: [
            `Hello ${user.name},`,
            "somebody, probably you, asked for a new password on Evenkeel. This link works once, for one hour:",
            `${publicUrl()}/reset?token=${secret}`,
            "If it was not you, nothing has changed and you need do nothing.",
          ],
        },
        { userId: user.id },
      );
    },
  },
  {
    name: "auth.mail-locked",
    async run(_ctx, payload) {
      const { userId, until } = Payload.parse(payload);
      const user = await mailable(userId);
      if (!user) return;
      await sendMail(
        {
          to: user.email,
          subject: "Your account is locked for a while",
          paragraphs: [
            `Hello ${user.name},`,
            `after five wrong passwords your Evenkeel account is locked until ${until ?? "later"}. You can still sign in from a browser you have used before.`,
            "If these tries were not yours, choose a new password:",
            `${publicUrl()}/forgot`,
          ],
        },
        { userId: user.id },
      );
    },
  },
];
