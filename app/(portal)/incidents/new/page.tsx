import type { Metadata } from "next";
import { DeclareForm } from "#components/incidents/declare-form.tsx";
import { readPrefill } from "#components/incidents/prefill.ts";
import { PageHead } from "#components/shell/page-head.tsx";
import { readPager, readPlaces, readReportable, readSeverities } from "#lib/incidents/queries/choices.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Declare an incident" };

type Query = Promise<Record<string, string | string[] | undefined>>;

/** The form, prefilled from the address when a breaching reading or a service page leads here. */
export default async function DeclarePage({ searchParams }: { searchParams: Query }) {
  const ctx = await pageCtx();
  const [places, reportable, levels, query] = await Promise.all([
    readPlaces(ctx),
    readReportable(ctx),
    readSeverities(ctx),
    searchParams,
  ]);
  const { start, from, link } = readPrefill(query, places);
  const pager = start.teamId ? await readPager(ctx, start.teamId) : [];
  return (
    <>
      <PageHead
        title="Declare an incident"
        say="A title and a severity are enough. Everything else can follow."
      />
      <DeclareForm {...{ start, from, link, places, reportable, levels, pager }} />
    </>
  );
}
