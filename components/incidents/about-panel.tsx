"use client";

import { REPORT_WORD, TYPE_WORD } from "#components/incidents/words.ts";
import { DefinitionList } from "#components/patterns/definition-list.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { missingReportParts } from "#lib/incidents/model/life.ts";
import type { IncidentDto } from "#lib/incidents/schema/incidents.ts";
import { formatNumber } from "#lib/platform/format.ts";

/** The fields of impact, in reading order: key, words, unit (S-041). */
export const IMPACT = [
  { key: "usersPct", label: "Users affected", unit: "%" },
  { key: "tenants", label: "Tenants", unit: "" },
  { key: "failures", label: "Failures", unit: "" },
  { key: "performancePct", label: "Performance", unit: "% of normal" },
  { key: "money", label: "Money", unit: "" },
] as const;

function impactOf(impact: IncidentDto["impact"]) {
  return IMPACT.flatMap(({ key, label, unit }) => {
    const value = impact[key];
    if (value === null || value === undefined || value === "") return [];
    const text = typeof value === "number" ? formatNumber(value) : String(value);
    return [{ term: label, value: unit ? `${text} ${unit}` : text }];
  });
}

/** Summary, kind, who declared it, impact. */
export function AboutPanel({
  incident,
  onEdit,
}: {
  incident: IncidentDto;
  onEdit: (() => void) | undefined;
}) {
  const items = [
    { term: "Kind", value: TYPE_WORD[incident.type] },
    { term: "Team", value: incident.team.name },
    ...(incident.declaredBy ? [{ term: "Declared by", value: incident.declaredBy.name }] : []),
    ...(incident.assignee ? [{ term: "Owner", value: incident.assignee.name }] : []),
    ...impactOf(incident.impact),
  ];
  return (
    <Panel
      title="About"
      tight
      end={
        onEdit ? (
          <button type="button" className="link xs noprint" onClick={onEdit}>
            Edit
          </button>
        ) : null
      }
    >
      {incident.summary ? (
        <p className="px-3.5 pb-2.5 whitespace-pre-wrap wrap-anywhere">{incident.summary}</p>
      ) : null}
      <DefinitionList items={items} termWidth={104} />
    </Panel>
  );
}

const WRITABLE = new Set(["investigating", "mitigated", "resolved", "closed"]);

/** What happened, why, what resolved it; what is still missing is said. Closing needs all three. */
export function ReportPanel(props: { incident: IncidentDto; onWrite: (() => void) | undefined }) {
  const { incident, onWrite } = props;
  const missing = missingReportParts(incident.report);
  if (missing.length === 3 && !WRITABLE.has(incident.status)) return null;
  return (
    <Panel
      title="Report"
      tight
      end={
        onWrite ? (
          <button type="button" className="link xs noprint" onClick={onWrite}>
            {missing.length === 3 ? "Write" : "Edit"}
          </button>
        ) : null
      }
    >
      <dl className="grid gap-2 px-3.5 pb-3">
        {(["happened", "cause", "resolution"] as const).map((part) => (
          <div key={part}>
            <dt className="xs t2">{REPORT_WORD[part]}</dt>
            <dd className="whitespace-pre-wrap wrap-anywhere">
              {incident.report[part] || (
                <span className="row t3">
                  <StateGlyph state="none" small />
                  Missing
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
