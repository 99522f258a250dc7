import type { Ctx } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";

/** Takes the word for something that is said once: false when it was said before, also by another worker just now. */
export async function sayOnce(tx: Tx, ctx: Ctx, key: string): Promise<boolean> {
  const made = await tx.$queryRaw<unknown[]>`INSERT INTO oncall_notices (key, at) VALUES (${key}, ${ctx.now})
    ON CONFLICT (key) DO NOTHING RETURNING key`;
  return made.length > 0;
}
