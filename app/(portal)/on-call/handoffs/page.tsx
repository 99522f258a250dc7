import type { Metadata } from "next";
import { readQuery } from "#components/auth/list-query.ts";
import { HandoffList } from "#components/handoffs/handoff-list.tsx";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { SegmentedLinks } from "#components/ui/choices.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { listHandoffs } from "#lib/handoffs/queries.ts";
import { ListHandoffs } from "#lib/handoffs/schema.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Handoffs" };
const PLACE = "/on-call/handoffs";

/** Handoffs of the past and those that wait: both signatures, found again years later. */
export default async function HandoffsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string>>;
}) {
  const ctx = await pageCtx();
  const query = await readQuery(searchParams);
  const known = ListHandoffs.safeParse(query);
  const filter = known.success ? known.data : ListHandoffs.parse({});
  const page = await listHandoffs(ctx, filter);
  const only = filter.only;
  const more = page.nextCursor
    ? `${PLACE}?${new URLSearchParams({ ...(only ? { only } : {}), cursor: page.nextCursor })}`
    : null;
  return (
    <>
      <PageHead
        title="Handoffs"
        crumbs={[{ label: "On-call", href: "/on-call" }, { label: "Handoffs" }]}
        say="Who handed the pager to whom, what went over, and who signed when."
      >
        <SegmentedLinks
          label="Which"
          items={[
            { label: "All", href: PLACE, current: only === undefined },
            { label: "Waiting", href: `${PLACE}?only=waiting`, current: only === "waiting" },
            { label: "Mine", href: `${PLACE}?only=mine`, current: only === "mine" },
          ]}
        />
      </PageHead>
      <Panel label="Handoffs">
        <HandoffList items={page.items} more={more} />
      </Panel>
      <LiveRefresh kinds={["handoff"]} />
    </>
  );
}
