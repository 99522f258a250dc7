import { type Ctx, personId } from "#lib/platform/context.ts";
import { db, readRows } from "#lib/platform/db.ts";
import { Prisma } from "#prisma";
import { HERE_SECONDS } from "../model.ts";
import type { Named } from "../schema.ts";

/**
 * Says that this person has something open now, and answers who else has. The right to see it was proven before. No
 * change anybody has to answer for: one statement of its own, without audit entry or event.
 */
export async function beHere(ctx: Ctx, subject: { kind: string; id: string }): Promise<Named[]> {
  const me = personId(ctx);
  const since = new Date(ctx.now.getTime() - HERE_SECONDS * 1000);
  await db().$executeRaw`INSERT INTO presences (subject_kind, subject_id, user_id, seen_at)
    VALUES (${subject.kind}, ${subject.id}::uuid, ${me}::uuid, ${ctx.now})
    ON CONFLICT (subject_kind, subject_id, user_id) DO UPDATE SET seen_at = EXCLUDED.seen_at`;
  return readRows<Named>(
    ctx,
    Prisma.sql`SELECT u.id::text, u.name FROM presences p JOIN users u ON u.id = p.user_id
      WHERE p.subject_kind = ${subject.kind} AND p.subject_id = ${subject.id}::uuid AND p.seen_at >= ${since}
        AND p.user_id <> ${me}::uuid AND u.deactivated_at IS NULL ORDER BY u.name, u.id LIMIT 50`,
  );
}
