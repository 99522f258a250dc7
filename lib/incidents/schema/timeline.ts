import { z } from "zod";
import { id, instant, text } from "#lib/platform/input.ts";
import { Ref } from "../schema.ts";

export const AddEntry = z.strictObject({
  kind: z.enum(["note", "decision"]).default("note"),
  text: text(10_000, "The note"),
  occurredAt: instant.optional(),
  starred: z.boolean().optional(),
});
export const PostUpdate = z.strictObject({
  text: text(5000, "The update"),
  audience: z.enum(["internal", "stakeholders"], "Choose internal or stakeholders."),
});
export const EntryParams = z.object({ id, entryId: id });
export const Star = z.strictObject({ starred: z.boolean() });

export const FileParams = z.object({ id, fileId: id });
export const FileQuery = z.object({
  name: z.string().max(300, "A name may have at most 300 characters.").default(""),
});

export const EntryDto = z.object({
  id: z.string(),
  kind: z.string(),
  text: z.string(),
  data: z.record(z.string(), z.unknown()),
  actor: Ref.nullable(),
  occurredAt: z.string(),
  at: z.string(),
  starred: z.boolean(),
});
export type EntryDto = z.infer<typeof EntryDto>;
