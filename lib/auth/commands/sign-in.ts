import { recordAudit } from "#lib/audit/commands/record.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { permit } from "#lib/platform/context.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { inTransaction, reader, type Tx } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { emit } from "#lib/platform/events.ts";
import { limitTries } from "#lib/platform/limits.ts";
import { passwordFits } from "#lib/platform/password.ts";
import { settingFor } from "#lib/services/queries.ts";
import { accountLocked } from "../events.ts";
import { afterFailure, type GuardState, isLocked } from "../model.ts";
import { canSignIn } from "../policy.ts";
import { getUserForUpdate, openSession } from "./internal.ts";

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

/** What is known of the address, the person behind it, if any, and the browser. */
interface Standing {
  guard: GuardState | null;
  user: { id: string; name: string; passwordHash: string | null; deactivatedAt: Date | null } | null;
  /** Wrong passwords from this browser since its last success; null when it is not a known one. */
  deviceFailures: number | null;
}

interface StandingRow {
  failures: number | null;
  rounds: number | null;
  locked_until: Date | null;
  user_id: string | null;
  name: string | null;
  password_hash: string | null;
  deactivated_at: Date | null;
  device_failures: number | null;
}

/** One question whoever is asked for: an unknown address costs the same as a known one (Q12). */
async function lookUp(tx: Tx, facts: SignInFacts): Promise<Standing> {
  const [row] = await tx.$queryRaw<StandingRow[]>`
    SELECT g.failures, g.rounds, g.locked_until, u.id::text AS user_id, u.name, u.password_hash, u.deactivated_at,
      d.failures AS device_failures
    FROM (SELECT 1) one LEFT JOIN sign_in_guards g ON g.email_hash = ${sha256(facts.email)}
      LEFT JOIN users u ON u.email = ${facts.email}
      LEFT JOIN known_devices d ON d.user_id = u.id AND d.device_hash = ${sha256(facts.device)}`;
  const guard = row && row.failures !== null && row.rounds !== null ? row : null;
  return {
    guard: guard && {
      failures: guard.failures ?? 0,
      rounds: guard.rounds ?? 0,
      lockedUntil: guard.locked_until,
    },
    user: row?.user_id
      ? {
          id: row.user_id,
          name: row.name ?? "",
          passwordHash: row.password_hash,
          deactivatedAt: row.deactivated_at,
        }
      : null,
    deviceFailures: row?.device_failures ?? null,
  };
}

interface Reservation {
  user: Standing["user"];
  /** Whether the password may be looked at. */
  open: boolean;
  /** This try locked the address, until then. */
  lockedUntil: Date | null;
}

/**
 * Counts the try before the password is looked at, so that a thousand at once are still five. A locked address is
 * refused without waiting for the others who try it, and without a look at the password: known or unknown alike.
 */
async function reserveTry(ctx: Ctx, facts: SignInFacts): Promise<Reservation> {
  const before = await lookUp(reader(ctx), facts);
  if (isLocked(before.guard, ctx.now) && before.deviceFailures === null)
    return { user: before.user, open: false, lockedUntil: null };
  return inTransaction(ctx, async (tx) => {
    const emailHash = sha256(facts.email);
    const { value: lockAfter } = await settingFor(tx, "lockout_after_failures");
    await tx.$executeRaw`INSERT INTO sign_in_guards (email_hash) VALUES (${emailHash}) ON CONFLICT DO NOTHING`;
    await tx.$queryRaw`SELECT email_hash FROM sign_in_guards WHERE email_hash = ${emailHash} FOR UPDATE`;
    const { guard, user, deviceFailures } = await lookUp(tx, facts);
    if (user && deviceFailures !== null && deviceFailures < lockAfter) {
      await tx.knownDevice.update({
        where: { userId_deviceHash: { userId: user.id, deviceHash: sha256(facts.device) } },
        data: { failures: { increment: 1 } },
      });
      return { user, open: true, lockedUntil: null };
    }
    if (isLocked(guard, ctx.now)) return { user, open: false, lockedUntil: null };
    const { locksNow, ...next } = afterFailure(guard, ctx.now, lockAfter);
    await tx.signInGuard.update({ where: { emailHash }, data: { ...next, updatedAt: ctx.now } });
    return { user, open: true, lockedUntil: locksNow ? next.lockedUntil : null };
  });
}

async function welcome(tx: Tx, ctx: Ctx, facts: SignInFacts, userId: string): Promise<SignedIn> {
  const user = await getUserForUpdate(tx, userId);
  permit(canSignIn(user));
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
  return { userId, sessionId, name: user.name };
}

/** The failed try in the record (S-220); the owner of an account that locks is told by mail. */
async function recordFailure(ctx: Ctx, facts: SignInFacts, tried: Reservation): Promise<void> {
  const userId = tried.user?.id ?? null;
  await inTransaction(ctx, async (tx) => {
    await recordAudit(tx, ctx, {
      action: "auth.sign-in",
      outcome: "failed",
      subject: { kind: "user", id: userId },
      actorId: userId,
      detail: { address: facts.address, email: facts.email, locked: tried.lockedUntil !== null },
    });
    if (tried.lockedUntil) await emit(tx, ctx, accountLocked(userId, tried.lockedUntil));
  });
}

/**
 * Signs a person in with address and password (S-223, C-09). Five wrong passwords (a setting) lock the address for a
 * growing time; a browser the owner has signed in from before has tries of its own.
 * @throws unauthenticated with one sentence for every reason; too_many by address of the caller
 */
export async function signIn(ctx: Ctx, facts: SignInFacts): Promise<SignedIn> {
  await limitTries("sign-in", facts.address, 60, 60);
  const tried = await reserveTry(ctx, facts);
  const { user } = tried;
  const usable = user !== null && canSignIn(user) === true;
  if (tried.open && (await passwordFits(usable ? user.passwordHash : null, facts.password)) && user)
    return inTransaction(ctx, (tx) => welcome(tx, ctx, facts, user.id));
  await recordFailure(ctx, facts, tried);
  throw refused();
}
