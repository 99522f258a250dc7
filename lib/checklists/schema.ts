import { z } from "zod";
import { id, version } from "#lib/platform/input.ts";
import { cursor, limit } from "#lib/platform/pagination.ts";

export const figure = z.number("Give a number.").min(-1e15).max(1e15);
export const key = z
  .string("Give the item a key.")
  .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "A key is made of small letters, digits and hyphens, 60 at most.");

export const IdParams = z.object({ id });
export const Empty = z.strictObject({ version: version.optional() });
export const PageQuery = z.object({ limit, cursor });

export const Ref = z.object({ id: z.string(), name: z.string() });
export type Ref = z.infer<typeof Ref>;
export const Ability = z.object({ may: z.boolean(), because: z.string().nullable() });
export type Ability = z.infer<typeof Ability>;
export const Loose = z.looseObject({});
