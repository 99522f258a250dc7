import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RunbookForm } from "#components/runbooks/runbook-form.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { pageCtx } from "#lib/registry/page.ts";
import { homesForRunbooks, triggerMetrics } from "#lib/runbooks/queries.ts";

export const metadata: Metadata = { title: "New runbook" };

/** A runbook from nothing. */
export default async function NewRunbookPage() {
  const ctx = await pageCtx();
  const [homes, metrics] = await Promise.all([homesForRunbooks(ctx), triggerMetrics(ctx)]);
  if (homes.length === 0) notFound();
  return (
    <>
      <PageHead title="New runbook" crumbs={[{ label: "Runbooks", href: "/runbooks" }, { label: "New" }]} />
      <RunbookForm metrics={metrics} homes={homes} />
    </>
  );
}
