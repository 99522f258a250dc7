import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AuditTabs } from "#components/audit/audit-tabs.tsx";
import { RefusalsTable } from "#components/audit/refusals-table.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { listRefusals } from "#lib/audit/queries.ts";
import { isAdmin } from "#lib/platform/context.ts";
import { plural } from "#lib/platform/format.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Refusals" };

/** S-221: who was refused what during the last 24 hours, most first. */
export default async function RefusalsPage() {
  const ctx = await pageCtx();
  if (!isAdmin(ctx.actor)) notFound();
  const rows = await listRefusals(ctx);
  const refusals = rows.reduce((sum, row) => sum + row.refusals, 0);
  return (
    <>
      <PageHead title="Audit" say={`${plural(refusals, "refusal")} in the last 24 hours.`}>
        <AuditTabs current="refusals" />
      </PageHead>
      <Panel label="Refusals">
        <RefusalsTable rows={rows} />
      </Panel>
    </>
  );
}
