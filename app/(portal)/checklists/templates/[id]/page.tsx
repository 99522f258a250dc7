import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ProposalsPanel } from "#components/checklists/proposals-panel.tsx";
import { StartRunButton } from "#components/checklists/start-run-button.tsx";
import { TemplateItems } from "#components/checklists/template-items.tsx";
import { TemplateMenu } from "#components/checklists/template-menu.tsx";
import {
  TemplateFacts,
  TemplateRules,
  TemplateRuns,
  TemplateVersions,
} from "#components/checklists/template-side.tsx";
import { LiveRefresh } from "#components/shell/live.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { listProposals } from "#lib/checklists/queries/proposals.ts";
import { listRuns } from "#lib/checklists/queries/runs.ts";
import { listVersions, readTemplate } from "#lib/checklists/queries/templates.ts";
import { ListRuns } from "#lib/checklists/schema/runs.ts";
import { IdParams } from "#lib/checklists/schema.ts";
import { isAppError } from "#lib/platform/errors.ts";
import { pageCtx } from "#lib/registry/page.ts";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const load = cache(async (id: string) => {
  const ctx = await pageCtx();
  const given = IdParams.safeParse({ id });
  if (!given.success) notFound();
  try {
    return await readTemplate(ctx, given.data.id);
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await load((await params).id)).title };
}

/** A checklist: what it asks, when it comes round, what it was before, how its last runs went. */
export default async function TemplatePage({ params, searchParams }: Props) {
  const template = await load((await params).id);
  const ctx = await pageCtx();
  const query = await searchParams;
  const wanted = Number([query.version].flat()[0] ?? template.currentVersion);
  const [versions, runs, proposals] = await Promise.all([
    listVersions(ctx, template.id, { limit: 50 }),
    listRuns(ctx, ListRuns.parse({ templateId: template.id, limit: "8" })),
    listProposals(ctx, template.id),
  ]);
  const proposal = proposals.find((one) => one.id === [query.proposal].flat()[0]);
  const shown = versions.items.find((version) => version.number === wanted);
  return (
    <>
      <LiveRefresh kinds={["checklist-template"]} subjectId={template.id} />
      <PageHead
        title={template.title}
        crumbs={[
          { label: "Checklists", href: "/checklists?view=templates" },
          { label: template.service?.name ?? template.team.name },
        ]}
        mark={template.state === "active" ? null : <Badge>{template.state}</Badge>}
        say={
          proposal
            ? `This is what ${proposal.by?.name ?? "a former member"} proposed; runs begin with version ${template.currentVersion}.`
            : shown && shown.number !== template.currentVersion
              ? `This is version ${shown.number}; runs begin with version ${template.currentVersion}.`
              : undefined
        }
      >
        <div className="row wrap">
          {template.abilities.edit.may ? (
            <>
              <TemplateMenu id={template.id} title={template.title} state={template.state} />
              <LinkButton href={`/checklists/templates/${template.id}/edit`}>Edit</LinkButton>
            </>
          ) : template.abilities.propose.may ? (
            <LinkButton href={`/checklists/templates/${template.id}/edit`}>Propose a change</LinkButton>
          ) : null}
          {template.abilities.start.may && template.itemsTotal > 0 ? (
            <StartRunButton templateId={template.id} title={template.title} primary />
          ) : null}
        </div>
      </PageHead>
      <div className="cols">
        <TemplateItems definition={proposal?.definition ?? shown?.definition ?? template.definition} />
        <div className="stack">
          <ProposalsPanel title="Proposed changes" proposals={proposals} shown={proposal?.id} />
          <TemplateFacts template={template} />
          <TemplateRules template={template} />
          <TemplateRuns runs={runs.items} />
          <TemplateVersions template={template} versions={versions.items} shown={shown?.number ?? 0} />
        </div>
      </div>
    </>
  );
}
