import { recordAudit } from "#lib/audit/commands/record.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { permit } from "#lib/platform/context.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { inTransaction, type Tx } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { limitTries } from "#lib/platform/limits.ts";
import { passwordFits } from "#lib/platform/password.ts";
import { settingFor } from "#lib/services/queries.ts";
import { accountLocked } from "../events.ts";
import { afterFailure, isLocked } from "../model.ts";
import { openSession } from "./internal.ts";

export interface SignInFacts {
  email: string;
  password: string;
  /** Secret of the browser's device cookie. */
  device: string;
  userAgent: string;
  address: string;
}

export interface SignedIn {
  userId: string;
  sessionId: string;
  name: string;
}

/** One sentence for every way it can fail: nothing tells known addresses from unknown ones (Q12). */
const refused = () =>
  new AppError(
    "unauthenticated",
    "The address or the password is wrong, or the account is locked for a while.",
  );

interface Reservation {
  userId: string | null;
  passwordHash: string | null;
  name: string;
  open: boolean;
  deviceKnown: boolean;
  lockedUntil: Date | null;
}

/** Counts the try before the password is looked at, so that a thousand at once are still five. */
async function reserveTry(ctx: Ctx, facts: SignInFacts): Promise<Reservation> {
  return inTransaction(ctx, async (tx) => {
    const emailHash = sha256(facts.email);
    const { value: lockAfter } = await settingFor(tx, "lockout_after_failures");
    await tx.$executeRaw`INSERT INTO sign_in_guards (email_hash) VALUES (${emailHash}) ON CONFLICT DO NOTHING`;
    await tx.$queryRaw`SELECT email_hash FROM sign_in_guards WHERE email_hash = ${emailHash} FOR UPDATE`;
    const guard = await tx.signInGuard.findUniqueOrThrow({ where: { emailHash } });
    const user = await tx.user.findUnique({ where: { email: facts.email } });
    const device = user
      ? await tx.knownDevice.findUnique({
          where: { userId_deviceHash: { userId: user.id, deviceHash: sha256(facts.device) } },
        })
      : null;
    const found = {
      userId: user?.id ?? null,
      passwordHash: user?.passwordHash ?? null,
      name: user?.name ?? "",
    };
    const usable = user !== null && user.deactivatedAt === null;
    if (device && device.failures < lockAfter) {
      await tx.knownDevice.update({
        where: { userId_deviceHash: { userId: device.userId, deviceHash: device.deviceHash } },
        data: { failures: { increment: 1 } },
      });
      return { ...found, open: usable, deviceKnown: true, lockedUntil: null };
    }
    if (isLocked(guard, ctx.now)) return { ...found, open: false, deviceKnown: false, lockedUntil: null };
    const { locksNow, ...next } = afterFailure(guard, ctx.now, lockAfter);
    await tx.signInGuard.update({ where: { emailHash }, data: { ...next, updatedAt: ctx.now } });
    return { ...found, open: usable, deviceKnown: false, lockedUntil: locksNow ? next.lockedUntil : null };
  });
}

async function welcome(
  tx: Tx,
  ctx: Ctx,
  facts: SignInFacts,
  userId: string,
  name: string,
): Promise<SignedIn> {
  const reset = { failures: 0, rounds: 0, lockedUntil: null, updatedAt: ctx.now };
  await tx.signInGuard.update({ where: { emailHash: sha256(facts.email) }, data: reset });
  const key = { userId, deviceHash: sha256(facts.device) };
  await tx.knownDevice.upsert({
    where: { userId_deviceHash: key },
    create: { ...key, seenAt: ctx.now },
    update: { failures: 0, seenAt: ctx.now },
  });
  const sessionId = await openSession(tx, ctx, {
    userId,
    userAgent: facts.userAgent,
    address: facts.address,
  });
  await recordAudit(tx, ctx, {
    action: "auth.sign-in",
    subject: { kind: "user", id: userId },
    actorId: userId,
    detail: { address: facts.address },
  });
  return { userId, sessionId, name };
}

/**
 * Signs a person in with address and password (S-223, C-09). Five wrong passwords (a setting) lock the address for a growing time;
 * a browser the owner has signed in from before has tries of its own.
 * @throws unauthenticated with one sentence for every reason; too_many by address of the caller
 */
export async function signIn(ctx: Ctx, facts: SignInFacts): Promise<SignedIn> {
  await limitTries("sign-in", facts.address, 60, 60);
  const tried = await reserveTry(ctx, facts);
  const fits = await passwordFits(tried.open ? tried.passwordHash : null, facts.password);
  if (fits && tried.userId) {
    const { userId, name } = tried;
    return inTransaction(ctx, async (tx) => {
      permit(true);
      return welcome(tx, ctx, facts, userId, name);
    });
  }
  await inTransaction(ctx, async (tx) => {
    await recordAudit(tx, ctx, {
      action: "auth.sign-in",
      outcome: "failed",
      subject: { kind: "user", id: tried.userId },
      actorId: tried.userId,
      detail: { address: facts.address, email: facts.email, locked: tried.lockedUntil !== null },
    });
    if (tried.lockedUntil && tried.userId)
      await emit(tx, ctx, accountLocked(tried.userId, tried.lockedUntil));
  });
  throw refused();
}
