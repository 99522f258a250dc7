import { z } from "zod";
import * as input from "#lib/platform/input.ts";
import { id, optionalText, text, zone } from "#lib/platform/input.ts";
import { cursor, limit } from "#lib/platform/pagination.ts";
import { STATUSES, VENDOR_STATUSES } from "./model.ts";

const blank = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

export const IdParams = z.object({ id });
export const KeyParams = z.object({ key: z.string().max(140) });
export const ServiceKeyParams = z.object({ id, key: z.string().max(140) });
export const VendorParams = z.object({ key: z.string().max(80) });

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "Give a time as HH:MM.");
export const ServiceHours = z.strictObject({
  zone,
  days: z
    .array(z.int().min(1).max(7), "Choose weekdays, 1 for Monday to 7 for Sunday.")
    .min(1, "Choose at least one weekday.")
    .max(7),
  from: time,
  to: time,
});

export const Link = z.strictObject({
  title: text(80, "The link's title"),
  url: z
    .string({ error: "Give an address." })
    .trim()
    .max(500, "An address may have at most 500 characters.")
    .pipe(z.url({ protocol: /^https?$/, error: "Give an address that begins with http:// or https://." })),
});
const links = z.array(Link).max(20, "A service has at most 20 links.");
const profileKey = z.string().max(60);
const status = z.enum(STATUSES, "Choose working, degraded or down.");

export const ListServices = z.object({
  limit,
  cursor,
  q: blank(z.string().max(200)),
  team: blank(id),
  status: blank(status),
  archived: blank(z.enum(["true", "false"])),
});
export type ListServices = z.output<typeof ListServices>;

export const CreateService = z.strictObject({
  name: text(120, "The service's name"),
  about: optionalText(2000, "The description").default(""),
  teamId: id,
  profileKey: profileKey.default("general"),
  serviceHours: ServiceHours.nullable().default(null),
  links: links.default([]),
});
export type CreateService = z.output<typeof CreateService>;

export const EditService = z.strictObject({
  name: text(120, "The service's name").optional(),
  about: optionalText(2000, "The description").optional(),
  teamId: id.optional(),
  profileKey: profileKey.optional(),
  status: status.optional(),
  serviceHours: ServiceHours.nullable().optional(),
  links: links.optional(),
  /** Whose pager it has; null: its team's first line. */
  scheduleId: id.nullable().optional(),
  version: input.version,
});
export type EditService = z.output<typeof EditService>;

/** 0: nothing is stored yet. */
const settingVersion = z
  .int({ error: "version must be the number you read; 0 where nothing is set." })
  .min(0)
  .max(2_147_483_647);

/** A figure, a flag, a choice or several, or figures by name; which of them, the setting's own kind says. */
const settingValue = z.union(
  [
    z.number(),
    z.boolean(),
    z.string().max(200),
    z.array(z.string().max(200)).max(100),
    z.record(z.string().max(80), z.number().nullable()),
  ],
  "Give a value.",
);

export const PutSetting = z.strictObject({
  value: settingValue,
  version: settingVersion,
});
export const DropSetting = z.strictObject({ version: settingVersion });

export const EditVendor = z.strictObject({
  status: z.enum(VENDOR_STATUSES, "Choose working, failing or unknown.").optional(),
  dashboard: z.union([z.literal(""), Link.shape.url]).optional(),
  statusPage: z.union([z.literal(""), Link.shape.url]).optional(),
  version: input.version,
});
export type EditVendor = z.output<typeof EditVendor>;

const Named = z.object({ id: z.string(), name: z.string() });

export const ServiceDto = z.object({
  id: z.string(),
  name: z.string(),
  about: z.string(),
  team: Named,
  profile: z.object({ key: z.string(), name: z.string() }),
  status: z.enum(STATUSES),
  serviceHours: ServiceHours.nullable(),
  scheduleId: z.string().nullable(),
  links: z.array(z.object({ title: z.string(), url: z.string() })),
  archivedAt: z.string().nullable(),
  createdAt: z.string(),
  version: z.number(),
  ownSettings: z.number(),
  abilities: z.object({
    edit: z.boolean(),
    archive: z.boolean(),
    settings: z.boolean(),
    status: z.boolean(),
  }),
});
export type ServiceDto = z.infer<typeof ServiceDto>;

export const SettingDto = z.object({
  key: z.string(),
  label: z.string(),
  explain: z.string(),
  group: z.string(),
  conflict: z.string(),
  type: z.enum(["number", "flag", "choice", "choices", "figures"]),
  /** What the editor needs: unit and bounds, options, or figures. */
  unit: z.string().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  whole: z.boolean(),
  options: z.array(z.object({ value: z.string(), label: z.string() })),
  figures: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      unit: z.string(),
      min: z.number(),
      max: z.number(),
      whole: z.boolean(),
      optional: z.boolean(),
    }),
  ),
  judges: z.string().nullable(),
  fixed: z.string().nullable(),
  value: z.json(),
  /** `service`, `profile <key>`, `installation` or `default`. */
  from: z.string(),
  default: z.json(),
  presets: z.array(z.object({ profileKey: z.string(), profile: z.string(), value: z.json() })),
  /** Of what is stored here; 0 where nothing is. */
  version: z.number(),
  changedAt: z.string().nullable(),
  /** Services with a value of their own; on the installation's page only. */
  services: z.array(Named.extend({ value: z.json() })),
});
export type SettingDto = z.infer<typeof SettingDto>;

const figure = z.number().nullable();
export const ThresholdDto = z.object({
  key: z.string(),
  metric: z.string(),
  aggregation: z.string(),
  unit: z.string(),
  target: figure,
  warn: figure,
  critical: figure,
  from: z.string(),
  sources: z.object({
    target: z.string().nullable(),
    warn: z.string().nullable(),
    critical: z.string().nullable(),
  }),
  version: z.number(),
});
export type ThresholdDto = z.infer<typeof ThresholdDto>;

export const StakeholderParams = z.object({ id, stakeholderId: id });
export const AddStakeholder = z.strictObject({
  /** A person of the portal, or else a mail address. */
  userId: id.optional(),
  email: z
    .string({ error: "Give a mail address." })
    .trim()
    .toLowerCase()
    .max(254, "A mail address may have at most 254 characters.")
    .pipe(z.email("This is not a mail address, for example ines@example.org."))
    .optional(),
  name: optionalText(120, "The name").default(""),
});
export type AddStakeholder = z.output<typeof AddStakeholder>;

/** The secret in a mail's link to leave. */
export const Leave = z.strictObject({
  leave: z
    .string({ error: "The link is not whole." })
    .min(16, "The link is not whole.")
    .max(200, { error: "The link is not whole.", abort: true }),
});

export const StakeholderDto = z.object({
  id: z.string(),
  /** Null for a mail address. */
  userId: z.string().nullable(),
  email: z.string().nullable(),
  name: z.string(),
  at: z.string(),
  /** They left by their own link. */
  leftAt: z.string().nullable(),
});
export type StakeholderDto = z.infer<typeof StakeholderDto>;

export const VendorDto = z.object({
  key: z.string(),
  name: z.string(),
  purpose: z.string(),
  dashboard: z.string().nullable(),
  statusPage: z.string().nullable(),
  profileKey: z.string().nullable(),
  status: z.enum(VENDOR_STATUSES),
  version: z.number(),
  abilities: z.object({ edit: z.boolean() }),
});
export type VendorDto = z.infer<typeof VendorDto>;

export const ProfileDto = z.object({
  key: z.string(),
  name: z.string(),
  about: z.string(),
  stack: z.array(z.string()),
  loadedAt: z.string().nullable(),
});
export type ProfileDto = z.infer<typeof ProfileDto>;

export const page = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), limit: z.number() });
