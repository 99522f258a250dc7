import { visibleTeams } from "#lib/people/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import type { FieldError } from "#lib/platform/errors.ts";
import { pick, storedOf } from "#lib/services/queries.ts";
import { type Definition, rolesOf } from "../model/definition.ts";
import type { Target } from "../model.ts";
import type { LackDto } from "../schema.ts";
import { labelsOf } from "./labels.ts";
import { peopleOf } from "./reach.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether what a target names is there; a sentence when it is not. */
async function targetProblem(ctx: Ctx, teamId: string, target: Target): Promise<string | null> {
  const tx = reader(ctx);
  const { kind, id } = target;
  if (kind === "user" || kind === "role" || kind === "channel") {
    if (!id) return `A target of the kind ${kind} needs an id.`;
  } else if (!id) return null;
  if (kind === "role")
    return (await tx.dutyRole.count({ where: { key: id } })) ? null : "There is no such duty role.";
  if (!UUID.test(id)) return "This is not an id.";
  const found = {
    user: () => tx.user.count({ where: { id, deactivatedAt: null } }),
    team: () => tx.team.count({ where: { AND: [{ id, archivedAt: null }, visibleTeams(ctx.actor)] } }),
    lead: () => tx.team.count({ where: { AND: [{ id, archivedAt: null }, visibleTeams(ctx.actor)] } }),
    channel: () => tx.teamChannel.count({ where: { id, teamId, archivedAt: null } }),
    schedule: () => tx.schedule.count({ where: { id, archivedAt: null, team: visibleTeams(ctx.actor) } }),
  } as const;
  if (!(kind in found)) return null;
  return (await found[kind as keyof typeof found]()) > 0
    ? null
    : `There is no such ${kind === "lead" ? "team" : kind}.`;
}

/** Targets that lead nowhere, each at its field. */
export async function targetErrors(ctx: Ctx, teamId: string, definition: Definition): Promise<FieldError[]> {
  const errors: FieldError[] = [];
  for (const [at, level] of definition.levels.entries())
    for (const [index, target] of level.targets.entries()) {
      const message = await targetProblem(ctx, teamId, target);
      if (message) errors.push({ path: `levels.${at}.targets.${index}.id`, message });
    }
  return errors;
}

export interface Reach {
  /** Levels that reach no person whatever the hour. */
  lacks: LackDto[];
  /** People whose contact data nobody has confirmed. */
  unconfirmed: Array<{ level: number; name: string }>;
}

/** Whether each level of a policy reaches a person (C-22); conditions of time do not count against it. */
export async function reachOf(ctx: Ctx, policy: { teamId: string; definition: Definition }): Promise<Reach> {
  const { levels } = policy.definition;
  const label = await labelsOf(
    ctx,
    levels.flatMap((level) => level.targets),
  );
  const reach: Reach = { lacks: [], unconfirmed: [] };
  for (const [index, level] of levels.entries()) {
    const people = await peopleOf(ctx, level, { teamId: policy.teamId, ownerId: null });
    if (people.length === 0) {
      const whom = level.targets.map(label).join(", ") || "nobody named";
      reach.lacks.push({ level: index + 1, words: `Level ${index + 1} reaches nobody (${whom}).` });
      continue;
    }
    const confirmed = await reader(ctx).user.findMany({
      where: { id: { in: people.map((one) => one.userId) }, contactConfirmedAt: { not: null } },
      select: { id: true },
    });
    if (confirmed.length === 0)
      reach.unconfirmed.push(...people.map((one) => ({ level: index + 1, name: one.name })));
  }
  if (levels.length === 0) reach.lacks.push({ level: 1, words: "It has no level." });
  return reach;
}

/** Whether somebody decided here that levels need confirmed contacts (C-22); as long as nobody did, it is only said. */
export async function needsConfirmed(ctx: Ctx, serviceId: string | null): Promise<boolean> {
  const stored = await storedOf(reader(ctx), ["escalation_contacts_required"], serviceId);
  const used = pick(stored, "escalation_contacts_required");
  return used.value === true && used.from !== "default";
}

/** Duty roles a policy names that nobody fills in its team: what a draft asks for. */
export async function openRolesOf(
  ctx: Ctx,
  policy: { teamId: string; definition: Definition },
): Promise<Array<{ key: string; name: string }>> {
  const keys = rolesOf(policy.definition);
  if (keys.length === 0) return [];
  const filled = await reader(ctx).dutyAssignment.findMany({
    where: { teamId: policy.teamId, roleKey: { in: keys }, user: { deactivatedAt: null } },
    select: { roleKey: true },
  });
  const has = new Set(filled.map((one) => one.roleKey));
  const roles = await reader(ctx).dutyRole.findMany({ where: { key: { in: keys } } });
  return keys
    .filter((key) => !has.has(key))
    .map((key) => ({ key, name: roles.find((role) => role.key === key)?.name ?? key }));
}
