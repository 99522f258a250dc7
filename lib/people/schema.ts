import { z } from "zod";
import { ROLES } from "#lib/platform/context.ts";
import { id, optionalText, text, version, zone } from "#lib/platform/input.ts";
import { cursor, limit } from "#lib/platform/pagination.ts";
import { MEMBERSHIP_KINDS, THEMES, VISIBILITIES } from "./model.ts";

export const email = z
  .string({ error: "Give a mail address." })
  .trim()
  .toLowerCase()
  .max(254, "A mail address may have at most 254 characters.")
  .pipe(z.email("This is not a mail address, for example ines@example.org."));

/** 12 or more characters; no other rule, so that a sentence works (NIST SP 800-63B). */
export const newPassword = z
  .string({ error: "Give a password." })
  .min(12, "A password needs 12 or more characters; a short sentence is good.")
  .max(200, { error: "A password may have at most 200 characters.", abort: true })
  .refine((value) => new Set(value).size >= 5, "This password repeats too few characters.");

const role = z.enum(ROLES, "Choose viewer, responder, manager or admin.");
const kind = z.enum(MEMBERSHIP_KINDS, "Choose member, lead, deputy or reader.");
const phone = z
  .string({ error: "The phone number must be text." })
  .trim()
  .max(40, "A phone number may have at most 40 characters.")
  .regex(/^(\+?[\d\s()./-]{4,})?$/, "Give digits, with the country in front, for example +49 30 1234567.");

export const IdParams = z.object({ id });
export const MemberParams = z.object({ id, userId: id });
export const DutyParams = z.object({ id, roleKey: z.string().max(80) });

const blank = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

export const ListUsers = z.object({
  limit,
  cursor,
  /** Literal text in name or address. */
  q: blank(z.string().max(200)),
  team: blank(id),
  role: blank(role),
  state: blank(z.enum(["active", "deactivated", "all"])),
});
export type ListUsers = z.output<typeof ListUsers>;

export const ListTeams = z.object({
  limit,
  cursor,
  q: blank(z.string().max(200)),
  archived: blank(z.enum(["true", "false"])),
});
export type ListTeams = z.output<typeof ListTeams>;

export const EditMe = z.strictObject({
  name: text(120, "Your name").optional(),
  zone: zone.optional(),
  phone: phone.optional(),
  /** Says that mail address and phone are right as they stand (handoff, C-22). */
  contactConfirmed: z.literal(true).optional(),
  version,
});
export type EditMe = z.output<typeof EditMe>;

export const EditUser = z.strictObject({
  name: text(120, "The name").optional(),
  email: email.optional(),
  role: role.optional(),
  zone: zone.optional(),
  phone: phone.optional(),
  version,
});
export type EditUser = z.output<typeof EditUser>;

export const Preferences = z.strictObject({
  theme: z.enum(THEMES, "Choose light, dark or system.").optional(),
  singleKeys: z.boolean("singleKeys is true or false.").optional(),
});

/** Lists that can be kept as somebody likes to see them. */
const PLACES = ["incidents"] as const;
export const ViewsQuery = z.object({ place: z.enum(PLACES).catch("incidents") });
export const KeepView = z.strictObject({
  place: z.enum(PLACES, "Choose incidents."),
  name: text(60, "The name"),
  /** The filters as they stand in the address; null takes the view away. */
  query: optionalText(2000, "The filters").nullable(),
});
export type KeepView = z.output<typeof KeepView>;
export const SavedViewDto = z.object({ name: z.string(), query: z.string() });
export type SavedViewDto = z.infer<typeof SavedViewDto>;

export const CreateTeam = z.strictObject({
  name: text(120, "The team's name"),
  about: optionalText(1000, "The description").default(""),
  visibility: z.enum(VISIBILITIES, "Choose open or closed.").default("open"),
  zone: zone.default("UTC"),
  needsApproval: z.boolean().default(false),
  acceptsReports: z.boolean().default(true),
});
export type CreateTeam = z.output<typeof CreateTeam>;

export const EditTeam = z.strictObject({
  name: text(120, "The team's name").optional(),
  about: optionalText(1000, "The description").optional(),
  visibility: z.enum(VISIBILITIES, "Choose open or closed.").optional(),
  zone: zone.optional(),
  needsApproval: z.boolean().optional(),
  acceptsReports: z.boolean().optional(),
  version,
});
export type EditTeam = z.output<typeof EditTeam>;

export const PutMember = z.strictObject({ kind });
export const PutDuty = z.strictObject({
  userIds: z.array(id).max(50, "A duty role takes at most 50 people."),
});

export const Invite = z.strictObject({
  email,
  name: optionalText(120, "The name").default(""),
  role: role.default("responder"),
  teamId: id.optional(),
  teamKind: kind.default("member"),
});
export type Invite = z.output<typeof Invite>;

export const AcceptInvitation = z.strictObject({
  token: text(200, "The secret"),
  name: text(120, "Your name"),
  password: newPassword,
  zone,
});
export type AcceptInvitation = z.output<typeof AcceptInvitation>;

export const Deactivate = z.strictObject({
  replacements: z
    .array(z.strictObject({ kind: z.string().max(60), id: z.string().max(200), toUserId: id.nullable() }))
    .max(2000)
    .default([]),
});

const Named = z.object({ id: z.string(), name: z.string() });
export type Named = z.infer<typeof Named>;

export const UserDto = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  role: z.enum(ROLES),
  zone: z.string(),
  contactConfirmedAt: z.string().nullable(),
  deactivatedAt: z.string().nullable(),
  createdAt: z.string(),
  version: z.number(),
  teams: z.array(Named.extend({ kind: z.enum(MEMBERSHIP_KINDS) })),
  duties: z.array(z.object({ key: z.string(), name: z.string(), team: Named })),
  /** For administrators and the person: how the account is doing. */
  account: z
    .object({
      lastSignInAt: z.string().nullable(),
      lastSeenAt: z.string().nullable(),
      openSessions: z.number(),
      lockedUntil: z.string().nullable(),
      hasPassword: z.boolean(),
    })
    .nullable(),
  abilities: z.object({
    edit: z.boolean(),
    help: z.boolean(),
    deactivate: z.boolean(),
    reactivate: z.boolean(),
  }),
});
export type UserDto = z.infer<typeof UserDto>;

export const UserPageDto = UserDto.extend({
  /** The last 24 hours; for administrators. */
  trouble: z.object({ failedSignIns: z.number(), refusals: z.number() }).nullable(),
});
export type UserPageDto = z.infer<typeof UserPageDto>;

export const MeDto = UserDto.extend({
  preferences: z.object({ theme: z.enum(THEMES), singleKeys: z.boolean() }),
});
export type MeDto = z.infer<typeof MeDto>;

export const TeamDto = z.object({
  id: z.string(),
  name: z.string(),
  about: z.string(),
  visibility: z.enum(VISIBILITIES),
  zone: z.string(),
  needsApproval: z.boolean(),
  acceptsReports: z.boolean(),
  archivedAt: z.string().nullable(),
  createdAt: z.string(),
  version: z.number(),
  members: z.array(Named.extend({ email: z.string(), role: z.enum(ROLES), kind: z.enum(MEMBERSHIP_KINDS) })),
  duties: z.array(z.object({ key: z.string(), name: z.string(), note: z.string(), people: z.array(Named) })),
  services: z.number(),
  abilities: z.object({ edit: z.boolean(), archive: z.boolean(), members: z.boolean(), invite: z.boolean() }),
});
export type TeamDto = z.infer<typeof TeamDto>;

export const TeamListDto = TeamDto.omit({ members: true, duties: true }).extend({
  lead: Named.nullable(),
  memberCount: z.number(),
  mine: z.enum(MEMBERSHIP_KINDS).nullable(),
});
export type TeamListDto = z.infer<typeof TeamListDto>;

export const InvitationDto = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  team: Named.nullable(),
  teamKind: z.enum(MEMBERSHIP_KINDS),
  invitedBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  state: z.enum(["open", "accepted", "revoked", "expired"]),
});
export type InvitationDto = z.infer<typeof InvitationDto>;

export const CarriedWorkDto = z.object({
  kind: z.string(),
  id: z.string(),
  label: z.string(),
  url: z.string(),
  teamId: z.string().nullable(),
  required: z.boolean().optional(),
});

export const page = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), limit: z.number() });
