import type { Actor, Ctx, MembershipKind, Role } from "#lib/platform/context.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { reader } from "#lib/platform/db.ts";

/** What a link in a page is worth at this moment. */
export type LinkState = "good" | "used" | "expired" | "unknown";

export interface AcknowledgeRight {
  id: string;
  state: LinkState;
  userId: string;
  subject: { kind: string; id: string };
}

/** Reads a right by its secret; reading changes nothing. Of somebody deactivated it is worth nothing. */
export async function readRight(ctx: Ctx, secret: string): Promise<AcknowledgeRight | null> {
  const row = await reader(ctx).acknowledgeLink.findUnique({ where: { tokenHash: sha256(secret) } });
  if (!row) return null;
  const state = row.usedAt ? "used" : row.expiresAt <= ctx.now ? "expired" : "good";
  return { id: row.id, state, userId: row.userId, subject: { kind: row.subjectKind, id: row.subjectId } };
}

/**
 * The context of the person whose right it is, for the one thing the right is for: no session stands behind it.
 * @returns null when they are no longer active
 */
export async function rightCtx(ctx: Ctx, right: AcknowledgeRight): Promise<Ctx | null> {
  const person = await reader(ctx).user.findFirst({
    where: { id: right.userId, deactivatedAt: null },
    select: {
      id: true,
      name: true,
      email: true,
      role: true,
      zone: true,
      memberships: { select: { teamId: true, kind: true } },
    },
  });
  if (!person) return null;
  const actor: Actor = {
    kind: "user",
    userId: person.id,
    name: person.name,
    email: person.email,
    role: person.role as Role,
    zone: person.zone,
    teams: new Map(person.memberships.map((one) => [one.teamId, one.kind as MembershipKind])),
    scopes: null,
    tokenId: null,
    sessionId: null,
    passwordAt: null,
  };
  return { ...ctx, actor };
}
