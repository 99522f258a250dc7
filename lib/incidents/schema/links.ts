import { z } from "zod";
import { optionalText, text } from "#lib/platform/input.ts";

export const LinkInput = z.strictObject({
  kind: z.enum(["checklist-item", "runbook", "incident", "vendor", "url"]),
  /** Run, runbook, incident or vendor; for `url` the address itself. */
  subjectId: text(2000, "What it links to"),
  part: optionalText(120, "The part").default(""),
});
export type LinkInput = z.infer<typeof LinkInput>;
export const LinkDto = z.object({
  id: z.string(),
  kind: z.string(),
  label: z.string(),
  url: z.string(),
  at: z.string(),
});
export type LinkDto = z.infer<typeof LinkDto>;

/** What one opens first: the service's own links and the vendors of its profile, those that fail first. */
export const AroundDto = z.object({
  links: z.array(z.object({ title: z.string(), url: z.string() })),
  vendors: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      status: z.string(),
      dashboard: z.string().nullable(),
      statusPage: z.string().nullable(),
    }),
  ),
});
export type AroundDto = z.infer<typeof AroundDto>;
