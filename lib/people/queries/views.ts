import { type Ctx, personId } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import type { SavedViewDto } from "../schema.ts";

/** One's own saved views of a list, by name. */
export async function listViews(ctx: Ctx, place: string): Promise<SavedViewDto[]> {
  return reader(ctx).savedView.findMany({
    where: { userId: personId(ctx), place },
    orderBy: { name: "asc" },
    select: { name: true, query: true },
  });
}
