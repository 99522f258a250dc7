import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EntryList } from "#components/catalogue/entry-list.tsx";
import { FilterBar } from "#components/patterns/filter-bar.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { KIND_WORDS, kindNamed } from "#lib/registry/catalogue/kinds.ts";
import { describeCatalogue, listEntries } from "#lib/registry/catalogue/queries.ts";
import { ListEntries } from "#lib/registry/catalogue/schema.ts";
import { pageCtx } from "#lib/registry/page.ts";

type Params = Promise<{ kind: string }>;
type Query = Promise<Record<string, string | string[] | undefined>>;
const PAGE = 50;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const kind = kindNamed((await params).kind);
  return { title: kind ? `${KIND_WORDS[kind].label} of the catalogue` : "Starter catalogue" };
}

/** What was loaded of one kind, as the file said it, to be read. */
export default async function KindPage({ params, searchParams }: { params: Params; searchParams: Query }) {
  const ctx = await pageCtx();
  const kind = kindNamed((await params).kind);
  if (!kind) notFound();
  const query = await searchParams;
  const one = (name: string) => [query[name]].flat()[0]?.slice(0, 200) ?? "";
  const filter = { q: one("q"), profile: one("profile") };
  const { profiles } = await describeCatalogue(ctx);
  const page = await listEntries(
    ctx,
    ListEntries.parse({ kind, ...filter, cursor: one("cursor") || undefined, limit: String(PAGE) }),
  );
  const { label, place, instead } = KIND_WORDS[kind];
  const here = `/settings/catalogue/${kind}`;
  const more = new URLSearchParams({ ...filter, cursor: page.nextCursor ?? "" });
  const say = place
    ? `Copies of what the files said. What holds now is under ${place.label}.`
    : "Kept as reference.";
  const options = [
    { value: "general", label: "For every team" },
    ...profiles.map((profile) => ({ value: profile.key, label: profile.name })),
  ];
  return (
    <>
      <PageHead
        title={label}
        say={instead ? `${say} ${instead}` : say}
        crumbs={[{ label: "Starter catalogue", href: "/settings/catalogue" }, { label }]}
      />
      <FilterBar
        action={here}
        label={label}
        search={{ name: "q", value: filter.q, placeholder: "Title or key" }}
        selects={[{ name: "profile", label: "Profile", any: "Any profile", value: filter.profile, options }]}
      />
      <EntryList
        label={label}
        entries={page.items}
        filtered={Boolean(filter.q || filter.profile)}
        more={page.nextCursor ? `${here}?${more}` : undefined}
      />
    </>
  );
}
