import { beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "#lib/platform/context.ts";
import { db } from "#lib/platform/db.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { aPerson, aTeam, nobody, PASSWORD, signedIn } from "#lib/testing/people-factory.ts";
import { invitationOf, listInvitations } from "../queries/invitations.ts";
import { Invite } from "../schema.ts";
import { acceptInvitation } from "./accept-invitation.ts";
import { invite } from "./invite.ts";
import { revokeInvitation } from "./revoke-invitation.ts";

await testDatabase();
let admin: Ctx;
let lead: Ctx;
let teamId: string;
let otherTeam: string;
let counter = 0;
const address = () => `guest${++counter}@example.org`;
const secretOf = (url: string) => new URL(url).searchParams.get("token") ?? "";
const accept = async (token: string, name = "Nia New") =>
  acceptInvitation(await nobody(), { token, name, password: PASSWORD, zone: "Europe/Madrid" });

beforeAll(async () => {
  const leader = await aPerson();
  teamId = await aTeam([[leader, "lead"]]);
  otherTeam = await aTeam([[await aPerson(), "lead"]]);
  admin = await signedIn(await aPerson({ role: "admin" }));
  lead = await signedIn(leader);
});

describe("inviting", () => {
  test("makes an account and a membership by its link, once, however many try", async () => {
    const email = address();
    const made = await invite(admin, Invite.parse({ email: email.toUpperCase(), role: "manager", teamId }));
    const token = secretOf(made.url);
    expect(await invitationOf(await nobody(), token)).toMatchObject({ email });
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => accept(token)));
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const user = await db().user.findUniqueOrThrow({ where: { email }, include: { memberships: true } });
    expect(user).toMatchObject({
      role: "manager",
      zone: "Europe/Madrid",
      memberships: [{ teamId, kind: "member" }],
    });
    await expect(accept(token)).rejects.toMatchObject({ code: "forbidden" });
    expect(await invitationOf(await nobody(), token)).toBeNull();
    expect((await signedIn({ id: user.id, email, name: "Nia New" })).actor.role).toBe("manager");
  });

  test("keeps only a hash of the secret", async () => {
    const made = await invite(admin, Invite.parse({ email: address() }));
    const row = await db().invitation.findUniqueOrThrow({ where: { id: made.id } });
    expect(JSON.stringify(row)).not.toContain(secretOf(made.url));
  });

  test("an old link and one that was taken back do not work", async () => {
    const old = await invite(admin, Invite.parse({ email: address() }));
    await db().invitation.update({ where: { id: old.id }, data: { expiresAt: new Date(Date.now() - 1000) } });
    await expect(accept(secretOf(old.url))).rejects.toMatchObject({ code: "forbidden" });
    const back = await invite(lead, Invite.parse({ email: address(), teamId }));
    await revokeInvitation(lead, { id: back.id });
    await expect(accept(secretOf(back.url))).rejects.toMatchObject({ code: "forbidden" });
    await expect(accept("no-such-secret")).rejects.toMatchObject({ code: "forbidden" });
  });

  test("refuses an address that is here already", async () => {
    const known = await aPerson({ name: "Kim Known" });
    await expect(invite(admin, Invite.parse({ email: known.email }))).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Kim Known"),
    });
  });

  test("a lead invites responders into their own team, and nobody else", async () => {
    await expect(invite(lead, Invite.parse({ email: address(), teamId }))).resolves.toMatchObject({
      url: expect.any(String),
    });
    for (const input of [
      { email: address() },
      { email: address(), teamId: otherTeam },
      { email: address(), teamId, role: "manager" },
      { email: address(), teamId, role: "admin" },
    ]) {
      await expect(invite(lead, Invite.parse(input))).rejects.toMatchObject({ code: "forbidden" });
    }
    const member = await signedIn(await aPerson({ role: "manager" }));
    await expect(invite(member, Invite.parse({ email: address(), teamId }))).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("leads see and take back invitations into their own teams only", async () => {
    const foreign = await invite(admin, Invite.parse({ email: address(), teamId: otherTeam }));
    expect((await listInvitations(lead)).every((one) => one.team?.id === teamId)).toBe(true);
    expect((await listInvitations(admin)).some((one) => one.id === foreign.id)).toBe(true);
    await expect(revokeInvitation(lead, { id: foreign.id })).rejects.toMatchObject({ code: "not_found" });
  });
});
