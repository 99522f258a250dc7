import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { passwordChanged } from "../events.ts";
import { canUseSecret } from "../policy.ts";
import { openSession } from "./internal.ts";
import type { SignedIn } from "./sign-in.ts";

export interface OidcFacts {
  provider: string;
  subject: string;
  /** Lower case. */
  email: string;
  emailVerified: boolean;
  name: string;
  userAgent: string;
  address: string;
}

/**
 * Signs in a person whom a provider vouches for. A new identity is joined only by a verified address, and only to
 * somebody who was invited (or is here already): a provider cannot make accounts.
 * @throws forbidden with one sentence otherwise
 */
export async function joinOidc(ctx: Ctx, facts: OidcFacts): Promise<SignedIn> {
  return inTransaction(ctx, async (tx) => {
    const key = { provider: facts.provider, subject: facts.subject };
    const known = await tx.oidcAccount.findUnique({ where: { provider_subject: key } });
    let userId = known?.userId ?? null;
    if (!userId) {
      permit(canUseSecret(facts.emailVerified));
      const person = await tx.user.findUnique({ where: { email: facts.email }, select: { id: true } });
      userId = person?.id ?? null;
      if (!userId) {
        const accepted = await tx.invitation.updateManyAndReturn({
          where: { email: facts.email, acceptedAt: null, revokedAt: null, expiresAt: { gt: ctx.now } },
          data: { acceptedAt: ctx.now },
        });
        const invitation = accepted[0];
        permit(canUseSecret(invitation !== undefined));
        userId = uuidv7();
        await tx.user.create({
          data: {
            id: userId,
            email: facts.email,
            name: facts.name || facts.email,
            role: invitation?.role ?? "viewer",
            createdAt: ctx.now,
            updatedAt: ctx.now,
          },
          select: { id: true },
        });
        if (invitation?.teamId) {
          await tx.membership.create({
            data: { teamId: invitation.teamId, userId, kind: invitation.teamKind, createdAt: ctx.now },
          });
        }
      }
      await tx.oidcAccount.create({ data: { ...key, userId, createdAt: ctx.now } });
    }
    const user = await tx.user.findUniqueOrThrow({
      where: { id: userId },
      select: { id: true, name: true, deactivatedAt: true },
    });
    permit(canUseSecret(user.deactivatedAt === null));
    const sessionId = await openSession(tx, ctx, {
      userId,
      userAgent: facts.userAgent,
      address: facts.address,
    });
    await recordAudit(tx, ctx, {
      action: "auth.sign-in",
      subject: { kind: "user", id: userId },
      actorId: userId,
      detail: { provider: facts.provider },
    });
    await emit(tx, ctx, { ...passwordChanged(userId), name: "auth.signed-in" });
    return { userId, sessionId, name: user.name };
  });
}
