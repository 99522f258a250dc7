import type { Ctx, MembershipKind, Role } from "#lib/platform/context.ts";
import type { Tx } from "#lib/platform/db.ts";

/*
 * Person        somebody with an account; deactivated people stay in the record under their name.
 * Team          owns services and everything on them; open (all read) or closed (members, readers, admins).
 * Membership    what a person is in a team: member, lead, deputy, or reader of a closed one.
 * Duty role     what procedures and policies name (tech lead, CTO, DBA …); each team fills it with people.
 * Carried work  whatever would have nobody when a person is deactivated.
 */

export const MEMBERSHIP_KINDS = ["member", "lead", "deputy", "reader"] as const;
export const VISIBILITIES = ["open", "closed"] as const;
export type Visibility = (typeof VISIBILITIES)[number];

export const THEMES = ["light", "dark", "system"] as const;

/** How long an invitation link is good, in days. */
export const INVITATION_DAYS = 7;

/** One thing a person carries. `id` is unique within its kind. */
export interface CarriedWork {
  /** `team-lead`, `duty-role`, `incident`, `run`, `action`, … */
  kind: string;
  id: string;
  label: string;
  url: string;
  teamId: string | null;
  /** It cannot be left with nobody: a replacement must be named. */
  required?: boolean;
}

/** What each room offers, so that nothing is left with somebody who is gone. */
export interface CarriedWorkSource {
  /** The kinds it lists, so that each item finds its way back. */
  kinds: readonly string[];
  list(ctx: Ctx, tx: Tx, userId: string): Promise<CarriedWork[]>;
  /** Gives these items to somebody, or lets them go when `toUserId` is null. */
  handOver(ctx: Ctx, tx: Tx, userId: string, items: CarriedWork[], toUserId: string | null): Promise<void>;
}

/** Whether the team has a lead left among those who stay. */
export function keepsALead(
  members: ReadonlyArray<{ userId: string; kind: string }>,
  without: string,
): boolean {
  return members.some((one) => one.kind === "lead" && one.userId !== without);
}

const rank: Record<Role, number> = { viewer: 0, responder: 1, manager: 2, admin: 3 };

/** Whether one role is at most another: a lead invites nobody above a responder. */
export const roleAtMost = (role: Role, most: Role) => rank[role] <= rank[most];

/** How a membership is said. */
export const KIND_WORDS: Record<MembershipKind, string> = {
  member: "Member",
  lead: "Lead",
  deputy: "Deputy",
  reader: "Reader",
};

export interface Replacement {
  kind: string;
  id: string;
  /** Null: nobody takes it. */
  toUserId: string | null;
}

/** What has no answer yet: every item needs one, and a required item needs a person. */
export function unanswered(
  items: readonly CarriedWork[],
  replacements: readonly Replacement[],
): CarriedWork[] {
  const answer = new Map(replacements.map((one) => [`${one.kind}:${one.id}`, one.toUserId]));
  return items.filter((item) => {
    const to = answer.get(`${item.kind}:${item.id}`);
    return to === undefined || (item.required === true && to === null);
  });
}

/** A page says every so often that somebody has it open; after so long without that they are gone. */
export const HERE_EVERY_SECONDS = 8;
export const HERE_SECONDS = 20;
