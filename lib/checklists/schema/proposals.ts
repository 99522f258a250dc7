import { z } from "zod";
import { optionalText, text } from "#lib/platform/input.ts";
import type { ChecklistDefinition } from "../model.ts";
import { Ability, Loose, Ref } from "../schema.ts";
import { EditTemplate } from "./templates.ts";

/** A change as an edit gives it, with the words for the lead. */
export const ProposeTemplate = EditTemplate.extend({ reason: optionalText(1000, "The reason").default("") });
export type ProposeTemplate = z.output<typeof ProposeTemplate>;
export const ApproveProposal = z.strictObject({ note: optionalText(1000, "The note").default("") });
export const ReturnProposal = z.strictObject({ reason: text(1000, "The reason") });

export const PROPOSAL_STATES = ["waiting", "approved", "returned", "withdrawn"] as const;
export const ProposalDto = z.object({
  id: z.string(),
  template: Ref,
  team: Ref,
  /** The version it was written against. */
  onVersion: z.number(),
  reason: z.string(),
  state: z.enum(PROPOSAL_STATES),
  by: Ref.nullable(),
  at: z.string(),
  decidedBy: Ref.nullable(),
  decidedAt: z.string().nullable(),
  /** What the lead said with the decision. */
  decision: z.string(),
  /** What would be different, a line each. */
  changes: z.array(z.string()),
  definition: Loose,
  abilities: z.object({ decide: Ability }),
});
export type ProposalDto = Omit<z.infer<typeof ProposalDto>, "definition"> & {
  definition: ChecklistDefinition;
};
