import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { TemplateEditor } from "#components/checklists/template-editor.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { editorChoices, readTemplate } from "#lib/checklists/queries/templates.ts";
import { IdParams } from "#lib/checklists/schema.ts";
import { isAppError } from "#lib/platform/errors.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "Edit a checklist" };

/** The editor of one checklist, for those who may change it or propose to; others are led to the checklist itself. */
export default async function EditTemplatePage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const given = IdParams.safeParse(await params);
  if (!given.success) notFound();
  const template = await readTemplate(ctx, given.data.id).catch((error: unknown) => {
    if (isAppError(error) && error.code === "not_found") notFound();
    throw error;
  });
  const { edit, propose } = template.abilities;
  const proposing = !edit.may && propose.may;
  if (!edit.may && !proposing) redirect(`/checklists/templates/${template.id}`);
  return (
    <>
      <PageHead
        title={`${proposing ? "Propose a change of" : "Edit"} ${template.title}`}
        crumbs={[
          { label: "Checklists", href: "/checklists?view=templates" },
          { label: template.title, href: `/checklists/templates/${template.id}` },
        ]}
        say={
          proposing
            ? "A lead of the team approves it or returns it; until then nothing changes."
            : "Saving makes a new version, from the next occurrence on."
        }
      />
      <TemplateEditor
        template={template}
        choices={await editorChoices(ctx, proposing ? template.team.id : null)}
        proposing={proposing}
      />
    </>
  );
}
