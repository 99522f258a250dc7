import { signIn } from "#lib/auth/commands/sign-in.ts";
import { requireCtx } from "#lib/auth/queries.ts";
import { databaseNow } from "#lib/platform/clock.ts";
import { anonymousCtx, type Ctx, type MembershipKind, type Role } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { hashPassword } from "#lib/platform/password.ts";
import { once } from "#lib/platform/shared.ts";

/** The password of everybody a test makes. */
export const PASSWORD = "a quiet harbour at dawn";

const hashed = () => once("test-password", () => hashPassword(PASSWORD));
let counter = 0;

export interface MadePerson {
  id: string;
  email: string;
  name: string;
}

/** A person with `PASSWORD`; each has an address of their own. */
export async function aPerson(
  facts: { role?: Role; name?: string; email?: string } = {},
): Promise<MadePerson> {
  counter += 1;
  const id = uuidv7();
  const email = facts.email ?? `person${counter}.${id.slice(-6)}@example.org`;
  const name = facts.name ?? `Person ${counter}`;
  await db().user.create({
    data: { id, email, name, role: facts.role ?? "responder", passwordHash: await hashed() },
  });
  return { id, email, name };
}

/** A team with these people; without a lead among them it has none. */
export async function aTeam(
  members: Array<[{ id: string }, MembershipKind]> = [],
  facts: { visibility?: "open" | "closed"; name?: string } = {},
): Promise<string> {
  const id = uuidv7();
  await db().team.create({
    data: { id, name: facts.name ?? `Team ${id.slice(-8)}`, visibility: facts.visibility ?? "open" },
  });
  await db().membership.createMany({
    data: members.map(([user, kind]) => ({ teamId: id, userId: user.id, kind })),
  });
  return id;
}

/** Nobody yet, at the database's clock. */
export async function nobody(): Promise<Ctx> {
  return anonymousCtx(await databaseNow(), `test-${uuidv7()}`);
}

/** Signs in with the real command; the context is read from the session row, as for each request. */
export async function signedIn(person: MadePerson, device = "test-device"): Promise<Ctx> {
  const facts = { email: person.email, password: PASSWORD, device, userAgent: "test", address: "127.0.0.1" };
  const { sessionId } = await signIn(await nobody(), facts);
  return requireCtx(sessionId, `test-${uuidv7()}`);
}

/** The same session at the next request: what the database says of it now. */
export const again = (ctx: Ctx): Promise<Ctx> => requireCtx(ctx.actor.sessionId, `test-${uuidv7()}`);
