import type { Ctx } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { SESSION_MAX_DAYS } from "../model.ts";

const DAY = 86_400_000;

/** Opens a session row; the cookie will name it. */
export async function openSession(
  tx: Tx,
  ctx: Ctx,
  facts: { userId: string; userAgent: string; address: string },
): Promise<string> {
  const id = uuidv7();
  await tx.session.create({
    data: {
      id,
      ...facts,
      userAgent: facts.userAgent.slice(0, 300),
      createdAt: ctx.now,
      seenAt: ctx.now,
      passwordAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + SESSION_MAX_DAYS * DAY),
    },
    select: { id: true },
  });
  return id;
}

/** Ends the person's open sessions, but for the one to keep. */
export async function endSessions(
  tx: Tx,
  ctx: Ctx,
  userId: string,
  reason: string,
  keep?: string | null,
): Promise<number> {
  const ended = await tx.session.updateMany({
    where: { userId, endedAt: null, ...(keep ? { id: { not: keep } } : {}) },
    data: { endedAt: ctx.now, endReason: reason },
  });
  return ended.count;
}

/** @throws not_found */
export async function getUserForUpdate(tx: Tx, id: string) {
  await tx.$queryRaw`SELECT id FROM users WHERE id = ${id}::uuid FOR UPDATE`;
  const user = await tx.user.findUnique({ where: { id } });
  if (!user) throw notFound("person");
  return user;
}
