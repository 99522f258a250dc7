import { recordAudit } from "#lib/audit/commands/record.ts";
import { type Ctx, permit } from "#lib/platform/context.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { inTransaction } from "#lib/platform/db.ts";
import { emit } from "#lib/platform/events.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { hashPassword } from "#lib/platform/password.ts";
import { installationSetUp } from "../events.ts";
import { canUseSecret } from "../policy.ts";

export interface SetUpFacts {
  /** The one-time secret of the setup link; null when the environment named the first administrator. */
  token: string | null;
  name: string;
  email: string;
  password: string;
  teamName: string;
  zone: string;
}

/** Makes the first administrator and the first team, once; the setup link is used up. */
export async function setUp(
  ctx: Ctx,
  input: SetUpFacts,
): Promise<{ userId: string; teamId: string; email: string }> {
  const passwordHash = await hashPassword(input.password);
  return inTransaction(ctx, async (tx) => {
    const claimed = await tx.installation.updateMany({
      where: {
        id: 1,
        setupAt: null,
        ...(input.token === null ? {} : { setupTokenHash: sha256(input.token) }),
      },
      data: { setupAt: ctx.now, setupTokenHash: null },
    });
    permit(canUseSecret(claimed.count === 1));
    const userId = uuidv7();
    const teamId = uuidv7();
    const { email, name, zone } = input;
    await tx.user.create({
      data: {
        id: userId,
        email,
        name,
        zone,
        role: "admin",
        passwordHash,
        passwordChangedAt: ctx.now,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      },
      select: { id: true },
    });
    await tx.team.create({
      data: { id: teamId, name: input.teamName, zone, createdAt: ctx.now, updatedAt: ctx.now },
      select: { id: true },
    });
    await tx.membership.create({ data: { teamId, userId, kind: "lead", createdAt: ctx.now } });
    await recordAudit(tx, ctx, {
      action: "auth.set-up",
      subject: { kind: "user", id: userId },
      actorId: userId,
      teamId,
    });
    await emit(tx, ctx, installationSetUp(userId));
    return { userId, teamId, email };
  });
}
