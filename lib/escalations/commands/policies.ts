import { visibleTeams } from "#lib/people/queries.ts";
import { type Ctx, within } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { conflict, type FieldError, invalid, invalidField, stale } from "#lib/platform/errors.ts";
import type { Audience } from "#lib/platform/events.ts";
import type { EscalationPolicy } from "#prisma";
import { type Definition, readDefinition, severitiesOf } from "../model/definition.ts";
import { ROUND_SECONDS, type Severity } from "../model.ts";
import { findPolicy, getPolicy } from "../queries/policies.ts";
import { needsConfirmed, reachOf, targetErrors } from "../queries/validation.ts";
import type { CreatePolicy, PolicyDto } from "../schema.ts";
import { asJson } from "./internal.ts";

export interface LockedPolicy {
  row: EscalationPolicy;
  audience: Audience;
}

export const presentPolicy = (tx: Tx, ctx: Ctx, id: string): Promise<PolicyDto> =>
  getPolicy(within(ctx, tx), id);

/** The row, locked. @throws not_found, stale */
export async function getPolicyForUpdate(
  tx: Tx,
  ctx: Ctx,
  id: string,
  version?: number,
): Promise<LockedPolicy> {
  await tx.$queryRaw`SELECT id FROM escalation_policies WHERE id = ${id}::uuid FOR UPDATE`;
  const found = await findPolicy(within(ctx, tx), id);
  if (version !== undefined && found.row.version !== version)
    throw stale("escalation policy", await presentPolicy(tx, ctx, id));
  return found;
}

type Given = Pick<
  CreatePolicy,
  "levels" | "roundSeconds" | "rounds" | "ackTimeoutSeconds" | "backstopSeconds" | "conditions"
>;
type Optional<T> = { [K in keyof T]?: T[K] | undefined };

/** What a request says, on top of what the policy held before. */
export function mergeDefinition(before: Definition | null, given: Optional<Given>): Definition {
  const levels = given.levels?.map((level) => ({
    delaySeconds: level.delaySeconds,
    targets: level.targets.map((target) => ({ kind: target.kind, id: target.id ?? null })),
    conditions: level.conditions ?? [],
  }));
  const kept = <T>(value: T | undefined, old: T): T => (value === undefined ? old : value);
  return {
    levels: levels ?? before?.levels ?? [],
    roundSeconds: given.roundSeconds ?? before?.roundSeconds ?? ROUND_SECONDS,
    rounds: kept(given.rounds, before?.rounds ?? null),
    ackTimeoutSeconds: kept(given.ackTimeoutSeconds, before?.ackTimeoutSeconds ?? null),
    backstopSeconds: kept(given.backstopSeconds, before?.backstopSeconds ?? null),
    conditions: given.conditions ?? before?.conditions ?? [],
  };
}

/** @throws invalid at the targets that lead nowhere, or at the service that is not the team's */
export async function requirePlaces(
  tx: Tx,
  ctx: Ctx,
  policy: { teamId: string; serviceId: string | null; definition: Definition },
): Promise<void> {
  const errors = await targetErrors(within(ctx, tx), policy.teamId, policy.definition);
  if (errors.length > 0) throw invalid(errors);
  if (!policy.serviceId) return;
  const service = await tx.service.count({
    where: { id: policy.serviceId, teamId: policy.teamId, archivedAt: null },
  });
  if (service === 0) throw invalidField("serviceId", "This team has no such service.");
}

/** The team a new policy is for. @throws invalid */
export async function requireTeam(tx: Tx, ctx: Ctx, teamId: string): Promise<void> {
  const team = await tx.team.count({
    where: { AND: [{ id: teamId, archivedAt: null }, visibleTeams(ctx.actor)] },
  });
  if (team === 0) throw invalidField("teamId", "There is no such team, or you may not see it.");
}

/** Why a policy cannot be in force, each at its level; empty when it can. */
export async function obstacles(
  tx: Tx,
  ctx: Ctx,
  policy: { teamId: string; serviceId: string | null; definition: Definition },
): Promise<FieldError[]> {
  const reader = within(ctx, tx);
  const reach = await reachOf(reader, policy);
  const at = (level: number) => `levels.${level - 1}.targets`;
  const errors = reach.lacks.map((lack) => ({ path: at(lack.level), message: lack.words }));
  if (reach.unconfirmed.length > 0 && (await needsConfirmed(reader, policy.serviceId)))
    for (const one of reach.unconfirmed)
      errors.push({ path: at(one.level), message: `${one.name} has not confirmed their contact data.` });
  return errors;
}

/** The policy that judges one of these severities already, or null. */
export async function rivalOf(
  tx: Tx,
  policy: { id: string; teamId: string; serviceId: string | null; severities: string[] },
): Promise<{ name: string; severity: string } | null> {
  const scope = await tx.escalationScope.findFirst({
    where: {
      teamId: policy.teamId,
      serviceKey: policy.serviceId ?? "",
      severity: { in: policy.severities },
      policyId: { not: policy.id },
    },
    select: { severity: true, policy: { select: { name: true } } },
  });
  return scope ? { name: scope.policy.name, severity: scope.severity } : null;
}

/**
 * Puts a policy in force: claims its scopes, whose key lets one policy judge a team, severity and service.
 * @throws invalid when a level reaches nobody, conflict when another policy judges there
 */
export async function enforce(tx: Tx, ctx: Ctx, row: EscalationPolicy): Promise<void> {
  const definition = readDefinition(row.definition);
  const errors = await obstacles(tx, ctx, { ...row, definition });
  if (errors.length > 0) throw invalid(errors);
  const severities = row.severities.length > 0 ? row.severities : severitiesOf(row.definition);
  if (severities.length === 0) throw invalidField("severities", "Choose at least one severity.");
  const rival = await rivalOf(tx, { ...row, severities });
  if (rival)
    throw conflict(
      `${rival.name} judges ${rival.severity} here already. Two policies for the same incident would leave open who is called: make that one a draft first.`,
    );
  await release(tx, row.id);
  await tx.escalationScope.createMany({
    data: [...new Set(severities)].map((severity) => ({
      teamId: row.teamId,
      serviceKey: row.serviceId ?? "",
      severity,
      policyId: row.id,
    })),
  });
}

/** Takes a policy out of force. */
export async function release(tx: Tx, policyId: string): Promise<void> {
  await tx.escalationScope.deleteMany({ where: { policyId } });
}

export const definitionJson = (definition: Definition) => asJson(definition);
export type { Severity };
