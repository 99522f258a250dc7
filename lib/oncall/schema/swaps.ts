import { z } from "zod";
import { id, optionalText } from "#lib/platform/input.ts";
import { NamedDto, order, ordered, span } from "../schema.ts";

/** Asks for a cover, or for a swap when a span to take in return is named. */
export const AskSwap = z
  .strictObject({
    ...span,
    /** Whose shift; absent: one's own. A lead may name another. */
    userId: id.optional(),
    /** Whom it asks; absent: anybody of the team. */
    toUserId: id.optional(),
    returns: z.strictObject(span).refine(ordered, order).optional(),
    reason: optionalText(500, "The reason").default(""),
  })
  .refine(ordered, order);
export type AskSwap = z.infer<typeof AskSwap>;

/** Whoever takes it; a lead may say it for another. */
export const TakeSwap = z.strictObject({ userId: id.optional() });
export type TakeSwap = z.infer<typeof TakeSwap>;
export const ListSwaps = z.object({ teamId: id.optional() });

/** Whose it is, where a form asks for it. */
const whose = z.guid({ error: "Choose a person." }).transform((value) => value.toLowerCase());
export const AddTimeOff = z
  .strictObject({ ...span, userId: whose.optional(), reason: optionalText(500, "The reason").default("") })
  .refine(ordered, order);
export type AddTimeOff = z.infer<typeof AddTimeOff>;

export const SwapDto = z.object({
  id: z.string(),
  schedule: NamedDto,
  kind: z.enum(["cover", "swap"]),
  user: NamedDto,
  askedBy: NamedDto.nullable(),
  from: z.string(),
  to: z.string(),
  toUser: NamedDto.nullable(),
  returns: z.object({ from: z.string(), to: z.string() }).nullable(),
  reason: z.string(),
  state: z.enum(["open", "offered", "agreed", "done", "declined", "withdrawn", "lapsed"]),
  offeredBy: NamedDto.nullable(),
  version: z.number(),
  abilities: z.object({
    offer: z.boolean(),
    accept: z.boolean(),
    approve: z.boolean(),
    decline: z.boolean(),
    withdraw: z.boolean(),
  }),
});
export type SwapDto = z.infer<typeof SwapDto>;

export const TimeOffDto = z.object({
  id: z.string(),
  user: NamedDto,
  from: z.string(),
  to: z.string(),
  reason: z.string(),
  /** The requests it raised. */
  requests: z.array(SwapDto),
});
export type TimeOffDto = z.infer<typeof TimeOffDto>;
