import { describe, expect, test } from "vitest";
import { type Actor, type MembershipKind, type Role, systemCtx } from "#lib/platform/context.ts";
import { unanswered } from "./model.ts";
import { canDeactivate, canEditTeam, canInvite, canManageMembers, canManagePeople } from "./policy.ts";

const actor = (role: Role, kind?: MembershipKind): Actor => ({
  ...systemCtx("test", new Date(0)).actor,
  kind: "user",
  userId: "me",
  role,
  teams: new Map(kind ? [["team", kind]] : []),
});

describe("rights over people and teams", () => {
  test.each(["viewer", "responder", "manager"] as const)("a %s manages nobody", (role) => {
    expect(canManagePeople(actor(role))).not.toBe(true);
    expect(canDeactivate(actor(role), "other")).not.toBe(true);
    expect(canEditTeam(actor(role), "team")).not.toBe(true);
  });

  test.each([
    ["lead", true],
    ["deputy", true],
    ["member", false],
    ["reader", false],
  ] as const)("a %s of the team changes it: %s", (kind, may) => {
    expect(canEditTeam(actor("responder", kind), "team") === true).toBe(may);
    expect(canManageMembers(actor("responder", kind), "team") === true).toBe(may);
    expect(canEditTeam(actor("responder", kind), "other")).not.toBe(true);
  });

  test("a lead invites viewers and responders into their own team", () => {
    const lead = actor("responder", "lead");
    const into = (role: Role, teamId: string | null) => canInvite(lead, { role, teamId }) === true;
    expect([into("viewer", "team"), into("responder", "team")]).toEqual([true, true]);
    expect([into("manager", "team"), into("admin", "team")]).toEqual([false, false]);
    expect([into("viewer", null), into("viewer", "other")]).toEqual([false, false]);
  });

  test("nobody deactivates themselves", () => {
    expect(canDeactivate(actor("admin"), "other")).toBe(true);
    expect(canDeactivate(actor("admin"), "me")).not.toBe(true);
  });
});

test("what is unanswered: no word, or a required item given to nobody", () => {
  const item = (id: string, required = false) => ({
    kind: "k",
    id,
    label: id,
    url: "/",
    teamId: null,
    ...(required ? { required } : {}),
  });
  const items = [item("a"), item("b", true), item("c", true), item("d")];
  const answer = (id: string, toUserId: string | null) => ({ kind: "k", id, toUserId });
  const open = unanswered(items, [answer("a", null), answer("b", null), answer("c", "somebody")]);
  expect(open.map((one) => one.id)).toEqual(["b", "d"]);
});
