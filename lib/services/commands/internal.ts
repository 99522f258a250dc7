import { type Ctx, isAdmin } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { conflict, invalidField, notFound } from "#lib/platform/errors.ts";
import { type ServiceHours, serviceHoursProblem } from "#lib/platform/time.ts";
import { definitionOf, figuresProblem, readThresholdKey, settingProblem } from "../model.ts";

/** Locked. @throws not_found, also when its team is closed to the actor */
export async function getServiceForUpdate(tx: Tx, ctx: Ctx, id: string) {
  await tx.$queryRaw`SELECT id FROM services WHERE id = ${id}::uuid FOR UPDATE`;
  const service = await tx.service.findUnique({
    where: { id },
    include: { team: { select: { id: true, name: true, visibility: true } } },
  });
  if (!service) throw notFound("service");
  const closed = service.team.visibility === "closed";
  if (closed && !isAdmin(ctx.actor) && !ctx.actor.teams.has(service.teamId)) throw notFound("service");
  return service;
}

/** @throws conflict when the service is archived */
export function requireInUse(service: { archivedAt: Date | null }): void {
  if (service.archivedAt) throw conflict("This service is archived.");
}

/** @throws invalid at `teamId` unless the team exists, is visible and not archived */
export async function requireTeam(tx: Tx, ctx: Ctx, teamId: string) {
  const team = await tx.team.findUnique({ where: { id: teamId } });
  const hidden = team?.visibility === "closed" && !isAdmin(ctx.actor) && !ctx.actor.teams.has(teamId);
  if (!team || team.archivedAt || hidden) throw invalidField("teamId", "There is no such team.");
  return team;
}

/** @throws invalid at `profileKey`: `general` is always there */
export async function requireProfile(tx: Tx, key: string): Promise<void> {
  if (key === "general") return;
  const profile = await tx.profile.findUnique({ where: { key }, select: { key: true } });
  if (!profile) throw invalidField("profileKey", "There is no profile with this key.");
}

/** The pager of a service is a line of its own team. @throws invalid */
export async function requireSchedule(tx: Tx, teamId: string, scheduleId: string): Promise<void> {
  const line = await tx.schedule.count({ where: { id: scheduleId, teamId, archivedAt: null } });
  if (line === 0) throw invalidField("scheduleId", "The service's team has no such schedule.");
}

/** @throws invalid at `serviceHours` when nobody could work in them */
export function requireHours(hours: ServiceHours | null | undefined): void {
  const problem = hours ? serviceHoursProblem(hours) : null;
  if (problem) throw invalidField("serviceHours", problem);
}

/** @throws not_found for an unknown key, invalid at `value` when it does not fit, conflict for a fixed one */
export function requireValue(key: string, value: unknown): void {
  const definition = definitionOf(key);
  if (!definition) throw notFound("setting");
  if (definition.fixed) throw conflict(`${definition.label} is the same everywhere. ${definition.fixed}`);
  const problem = settingProblem(definition, value);
  if (problem) throw invalidField("value", problem);
}

/**
 * Of a service a setting, or the figures of a metric, can be kept.
 * @returns the value to keep: figures with all three members
 */
export function requireServiceValue(key: string, value: unknown): unknown {
  if (!readThresholdKey(key)) {
    requireValue(key, value);
    return value;
  }
  const given = typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  const stranger = given && Object.keys(given).find((name) => !["target", "warn", "critical"].includes(name));
  if (!given || stranger)
    throw invalidField("value", "Give target, warn and critical, each a number or null.");
  const read = (name: string): number | null => {
    const found: unknown = (given as Record<string, unknown>)[name];
    if (found === undefined || found === null) return null;
    if (typeof found !== "number") throw invalidField(`value.${name}`, "This must be a number.");
    return found;
  };
  const figures = { target: read("target"), warn: read("warn"), critical: read("critical") };
  const problem = figuresProblem(figures);
  if (problem) throw invalidField("value", problem);
  return figures;
}

/** @throws not_found unless the key names a setting or the figures of a metric */
export function requireServiceKey(key: string): void {
  if (!readThresholdKey(key) && !definitionOf(key)) throw notFound("setting");
}
