import { Anchor } from "#components/ui/anchor.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { TemplateRow } from "#lib/checklists/schema/templates.ts";

/** The checklists that look after a service, and when each comes round. */
export function ServiceChecklists({ templates }: { templates: ReadonlyArray<TemplateRow> }) {
  return (
    <Panel title="Checklists" count={templates.length} tight>
      {templates.length === 0 ? (
        <EmptyState title="No checklist looks after it">
          <Anchor className="link" href="/checklists?view=templates">
            All checklists
          </Anchor>
        </EmptyState>
      ) : (
        <ul>
          {templates.map((one) => (
            <li key={one.id} className="border-line border-t">
              <Anchor
                className="grid px-3.5 py-1.5 hover:bg-hover max-sm:min-h-11"
                href={`/checklists/templates/${one.id}`}
              >
                <span className="trunc">{one.title}</span>
                <span className="xs t2">{one.cadenceWords}</span>
              </Anchor>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
