import type { CarriedWorkSource } from "../model.ts";

/** Teams of which the person is the only lead: somebody must take over. */
export const teamLeadSource: CarriedWorkSource = {
  kinds: ["team-lead"],
  async list(_ctx, tx, userId) {
    const led = await tx.membership.findMany({
      where: {
        userId,
        kind: "lead",
        team: { archivedAt: null, memberships: { none: { kind: "lead", userId: { not: userId } } } },
      },
      select: { team: { select: { id: true, name: true } } },
    });
    return led.map(({ team }) => ({
      kind: "team-lead",
      id: team.id,
      label: `Only lead of ${team.name}`,
      url: `/settings/teams/${team.id}`,
      teamId: team.id,
      required: true,
    }));
  },
  async handOver(ctx, tx, _userId, items, toUserId) {
    if (!toUserId) return;
    for (const { id } of items) {
      await tx.membership.upsert({
        where: { teamId_userId: { teamId: id, userId: toUserId } },
        create: { teamId: id, userId: toUserId, kind: "lead", createdAt: ctx.now },
        update: { kind: "lead" },
      });
    }
  },
};

/** Duty roles the person fills: policies and procedures that name them would reach nobody. */
export const dutyRoleSource: CarriedWorkSource = {
  kinds: ["duty-role"],
  async list(_ctx, tx, userId) {
    const duties = await tx.dutyAssignment.findMany({
      where: { userId, team: { archivedAt: null } },
      select: { roleKey: true, role: { select: { name: true } }, team: { select: { id: true, name: true } } },
    });
    return duties.map((one) => ({
      kind: "duty-role",
      id: `${one.team.id}:${one.roleKey}`,
      label: `${one.role.name} of ${one.team.name}`,
      url: `/settings/teams/${one.team.id}`,
      teamId: one.team.id,
    }));
  },
  async handOver(ctx, tx, _userId, items, toUserId) {
    if (!toUserId) return;
    await tx.dutyAssignment.createMany({
      data: items.map((item) => ({
        teamId: item.teamId ?? "",
        roleKey: item.id.slice(item.id.indexOf(":") + 1),
        userId: toUserId,
        createdAt: ctx.now,
      })),
      skipDuplicates: true,
    });
  },
};
