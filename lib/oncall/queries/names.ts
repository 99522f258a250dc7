import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";

export interface Named {
  id: string;
  name: string;
}

/** The names of people, also of those who have left. An id that nobody has is "somebody who has left". */
export async function namesOf(ctx: Ctx, ids: Iterable<string | null>): Promise<(id: string) => Named> {
  const wanted = [...new Set([...ids].filter((id): id is string => id !== null))];
  const rows =
    wanted.length === 0
      ? []
      : await reader(ctx).user.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  const byId = new Map(rows.map((row) => [row.id, row.name]));
  return (id) => ({ id, name: byId.get(id) ?? "somebody who has left" });
}

/** The same for an id that may be nobody. */
export const orNobody =
  (name: (id: string) => Named) =>
  (id: string | null): Named | null =>
    id === null ? null : name(id);
