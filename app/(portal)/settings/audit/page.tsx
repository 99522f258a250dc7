import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AuditFilters } from "#components/audit/audit-filters.tsx";
import { AuditList } from "#components/audit/audit-list.tsx";
import { AuditTabs } from "#components/audit/audit-tabs.tsx";
import { ChainNote } from "#components/audit/chain-note.tsx";
import { type PageQuery, readQuery } from "#components/auth/list-query.ts";
import { PageHead } from "#components/shell/page-head.tsx";
import { chainHead, listAudit } from "#lib/audit/queries.ts";
import { ListAudit } from "#lib/audit/schema.ts";
import { peopleChoices, teamChoices } from "#lib/people/queries/teams.ts";
import { isAdmin } from "#lib/platform/context.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Audit" };

const NAMES = ["person", "action", "subject", "team", "outcome", "asAdmin", "from", "to"] as const;

/** What was done, by whom, with filters in the address. */
export default async function AuditPage({ searchParams }: { searchParams: PageQuery }) {
  const ctx = await pageCtx();
  if (!isAdmin(ctx.actor)) notFound();
  const query = await readQuery(searchParams);
  const days = Number(query.days);
  const set = NAMES.flatMap((name): Array<[string, string]> => (query[name] ? [[name, query[name]]] : []));
  if (days > 0 && days <= 3660)
    set.push(["from", new Date(ctx.now.getTime() - days * 86_400_000).toISOString()]);
  const filter = ListAudit.safeParse({ ...Object.fromEntries(set), limit: "50" });
  const [first, head, people, teams] = await Promise.all([
    filter.success ? listAudit(ctx, filter.data) : { items: [], nextCursor: null },
    chainHead(ctx),
    peopleChoices(ctx),
    teamChoices(ctx),
  ]);
  const text = new URLSearchParams(set).toString();
  return (
    <>
      <PageHead
        title="Audit"
        say="Every change, sign-in and refusal. Nothing here can be changed or removed."
      >
        <AuditTabs current="all" />
      </PageHead>
      <AuditFilters query={query} people={people} teams={teams} />
      <div className="stack">
        <AuditList key={`${text} ${first.items[0]?.id}`} first={first} filter={text} />
        <ChainNote head={head} />
      </div>
    </>
  );
}
