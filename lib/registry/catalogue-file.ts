/**
 * The catalogue's files, read and checked: pure of any database. Every kind has a strict shape, so that a field nobody
 * reads, a figure that is no number or a name that leads nowhere is found here and named with its file.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { referenceKinds } from "./catalogue-kept.ts";
import { liveKinds } from "./catalogue-kinds.ts";

const shapes = { ...liveKinds, ...referenceKinds };
export type CatalogueKind = keyof typeof shapes;
export const CATALOGUE_KINDS = Object.keys(shapes) as CatalogueKind[];
const catalogueShape = z.strictObject(shapes);
export type CatalogueContent = z.infer<typeof catalogueShape>;

/** One thing of the catalogue, as it stands in its file. */
export interface CatalogueItem {
  kind: CatalogueKind;
  /** Unique within its kind. */
  key: string;
  title: string;
  /** Null: for every team. */
  profile: string | null;
  content: unknown;
}

export interface Catalogue {
  content: CatalogueContent;
  items: CatalogueItem[];
  /** How many things of each kind there are, for the report. */
  kinds(): Record<CatalogueKind, number>;
  /** What a service of this profile is offered: its own and what carries no profile ("general": only the latter). */
  itemsFor(profile: string): CatalogueItem[];
}

export const CATALOGUE_DIR = "prisma/catalogue";

function issues(file: string, error: z.ZodError): string[] {
  return error.issues.map((issue) => `${file}: ${issue.path.join(".")}: ${issue.message}`);
}

function readFiles(dir: string): { content: Record<string, unknown>; problems: string[] } {
  const content: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const file of readdirSync(dir)
    .filter((name) => name.endsWith(".yaml"))
    .sort()) {
    const parsed: unknown = parse(readFileSync(join(dir, file), "utf8"));
    if (typeof parsed !== "object" || parsed === null) {
      problems.push(`${file}: is empty.`);
      continue;
    }
    for (const [kind, value] of Object.entries(parsed)) {
      if (kind in content) problems.push(`${file}: ${kind} stands in another file, too.`);
      if (!(kind in shapes)) problems.push(`${file}: ${kind} is not a kind of the catalogue.`);
      else {
        const checked = z
          .strictObject({ [kind]: shapes[kind as CatalogueKind] })
          .safeParse({ [kind]: value });
        if (!checked.success) problems.push(...issues(file, checked.error));
      }
      content[kind] = value;
    }
  }
  return { content, problems };
}

const named = z.looseObject({
  key: z.string().optional(),
  profile: z.string().optional(),
  title: z.string().optional(),
  name: z.string().optional(),
  text: z.string().optional(),
  metric: z.string().optional(),
  aggregation: z.string().optional(),
  pattern: z.string().optional(),
  layer: z.string().optional(),
});

/** A thing's own key, or one made of what tells it apart from its neighbours. */
function itemOf(kind: CatalogueKind, value: unknown): CatalogueItem {
  if (typeof value === "string") return { kind, key: value, title: value, profile: null, content: value };
  const thing = named.parse(value);
  const parts = [thing.profile, thing.metric, thing.aggregation, thing.layer, thing.pattern];
  const key = thing.key ?? parts.filter((part) => part !== undefined).join("/");
  return {
    kind,
    key: key || kind,
    title: thing.title ?? thing.name ?? thing.text ?? thing.pattern ?? (key || kind),
    profile: thing.profile ?? null,
    content: value,
  };
}

/** Lists give one thing per entry, severities one per level, everything else is one thing as a whole. */
function itemsOf(content: CatalogueContent): CatalogueItem[] {
  return CATALOGUE_KINDS.flatMap((kind) => {
    const value = content[kind];
    if (kind === "severities") {
      const { levels, clock, rows } = content.severities;
      return levels.map((level) => itemOf(kind, { ...level, clock, rows }));
    }
    if (kind === "vendorRows") return [itemOf(kind, { rows: value })];
    return Array.isArray(value) ? value.map((one: unknown) => itemOf(kind, one)) : [itemOf(kind, value)];
  });
}

/**
 * Reads all files of the catalogue. Throws an Error with one line per problem: an unknown kind or field, a value of
 * the wrong kind, a kind twice or missing.
 */
export function readCatalogue(dir: string = CATALOGUE_DIR): Catalogue {
  const { content: raw, problems } = readFiles(dir);
  const whole = catalogueShape.safeParse(raw);
  for (const kind of CATALOGUE_KINDS)
    if (!(kind in raw)) problems.push(`${kind} is missing from the catalogue.`);
  if (!whole.success || problems.length > 0) {
    throw new Error(`The catalogue in ${dir} cannot be read.\n${problems.join("\n")}`);
  }
  const content = whole.data;
  const items = itemsOf(content);
  return {
    content,
    items,
    kinds: () =>
      Object.fromEntries(
        CATALOGUE_KINDS.map((kind) => [kind, items.filter((item) => item.kind === kind).length]),
      ) as Record<CatalogueKind, number>,
    itemsFor: (profile) => items.filter((item) => item.profile === null || item.profile === profile),
  };
}
