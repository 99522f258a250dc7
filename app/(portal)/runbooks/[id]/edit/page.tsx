import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RunbookForm } from "#components/runbooks/runbook-form.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { isAppError } from "#lib/platform/errors.ts";
import { pageCtx } from "#lib/registry/page.ts";
import { getRunbook, triggerMetrics } from "#lib/runbooks/queries.ts";
import { RunbookParams } from "#lib/runbooks/schema.ts";

export const metadata: Metadata = { title: "Edit runbook" };

/** A new version of a runbook; the one before is kept. */
export default async function EditRunbookPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const known = RunbookParams.safeParse(await params);
  if (!known.success) notFound();
  const runbook = await getRunbook(ctx, known.data.id).catch((error) =>
    isAppError(error) && error.code === "not_found" ? notFound() : Promise.reject(error),
  );
  if (runbook.abilities.edit !== true) notFound();
  const { id, version, title, kind, triggers, content, notes } = runbook;
  return (
    <>
      <PageHead
        title={`Edit ${title}`}
        crumbs={[
          { label: "Runbooks", href: "/runbooks" },
          { label: title, href: `/runbooks/${id}` },
          { label: "Edit" },
        ]}
      />
      <RunbookForm
        metrics={await triggerMetrics(ctx)}
        runbook={{ id, version, title, kind, triggers, content, notes }}
      />
    </>
  );
}
