import { type Ctx, isAdmin } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";
import { conflict, invalidField, notFound } from "#lib/platform/errors.ts";
import { once } from "#lib/platform/shared.ts";
import type { CarriedWorkSource } from "../model.ts";

/** @throws not_found */
export async function getPersonForUpdate(tx: Tx, id: string) {
  await tx.$queryRaw`SELECT id FROM users WHERE id = ${id}::uuid FOR UPDATE`;
  const user = await tx.user.findUnique({ where: { id } });
  if (!user) throw notFound("person");
  return user;
}

/** Locked, so that two changes of who leads it see each other. @throws not_found, also when it is not visible */
export async function getTeamForUpdate(tx: Tx, ctx: Ctx, id: string) {
  await tx.$queryRaw`SELECT id FROM teams WHERE id = ${id}::uuid FOR UPDATE`;
  const team = await tx.team.findUnique({ where: { id } });
  if (!team) throw notFound("team");
  if (team.visibility === "closed" && !isAdmin(ctx.actor) && !ctx.actor.teams.has(id)) throw notFound("team");
  return team;
}

/** @throws conflict when the team is archived */
export function requireOpenTeam(team: { archivedAt: Date | null }): void {
  if (team.archivedAt) throw conflict("This team is archived.");
}

/** @throws invalid at `path` unless it is somebody who is active */
export async function requireActivePeople(tx: Tx, ids: readonly string[], path: string): Promise<void> {
  const found = await tx.user.findMany({
    where: { id: { in: [...ids] }, deactivatedAt: null },
    select: { id: true },
  });
  const known = new Set(found.map((one) => one.id));
  const missing = ids.findIndex((id) => !known.has(id));
  if (missing >= 0)
    throw invalidField(
      ids.length > 1 ? `${path}.${missing}` : path,
      "There is no active person with this id.",
    );
}

/**
 * Makes sure that an active administrator is left without this one. All of them are locked first, so that two who
 * take each other's role away do not both succeed.
 * @throws conflict
 */
export async function requireAnotherAdmin(tx: Tx, userId: string): Promise<void> {
  const admins = await tx.$queryRaw<Array<{ id: string }>>`
    SELECT id::text AS id FROM users WHERE role = 'admin' AND deactivated_at IS NULL ORDER BY id FOR UPDATE`;
  if (!admins.some((one) => one.id !== userId))
    throw conflict("This is the last administrator. Make somebody else one first.");
}

const offered = () => once<CarriedWorkSource[]>("carried-work", () => []);

/** Called once at start by the registry: whom to ask what a person carries, in the order it is shown. */
export function setCarriedWork(sources: readonly CarriedWorkSource[]): void {
  const list = offered();
  list.splice(0, list.length, ...sources);
}

/** Whom to ask. */
export const carriedWorkSources = (): readonly CarriedWorkSource[] => offered();
