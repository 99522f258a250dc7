import { db } from "#lib/platform/db.ts";
import { uuidv7 } from "#lib/platform/ids.ts";
import type { Prisma } from "#prisma";

/** An action row as it stands; `due` is YYYY-MM-DD. */
export async function anAction(
  teamId: string,
  facts: Partial<Prisma.ActionItemUncheckedCreateInput> & { due?: string } = {},
): Promise<string> {
  const { due, ...rest } = facts;
  const id = uuidv7();
  await db().actionItem.create({
    data: {
      id,
      teamId,
      title: `Action ${id.slice(-6)}`,
      dueOn: due ? new Date(`${due}T00:00:00Z`) : null,
      ...rest,
    },
  });
  return id;
}
