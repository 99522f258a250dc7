import { visibleTeams } from "#lib/people/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import type { Page } from "#lib/platform/pagination.ts";
import { once } from "#lib/platform/shared.ts";
import type { CatalogueEntry, Prisma } from "#prisma";
import { type Catalogue, type CatalogueItem, type CatalogueKind, readCatalogue } from "../catalogue-file.ts";
import { KIND_ORDER, KIND_WORDS } from "./kinds.ts";
import { canLoadCatalogue } from "./policy.ts";
import type { CatalogueDto, EntryDto, ListEntries } from "./schema.ts";
import { countByKind, itemsInScope, profileOf } from "./scope.ts";

/** The files as they were when this process first asked. */
export const starterCatalogue = (): Catalogue => once("starter-catalogue", () => readCatalogue());

function brings(items: readonly CatalogueItem[]) {
  const counts = countByKind(items.filter((item) => item.kind !== "profiles"));
  return KIND_ORDER.flatMap((kind) => {
    const count = counts[kind] ?? 0;
    const { label, place } = KIND_WORDS[kind];
    return count === 0 ? [] : [{ kind, label, count, reference: place === null }];
  });
}

/** The profiles of the catalogue, what each brings by itself, and which were loaded. */
export async function describeCatalogue(ctx: Ctx): Promise<CatalogueDto> {
  const { content, items } = starterCatalogue();
  const loaded = new Map(
    (await reader(ctx).profile.findMany({ select: { key: true, loadedAt: true } })).map((row) => [
      row.key,
      row.loadedAt?.toISOString() ?? null,
    ]),
  );
  const guides = new Map(content.guides.map((guide) => [guide.key, guide.title]));
  return {
    profiles: content.profiles.map(({ key, name, about, guide, stack }) => ({
      key,
      name,
      about,
      guide: guides.get(guide) ?? guide,
      stack,
      loadedAt: loaded.get(key) ?? null,
      brings: brings(items.filter((item) => profileOf(item) === key)),
    })),
    general: { brings: brings(itemsInScope(starterCatalogue(), [])) },
    entries: await reader(ctx).catalogueEntry.count(),
    abilities: { load: canLoadCatalogue(ctx.actor) === true },
  };
}

const LIST = "catalogue-entries";
const cursorOf = (row: CatalogueEntry) =>
  Buffer.from(JSON.stringify([LIST, row.kind, row.key])).toString("base64url");

function after(cursor: string | undefined): Prisma.CatalogueEntryWhereInput {
  if (!cursor) return {};
  try {
    const [list, kind, key] = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")) as unknown[];
    if (list === LIST && typeof kind === "string" && typeof key === "string")
      return { OR: [{ kind: { gt: kind } }, { kind, key: { gt: key } }] };
  } catch {
    // falls through: rubbish and foreign cursors get the same answer
  }
  throw new AppError("bad_cursor", "This cursor is not from this list. Start again without one.");
}

const literal = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

const TEMPLATES = new Set(["checklists", "deploymentChecklists"]);
const RUNBOOKS = new Set(["runbooks", "recoveryProcedures", "responseProcedures"]);

/** Where the record made from an entry is; a template of a closed team only for those who see the team. */
async function linksOf(ctx: Ctx, rows: readonly CatalogueEntry[]): Promise<Map<string, string>> {
  const ids = rows.flatMap((row) => (TEMPLATES.has(row.kind) && row.subjectId ? [row.subjectId] : []));
  const teams = await reader(ctx).team.findMany({ where: visibleTeams(ctx.actor), select: { id: true } });
  const templates = await reader(ctx).checklistTemplate.findMany({
    where: { id: { in: ids }, teamId: { in: teams.map((team) => team.id) } },
    select: { id: true },
  });
  const seen = new Set(templates.map((row) => row.id));
  return new Map(
    rows.flatMap((row) => {
      const at = `${row.kind}/${row.key}`;
      if (row.kind === "kpis") return [[at, `/kpis/${row.key}`]];
      if (!row.subjectId) return [];
      if (RUNBOOKS.has(row.kind)) return [[at, `/runbooks/${row.subjectId}`]];
      return seen.has(row.subjectId) ? [[at, `/checklists/templates/${row.subjectId}`]] : [];
    }),
  );
}

function present(
  row: CatalogueEntry,
  names: ReadonlyMap<string, string>,
  links: ReadonlyMap<string, string>,
): EntryDto {
  const words = Object.hasOwn(KIND_WORDS, row.kind) ? KIND_WORDS[row.kind as CatalogueKind] : null;
  const href = links.get(`${row.kind}/${row.key}`);
  return {
    kind: row.kind,
    kindLabel: words?.label ?? row.kind,
    key: row.key,
    title: row.title,
    profile: row.profileKey
      ? { key: row.profileKey, name: names.get(row.profileKey) ?? row.profileKey }
      : null,
    content: row.content as EntryDto["content"],
    live: words?.place ? { label: words.place.label, href: href ?? words.place.href } : null,
    reference: !words?.place,
    loadedAt: row.loadedAt.toISOString(),
  };
}

/** What was loaded, as the files said it: by kind and key. @throws bad_cursor */
export async function listEntries(ctx: Ctx, filter: ListEntries): Promise<Page<EntryDto>> {
  const contains = filter.q ? { contains: literal(filter.q), mode: "insensitive" as const } : undefined;
  const rows = await reader(ctx).catalogueEntry.findMany({
    where: {
      AND: [
        filter.kind ? { kind: filter.kind } : {},
        filter.profile ? { profileKey: filter.profile === "general" ? "" : filter.profile } : {},
        contains ? { OR: [{ title: contains }, { key: contains }] } : {},
        after(filter.cursor),
      ],
    },
    orderBy: [{ kind: "asc" }, { key: "asc" }],
    take: filter.limit + 1,
  });
  const shown = rows.slice(0, filter.limit);
  const profiles = await reader(ctx).profile.findMany({ select: { key: true, name: true } });
  const names = new Map(profiles.map((row) => [row.key, row.name]));
  const links = await linksOf(ctx, shown);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => present(row, names, links)),
    nextCursor: rows.length > filter.limit && last ? cursorOf(last) : null,
    limit: filter.limit,
  };
}

/** How many entries of each kind are kept, in reading order. */
export async function countEntries(
  ctx: Ctx,
): Promise<Array<{ kind: CatalogueKind; label: string; count: number; reference: boolean }>> {
  const groups = await reader(ctx).catalogueEntry.groupBy({ by: ["kind"], _count: true });
  const counts = new Map(groups.map((one) => [one.kind, one._count]));
  return KIND_ORDER.flatMap((kind) => {
    const { label, place } = KIND_WORDS[kind];
    const count = counts.get(kind) ?? 0;
    return count === 0 ? [] : [{ kind, label, count, reference: place === null }];
  });
}
