import { z } from "zod";
import { id, text } from "#lib/platform/input.ts";
import { limit } from "#lib/platform/pagination.ts";
import { CATALOGUE_KINDS, type CatalogueKind } from "../catalogue-file.ts";

const kind = z.enum(CATALOGUE_KINDS as [CatalogueKind, ...CatalogueKind[]], "There is no such kind.");
const blank = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

export const LoadCatalogue = z.strictObject({
  /** `general` alone loads what carries no profile. */
  profiles: z
    .array(z.string("Name each profile by its key.").max(60), "Name the profiles as a list.")
    .min(1, "Choose at least one profile.")
    .max(20),
  teamId: id,
  /** The service that takes the profile: one there is, or the name of a new one. */
  serviceId: id.optional(),
  serviceName: text(120, "The service's name").optional(),
  /** Which of several profiles the service takes; absent: the first. */
  serviceProfile: z.string().max(60).optional(),
});
export type LoadCatalogue = z.output<typeof LoadCatalogue>;

export const ListEntries = z.object({
  kind: blank(kind),
  /** A profile's key, or `general`. */
  profile: blank(z.string().max(60)),
  q: blank(z.string().max(200)),
  cursor: z.string().max(400).optional(),
  limit,
});
export type ListEntries = z.output<typeof ListEntries>;

const Named = z.object({ id: z.string(), name: z.string() });
const Link = z.object({ label: z.string(), href: z.string() });
const Count = z.object({
  kind,
  label: z.string(),
  count: z.number(),
  /** No record is made from it: it is there to be read. */
  reference: z.boolean(),
});

export const CatalogueDto = z.object({
  profiles: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      about: z.string(),
      guide: z.string(),
      stack: z.array(z.string()),
      loadedAt: z.string().nullable(),
      /** What it brings beyond what every team gets. */
      brings: z.array(Count),
    }),
  ),
  /** What comes with any load. */
  general: z.object({ brings: z.array(Count) }),
  /** Things kept from earlier loads. */
  entries: z.number(),
  abilities: z.object({ load: z.boolean() }),
});
export type CatalogueDto = z.infer<typeof CatalogueDto>;

const Reason = z.object({ key: z.string(), title: z.string(), why: z.string() });

/** `inFile = inScope + otherProfiles`; `inScope` is the sum of the six that follow. */
export const KindReport = z.object({
  kind,
  label: z.string(),
  place: Link.nullable(),
  instead: z.string().nullable(),
  inFile: z.number(),
  otherProfiles: z.number(),
  inScope: z.number(),
  made: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  keptEdits: z.number(),
  asReference: z.number(),
  skipped: z.array(Reason),
  /** Which local edits were kept, and why. */
  kept: z.array(Reason),
});
export type KindReport = z.infer<typeof KindReport>;

export const LoadReport = z.object({
  at: z.string(),
  profiles: z.array(Named),
  team: Named,
  service: Named.extend({ profile: z.string(), made: z.boolean() }).nullable(),
  kinds: z.array(KindReport),
  totals: KindReport.omit({ kind: true, label: true, place: true, instead: true, skipped: true, kept: true })
    .extend({ skipped: z.number() })
    .describe("Over all kinds"),
  /** The reference copies behind all of it. */
  entries: z.object({ made: z.number(), updated: z.number(), unchanged: z.number() }),
  /** Loaded earlier and no longer in the files; they stay until somebody removes them. */
  gone: z.array(z.object({ kind: z.string(), key: z.string(), title: z.string() })),
  /** The daily check to begin with. */
  firstCheck: z.object({ templateId: z.string(), title: z.string() }).nullable(),
});
export type LoadReport = z.infer<typeof LoadReport>;

export const EntryDto = z.object({
  kind: z.string(),
  kindLabel: z.string(),
  key: z.string(),
  title: z.string(),
  profile: z.object({ key: z.string(), name: z.string() }).nullable(),
  content: z.json(),
  /** The record made from it, where the asker may see it. */
  live: Link.nullable(),
  /** No record is made from this kind yet: it is there to be read. */
  reference: z.boolean(),
  loadedAt: z.string(),
});
export type EntryDto = z.infer<typeof EntryDto>;
export const EntryList = z.object({
  items: z.array(EntryDto),
  nextCursor: z.string().nullable(),
  limit: z.number(),
});
