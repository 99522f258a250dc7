import { z } from "zod";
import { id, optionalText, text } from "#lib/platform/input.ts";
import { ROLES } from "../model.ts";
import { Ref } from "../schema.ts";

export const Escalate = z.strictObject({
  reason: text(1000, "The reason"),
  /** Absent: the next level of its path. */
  to: z
    .union(
      [
        z.strictObject({ level: z.int("Give the level's number.").min(1).max(20) }),
        z.strictObject({ userId: id }),
        z.strictObject({ teamId: id }),
      ],
      "Choose a level, a person or a team.",
    )
    .optional(),
});
export const SetRole = z.strictObject({
  userId: id.nullable(),
  /** What whoever takes over has to know; stands on the timeline. */
  note: optionalText(2000, "The note").optional(),
});
export const Follow = z.strictObject({ following: z.boolean("following is true or false.") });
export const RoleParams = z.object({ id, role: z.enum(ROLES, "There is no such role.") });

export const RoleDto = z.object({
  role: z.enum(ROLES),
  user: Ref,
  from: z.string(),
  until: z.string().nullable(),
});
export type RoleDto = z.infer<typeof RoleDto>;
export const CallableDto = z.object({
  people: z.array(Ref.extend({ teams: z.array(Ref) })),
  teams: z.array(Ref),
});
export type CallableDto = z.infer<typeof CallableDto>;

export const FollowingDto = z.object({ mine: z.boolean(), count: z.number() });
export type FollowingDto = z.infer<typeof FollowingDto>;
