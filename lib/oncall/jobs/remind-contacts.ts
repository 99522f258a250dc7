import { notifyPeople } from "#lib/notifications/commands/internal.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db, inTransaction } from "#lib/platform/db.ts";
import { addMinutes } from "#lib/platform/time.ts";
import { CONFIRM_DAYS } from "../queries/contacts.ts";
import { sayOnce } from "./said.ts";

/**
 * Whoever can be called (on a rota in the coming month, a lead, a deputy or in a duty role) and has not confirmed their
 * contact data for a month is reminded, once a month (S-056). @returns how many were told
 */
export async function remindContacts(ctx: Ctx): Promise<number> {
  const since = addMinutes(ctx.now, -CONFIRM_DAYS * 1440);
  const people = await db().$queryRaw<Array<{ id: string }>>`
    SELECT u.id::text FROM users u WHERE u.deactivated_at IS NULL AND NOT u.is_demo
      AND (u.contact_confirmed_at IS NULL OR u.contact_confirmed_at < ${since}) AND u.created_at < ${addMinutes(ctx.now, -1440)}
      AND (EXISTS (SELECT 1 FROM shifts s WHERE s.user_id = u.id AND s.to_at > ${ctx.now}
          AND s.from_at < ${addMinutes(ctx.now, CONFIRM_DAYS * 1440)})
        OR EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = u.id AND m.kind IN ('lead', 'deputy'))
        OR EXISTS (SELECT 1 FROM duty_assignments d WHERE d.user_id = u.id))
    ORDER BY u.id LIMIT 1000`;
  let told = 0;
  for (const { id } of people)
    await inTransaction(ctx, async (tx) => {
      if (!(await sayOnce(tx, ctx, `contact:${ctx.now.toISOString().slice(0, 7)}:${id}`))) return;
      await notifyPeople(tx, ctx, [id], {
        kind: "oncall.contact",
        urgency: "normal",
        title: "Are your contact details still right?",
        body: "They have not been confirmed for a month. Look at your number and confirm it.",
        url: "/profile",
        subject: { kind: "user", id },
      });
      told += 1;
    });
  return told;
}
