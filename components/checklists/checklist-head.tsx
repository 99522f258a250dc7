import Plus from "lucide-react/icons/plus";
import { PageHead } from "#components/shell/page-head.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { SegmentedLinks } from "#components/ui/choices.tsx";

export type ChecklistView = "open" | "done" | "templates";

/** The head of the checklists: what to look at, and a new one for those who may make it. */
export function ChecklistHead({ view, mayMake }: { view: ChecklistView; mayMake: boolean }) {
  return (
    <PageHead title="Checklists">
      <SegmentedLinks
        label="View"
        items={[
          { href: "/checklists", label: "Due", current: view === "open" },
          { href: "/checklists?view=done", label: "Done", current: view === "done" },
          { href: "/checklists?view=templates", label: "All checklists", current: view === "templates" },
        ]}
      />
      {mayMake ? (
        <LinkButton href="/checklists/templates/new" icon={<Plus />}>
          New checklist
        </LinkButton>
      ) : null}
    </PageHead>
  );
}
