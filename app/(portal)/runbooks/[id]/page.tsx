import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { RunbookAside } from "#components/runbooks/runbook-aside.tsx";
import { RunbookContent } from "#components/runbooks/runbook-content.tsx";
import { KIND_WORDS } from "#components/runbooks/words.ts";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { isAppError } from "#lib/platform/errors.ts";
import { pageCtx } from "#lib/registry/page.ts";
import { getRunbook, getVersion, listVersions } from "#lib/runbooks/queries.ts";
import { RunbookParams } from "#lib/runbooks/schema.ts";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ version?: string }> };

const orMissing = (error: unknown) =>
  isAppError(error) && error.code === "not_found" ? notFound() : Promise.reject(error);

const find = cache(async (id: string) => {
  const ctx = await pageCtx();
  const known = RunbookParams.safeParse({ id });
  return known.success ? getRunbook(ctx, known.data.id).catch(orMissing) : notFound();
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await find((await params).id)).title };
}

/** One runbook as it is now, or as it was in an earlier version. */
export default async function RunbookPage({ params, searchParams }: Props) {
  const ctx = await pageCtx();
  const runbook = await find((await params).id);
  const { version } = await searchParams;
  const wanted = version && /^\d{1,9}$/.test(version) ? Number(version) : runbook.version;
  const versions = await listVersions(ctx, runbook.id);
  const shown =
    wanted === runbook.version ? runbook : await getVersion(ctx, runbook.id, wanted).catch(orMissing);
  const old = shown !== runbook;
  const now = runbook.archivedAt ? "Archived" : (KIND_WORDS[runbook.kind] ?? "");
  return (
    <>
      <PageHead
        title={shown.title}
        crumbs={[{ label: "Runbooks", href: "/runbooks" }, { label: runbook.title }]}
        say={old ? `Version ${wanted}: this is not what it says now.` : now}
      >
        {old ? <LinkButton href={`/runbooks/${runbook.id}`}>Show the current version</LinkButton> : null}
        {!old && runbook.abilities.edit === true ? (
          <LinkButton href={`/runbooks/${runbook.id}/edit`}>Edit</LinkButton>
        ) : null}
      </PageHead>
      <div className="cols">
        <RunbookContent content={shown.content} notes={shown.notes} />
        <RunbookAside runbook={runbook} versions={versions} />
      </div>
      <LiveRefresh kinds={["runbook"]} subjectId={runbook.id} />
    </>
  );
}
