import { z } from "zod";
import { EscalationDto, WatchDto } from "#lib/escalations/schema.ts";
import { AroundDto, LinkDto } from "./links.ts";
import { FollowingDto, RoleDto } from "./people.ts";
import { TaskDto } from "./tasks.ts";

/** Whom a stakeholder update reaches, what became of the mails, and the page for outsiders. */
export const OutsideDto = z.object({
  people: z.number(),
  addresses: z.number(),
  mails: z.object({ sent: z.number(), waiting: z.number(), failed: z.number() }),
  /** `url` is told to whoever works the incident. */
  page: z.object({ at: z.string(), url: z.string().nullable() }).nullable(),
});
export type OutsideDto = z.infer<typeof OutsideDto>;

export const DetailsDto = z.object({
  roles: z.array(RoleDto),
  links: z.array(LinkDto),
  escalations: z.array(EscalationDto),
  /** What may call people again although somebody has it. */
  watch: WatchDto.nullable(),
  outside: OutsideDto,
  tasks: z.array(TaskDto),
  following: FollowingDto,
  around: AroundDto,
});
export type DetailsDto = z.infer<typeof DetailsDto>;
