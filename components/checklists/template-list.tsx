import { Anchor } from "#components/ui/anchor.tsx";
import { Badge } from "#components/ui/marks.tsx";
import { ListRow, Panel, RowTitle } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { TemplateRow } from "#lib/checklists/schema/templates.ts";
import { plural } from "#lib/platform/format.ts";
import { StartRunButton } from "./start-run-button.tsx";

/** Checklists with their cadence, to whom they go and when they come round next. */
export function TemplateList({ templates, mayStart }: { templates: TemplateRow[]; mayStart: boolean }) {
  return (
    <Panel label="Checklists">
      <ul>
        {templates.map((template) => (
          <ListRow
            key={template.id}
            two
            columns="minmax(min(12rem, 34%), 1fr) minmax(0, 260px) minmax(0, 190px) 120px"
            phoneColumns="minmax(0, 1fr) auto"
          >
            <RowTitle
              title={
                <span className="row">
                  <Anchor className="trunc" href={`/checklists/templates/${template.id}`}>
                    {template.title}
                  </Anchor>
                  {template.state === "active" ? null : <Badge>{template.state}</Badge>}
                </span>
              }
              sub={`${template.service?.name ?? template.team.name} · ${plural(template.itemsTotal, "item")}`}
            />
            <span className="desk grid">
              <span className="trunc">{template.cadenceWords}</span>
              {template.nextOpensAt ? (
                <span className="xs t3">
                  next <RelativeTime iso={template.nextOpensAt} show="moment" />
                </span>
              ) : null}
            </span>
            <span className="desk t2 trunc">{template.assigned.name}</span>
            <span className="end">
              {mayStart && template.state === "active" && template.itemsTotal > 0 ? (
                <StartRunButton templateId={template.id} title={template.title} />
              ) : null}
            </span>
          </ListRow>
        ))}
      </ul>
    </Panel>
  );
}
