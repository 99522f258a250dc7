import { Anchor } from "#components/ui/anchor.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { ruleWords } from "#lib/checklists/model/words.ts";
import type { RunRow } from "#lib/checklists/schema/runs.ts";
import type { TemplateDto, VersionDto } from "#lib/checklists/schema/templates.ts";
import { formatSpan } from "#lib/platform/format.ts";
import { RunStateWord } from "./run-list.tsx";
import "./template.css";

/** When a checklist comes round, to whom it goes, when it is due. */
export function TemplateFacts({ template }: { template: TemplateDto }) {
  const { definition, estimateMinutes: estimate } = template;
  const facts: [string, React.ReactNode][] = [
    ["Comes round", template.cadenceWords],
    ...(template.rrule === null ? [] : ([["Zone", template.zone]] as [string, React.ReactNode][])),
    ["Goes to", template.assigned.name],
    [
      "Due after",
      definition.dueAfterMinutes === undefined
        ? "the usual time"
        : formatSpan(definition.dueAfterMinutes * 60),
    ],
    ["Takes", estimate ? `${estimate.min}–${estimate.max} min` : "not said"],
    ["Sign-off", definition.signOff ? "A second person" : "One person"],
  ];
  if (template.nextOccurrences.length > 0) {
    facts.push([
      "Next",
      <span key="next" className="tdates num">
        {template.nextOccurrences.map((iso) => (
          <RelativeTime key={iso} iso={iso} show="absolute" zone={template.zone} />
        ))}
      </span>,
    ]);
  }
  if (template.note) facts.push(["Note", template.note]);
  return (
    <Panel title="When and who" padded>
      <dl className="grid gap-2">
        {facts.map(([term, value]) => (
          <div key={term} className="grid grid-cols-[92px_minmax(0,1fr)]">
            <dt className="t2">{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

/** What makes a run escalate. */
export function TemplateRules({ template }: { template: TemplateDto }) {
  const rules = template.definition.escalateIf ?? [];
  if (rules.length === 0) return null;
  return (
    <Panel title="Escalates when" padded>
      <ul className="grid gap-1">
        {rules.map((rule) => (
          <li key={JSON.stringify(rule)}>{ruleWords(rule, template.definition.sections)}</li>
        ))}
      </ul>
    </Panel>
  );
}

/** Every version with who made it; the one that is shown is marked. */
export function TemplateVersions(props: { template: TemplateDto; versions: VersionDto[]; shown: number }) {
  const { template, versions, shown } = props;
  return (
    <Panel title="Versions" count={template.currentVersion}>
      <ul>
        {versions.map((version) => (
          <li
            key={version.id}
            className="tversion"
            aria-current={version.number === shown ? "true" : undefined}
          >
            <Anchor className="link" href={`/checklists/templates/${template.id}?version=${version.number}`}>
              Version {version.number}
              {version.number === template.currentVersion ? ", current" : ""}
            </Anchor>
            <span className="xs t3">
              {version.createdBy?.name ?? "From the catalogue"},{" "}
              <RelativeTime iso={version.createdAt} show="moment" /> · {version.cadenceWords}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** The last runs of this checklist. */
export function TemplateRuns({ runs }: { runs: RunRow[] }) {
  return (
    <Panel title="Last runs">
      {runs.length === 0 ? (
        <p className="t2 px-3.5 pb-3">It has not run yet.</p>
      ) : (
        <ul>
          {runs.map((run) => (
            <li key={run.id} className="tversion">
              <span className="row">
                <Anchor className="link" href={`/checklists/runs/${run.id}`}>
                  Run {run.number}
                </Anchor>
                <span className="end">
                  <RunStateWord run={run} />
                </span>
              </span>
              <span className="xs t3">
                <RelativeTime iso={run.opensAt} show="moment" />,{" "}
                {run.completedBy?.name ?? run.belongsTo.name}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
