import type { Metadata } from "next";
import { TemplateEditor } from "#components/checklists/template-editor.tsx";
import { PageHead } from "#components/shell/page-head.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { editorChoices } from "#lib/checklists/queries/templates.ts";
import { pageCtx } from "#lib/registry/page.ts";

export const metadata: Metadata = { title: "New checklist" };

export default async function NewTemplatePage() {
  const choices = await editorChoices(await pageCtx());
  return (
    <>
      <PageHead
        title="New checklist"
        crumbs={[{ label: "Checklists", href: "/checklists?view=templates" }, { label: "New" }]}
      />
      {choices.teams.length > 0 ? (
        <TemplateEditor choices={choices} />
      ) : (
        <Panel label="New checklist">
          <EmptyState
            title="Checklists are made by the leads of a team"
            actions={<LinkButton href="/checklists?view=templates">See all checklists</LinkButton>}
          >
            Ask the lead of your team to make it, or to make you their deputy.
          </EmptyState>
        </Panel>
      )}
    </>
  );
}
