import { beforeAll, describe, expect, test } from "vitest";
import { createPolicy } from "#lib/escalations/commands/create-policy.ts";
import { editPolicy } from "#lib/escalations/commands/edit-policy.ts";
import { carriedPolicies } from "#lib/escalations/commands/hand-over.ts";
import { setPolicyState } from "#lib/escalations/commands/set-policy-state.ts";
import { pathFor } from "#lib/escalations/queries/choose.ts";
import { getPolicy, listPolicies } from "#lib/escalations/queries/policies.ts";
import { previewPolicy, previewTeam } from "#lib/escalations/queries/preview.ts";
import { CreatePolicy, EditPolicy, ListPolicies } from "#lib/escalations/schema.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { db, inTransaction } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { escalationsOf, fired, minutesLater, systemNow } from "#lib/testing/escalations-factory.ts";
import { anIncident, aServiceOf } from "#lib/testing/incidents-factory.ts";
import { again, aPerson, aTeam, type MadePerson, signedIn } from "#lib/testing/people-factory.ts";

await testDatabase();

let lead: MadePerson;
let member: MadePerson;
let cto: MadePerson;
let admin: MadePerson;
let teamId: string;
let asLead: Ctx;
let asMember: Ctx;

beforeAll(async () => {
  admin = await aPerson({ name: "Petra", role: "admin" });
  lead = await aPerson({ name: "Marek" });
  member = await aPerson({ name: "Ines" });
  cto = await aPerson({ name: "Cleo" });
  teamId = await aTeam([
    [lead, "lead"],
    [member, "member"],
  ]);
  [asLead, asMember] = await Promise.all([signedIn(lead), signedIn(member)]);
  await db().dutyRole.create({ data: { key: "cto", name: "CTO" } });
});

const level = (delaySeconds: number, ...targets: object[]) => ({ delaySeconds, targets });
const input = (facts: object = {}) =>
  CreatePolicy.parse({
    name: "Shop",
    teamId,
    levels: [level(0, { kind: "user", id: member.id }), level(300, { kind: "user", id: cto.id })],
    ...facts,
  });
const edit = (id: string, change: object) =>
  editPolicy(asLead, { ...EditPolicy.parse({ version: 1, ...change }), id });
const off = (id: string) => setPolicyState(asLead, { id, to: "archived" });

describe("a policy in force", () => {
  test("is so at once when each level reaches a person, and says whom an incident calls", async () => {
    const made = await createPolicy(asLead, input());
    expect(made).toMatchObject({ state: "active", lacks: [], severities: ["P0", "P1"], version: 1 });
    const incident = await anIncident(asMember, { teamId, severity: "P0" });
    await minutesLater(6);
    const [run] = await escalationsOf(incident.id);
    expect(fired(run)).toEqual(["0.1 Ines", "0.2 Cleo"]);
    expect(run?.policy).toMatchObject({ id: made.id });
    await off(made.id);
  });

  test("changes nothing that runs when it is edited, drafted or archived", async () => {
    const made = await createPolicy(await again(asLead), input());
    const incident = await anIncident(await again(asMember), { teamId, severity: "P0" });
    const levels = [level(0, { kind: "user", id: lead.id })];
    await edit(made.id, { levels });
    await off(made.id);
    await minutesLater(6);
    expect(fired((await escalationsOf(incident.id))[0])).toEqual(["0.1 Ines", "0.2 Cleo"]);
  });

  test("judges alone: a second for the same team and severity is refused, also when both come at once", async () => {
    const first = await createPolicy(asLead, input({ activate: true }));
    await expect(createPolicy(asLead, input({ activate: true, severities: ["P1"] }))).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await createPolicy(asLead, input({ severities: ["P1", "P2"] }))).toMatchObject({ state: "draft" });
    await off(first.id);
    const both = await Promise.allSettled(
      [1, 2].map(() => createPolicy(asLead, input({ activate: true, severities: ["P3"] }))),
    );
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    for (const one of both) if (one.status === "fulfilled") await off(one.value.id);
  });

  test("of a service comes before its team's; conditions that do not hold let the next one judge", async () => {
    const serviceId = await aServiceOf(teamId);
    const team = await createPolicy(asLead, input());
    const own = await createPolicy(asLead, input({ name: "Own", serviceId }));
    const judge = async (now: string) =>
      (await pathFor(asLead, { severity: "P0", teamId, serviceId }, new Date(now))).name;
    expect(await judge("2026-11-21T12:00:00Z")).toBe("Own");
    await edit(own.id, { conditions: [{ kind: "weekday", days: [1, 2, 3, 4, 5] }] });
    expect(await judge("2026-11-21T12:00:00Z")).toBe("Shop");
    expect(await judge("2026-11-23T12:00:00Z")).toBe("Own");
    await off(team.id);
    expect(await judge("2026-11-21T12:00:00Z")).toBe("Default path");
    await off(own.id);
  });
});

describe("whom a policy lacks", () => {
  test("a draft asks who fills its duty role; activating is refused at the level until somebody does", async () => {
    const made = await createPolicy(
      asLead,
      input({ levels: [level(0, { kind: "schedule" }), level(60, { kind: "role", id: "cto" })] }),
    );
    expect(made).toMatchObject({ state: "draft", openRoles: [{ key: "cto", name: "CTO" }] });
    await expect(setPolicyState(asLead, { id: made.id, to: "activated" })).rejects.toMatchObject({
      code: "invalid",
      facts: { errors: [{ path: "levels.1.targets", message: expect.stringContaining("CTO") }] },
    });
    await db().dutyAssignment.create({ data: { teamId, roleKey: "cto", userId: cto.id } });
    expect(await setPolicyState(asLead, { id: made.id, to: "activated" })).toMatchObject({ state: "active" });
    await off(made.id);
  });

  test("targets that lead nowhere are refused, each at its field", async () => {
    const nowhere = uuidv7();
    const targets = [
      { kind: "user", id: nowhere },
      { kind: "team", id: nowhere },
      { kind: "schedule", id: nowhere },
      { kind: "channel", id: nowhere },
      { kind: "role", id: "nobody" },
    ];
    await expect(createPolicy(asLead, input({ levels: [level(0, ...targets)] }))).rejects.toMatchObject({
      facts: {
        errors: targets.map((_, index) => expect.objectContaining({ path: `levels.0.targets.${index}.id` })),
      },
    });
  });

  test("a catalogue's draft reads like any other: the pager first, then its roles", async () => {
    const definition = {
      appliesTo: ["P0", "P1"],
      levels: [
        { target: { kind: "duty-role", role: "on-call-dev" }, delaySeconds: 0 },
        { target: { kind: "duty-role", role: "cto" }, delaySeconds: 900 },
      ],
      backstop: { unresolvedSeconds: 1800, action: "escalate-one-level" },
    };
    const id = uuidv7();
    await db().escalationPolicy.create({
      data: { id, teamId, name: "Standard", catalogueKey: "standard", definition },
    });
    const draft = await getPolicy(asLead, id);
    expect(draft).toMatchObject({ state: "draft", severities: ["P0", "P1"], backstopSeconds: 1800 });
    expect(draft.levels.map((one) => one.targets[0]?.kind)).toEqual(["schedule", "role"]);
    expect(await setPolicyState(asLead, { id, to: "activated" })).toMatchObject({ state: "active" });
    await off(id);
  });
});

describe("who may", () => {
  test("leads and administrators write; members read; a closed team's policies are nowhere for others", async () => {
    await expect(createPolicy(asMember, input())).rejects.toMatchObject({ code: "forbidden" });
    const stranger = await signedIn(await aPerson());
    const closed = await aTeam([[lead, "lead"]], { visibility: "closed" });
    const made = await createPolicy(await again(await signedIn(lead)), input({ teamId: closed }));
    await expect(getPolicy(stranger, made.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(previewPolicy(stranger, made.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(previewTeam(stranger, { teamId: closed })).rejects.toMatchObject({ code: "not_found" });
    expect((await listPolicies(stranger, ListPolicies.parse({}))).items.map((one) => one.id)).not.toContain(
      made.id,
    );
    await expect(createPolicy(stranger, input({ teamId: closed }))).rejects.toMatchObject({
      code: "invalid",
    });
  });

  test("a stale edit is refused with what it is now", async () => {
    const made = await createPolicy(asLead, input({ activate: false }));
    await edit(made.id, { name: "Newer" });
    await expect(edit(made.id, { name: "Mine" })).rejects.toMatchObject({
      code: "stale",
      facts: { current: { version: 2, name: "Newer" } },
    });
  });
});

describe("somebody who leaves", () => {
  test("is listed with the policies that call them by name; a successor takes their place", async () => {
    const made = await createPolicy(
      asLead,
      input({
        activate: false,
        levels: [level(0, { kind: "user", id: cto.id }, { kind: "user", id: member.id })],
      }),
    );
    const ctx = await systemNow();
    const items = (await carriedPolicies.list(ctx, db(), cto.id)).filter((one) => one.id === made.id);
    expect(items).toMatchObject([{ label: "Escalation policy Shop" }]);
    await inTransaction(ctx, (tx) => carriedPolicies.handOver(ctx, tx, cto.id, items, member.id));
    const after = await getPolicy(asLead, made.id);
    expect(after.levels[0]?.targets.map((one) => one.label)).toEqual(["Ines"]);
  });
});

describe("the preview", () => {
  test("says who, when and by what, for a policy and for a team that has none", async () => {
    const made = await createPolicy(asLead, input({ activate: false }));
    const { steps } = await previewPolicy(asLead, made.id);
    expect(steps.map((one) => [one.level, one.afterSeconds, one.people.map((who) => who.name)])).toEqual([
      [1, 0, ["Ines"]],
      [2, 300, ["Cleo"]],
    ]);
    expect(steps[0]?.people[0]?.by).toContain("inbox");
    const other = await aTeam([[cto, "lead"]]);
    const plain = await previewTeam(await signedIn(admin), { teamId: other, severity: "P1" });
    expect(plain).toMatchObject({ policy: null, name: "Default path" });
    expect(plain.steps.map((one) => [one.afterSeconds, one.people[0]?.name])).toEqual([
      [0, "Cleo"],
      [900, "Cleo"],
      [1800, "Petra"],
    ]);
  });
});
