import { z } from "zod";
import { id, optionalText, version } from "#lib/platform/input.ts";
import { NamedDto, order, ordered, span } from "../schema.ts";

export const AddOverride = z
  .strictObject({
    /** Null: in words, nobody. */
    userId: id.nullable(),
    ...span,
    reason: optionalText(500, "The reason").default(""),
  })
  .refine(ordered, order);
export type AddOverride = z.infer<typeof AddOverride>;

export const EditOverride = z
  .strictObject({
    version,
    userId: id.nullable(),
    ...span,
    reason: optionalText(500, "The reason").default(""),
  })
  .refine(ordered, order);
export type EditOverride = z.infer<typeof EditOverride>;
export const OverrideParams = z.object({ id, overrideId: id });

export const OverrideDto = z.object({
  id: z.string(),
  user: NamedDto.nullable(),
  from: z.string(),
  to: z.string(),
  kind: z.enum(["override", "cover", "swap", "import"]),
  reason: z.string(),
  by: NamedDto.nullable(),
  version: z.number(),
});
export type OverrideDto = z.infer<typeof OverrideDto>;
