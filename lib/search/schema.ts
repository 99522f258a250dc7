import { z } from "zod";

export const SearchQuery = z.object({ q: z.string().max(500).default("") });

export const FoundDto = z.object({
  kind: z.string(),
  id: z.string(),
  label: z.string(),
  group: z.string(),
  href: z.string(),
  hint: z.string(),
  /** A verb the palette offers, for example acknowledge; null opens it. */
  verb: z.string().nullable(),
});
export type FoundDto = z.infer<typeof FoundDto>;
