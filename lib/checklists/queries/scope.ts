import { visibleTeams } from "#lib/people/queries.ts";
import { type Ctx, type Decision, isAdmin } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import type { Prisma } from "#prisma";
import type { Ability, Ref } from "../schema.ts";

export interface SeenTeam {
  id: string;
  name: string;
  zone: string;
  /** Members propose changes of checklists, a lead approves. */
  needsApproval: boolean;
}

const sawTeams = new WeakMap<Ctx, Promise<Map<string, SeenTeam>>>();

/** The teams whose checklists this actor sees, by id; looked up once a context. */
export function seenTeams(ctx: Ctx): Promise<Map<string, SeenTeam>> {
  const known = sawTeams.get(ctx);
  if (known) return known;
  const asked = reader(ctx)
    .team.findMany({
      where: visibleTeams(ctx.actor),
      select: { id: true, name: true, zone: true, needsApproval: true },
    })
    .then((rows) => new Map(rows.map((row) => [row.id, row])));
  sawTeams.set(ctx, asked);
  return asked;
}

/** The runs this actor sees: of teams they see, and those given to them. For use inside a `where`. */
export async function visibleRuns(ctx: Ctx): Promise<Prisma.ChecklistRunWhereInput> {
  if (ctx.actor.kind === "system" || isAdmin(ctx.actor)) return {};
  const teamId = { in: [...(await seenTeams(ctx)).keys()] };
  const me = ctx.actor.userId;
  if (me === null) return { teamId };
  return { OR: [{ teamId }, { ownerId: me }, { assignKind: "person", assignId: me }] };
}

/** Names of people by id, deactivated ones too: what they did stays under their name. */
export async function personNames(ctx: Ctx, ids: Iterable<string | null>): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)].filter((id): id is string => id !== null);
  if (wanted.length === 0) return new Map();
  const rows = await reader(ctx).user.findMany({
    where: { id: { in: wanted } },
    select: { id: true, name: true },
  });
  return new Map(rows.map((row) => [row.id, row.name]));
}

export async function serviceNames(ctx: Ctx, ids: Iterable<string | null>): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)].filter((id): id is string => id !== null);
  if (wanted.length === 0) return new Map();
  const rows = await reader(ctx).service.findMany({
    where: { id: { in: wanted } },
    select: { id: true, name: true },
  });
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Id and name; null for nobody. */
export const ref = (names: ReadonlyMap<string, string>, id: string | null): Ref | null =>
  id === null ? null : { id, name: names.get(id) ?? "Former member" };

export const ability = (decision: Decision): Ability =>
  decision === true ? { may: true, because: null } : { may: false, because: decision.because };

export const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
