"use client";

import { useEffect, useRef } from "react";
import { NextSteps } from "#components/catalogue/next-steps.tsx";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { Table } from "#components/ui/table.tsx";
import { plural } from "#lib/platform/format.ts";
import type { KindReport, LoadReport } from "#lib/registry/catalogue/schema.ts";

const HEADS = [
  "In file",
  "Other profiles",
  "In scope",
  "Made",
  "Updated",
  "Unchanged",
  "Edits kept",
  "As reference",
  "Skipped",
];

type Counted = Pick<
  KindReport,
  "inFile" | "otherProfiles" | "inScope" | "made" | "updated" | "unchanged" | "keptEdits" | "asReference"
>;
const cellsOf = (one: Counted, skipped: number) => [
  one.inFile,
  one.otherProfiles,
  one.inScope,
  one.made,
  one.updated,
  one.unchanged,
  one.keptEdits,
  one.asReference,
  skipped,
];

function Cells({ values }: { values: number[] }) {
  return values.map((value, index) => (
    <td key={HEADS[index]} className={value === 0 ? "r num t3" : "r num"}>
      {value}
    </td>
  ));
}

function sentence({ totals, service, team }: LoadReport): string {
  const parts = [
    totals.made > 0 ? `${totals.made} made` : "",
    totals.updated > 0 ? `${totals.updated} updated` : "",
    totals.unchanged > 0 ? `${totals.unchanged} there already` : "",
    totals.keptEdits > 0 ? `${plural(totals.keptEdits, "local edit")} kept` : "",
    totals.asReference > 0 ? `${totals.asReference} kept to be read` : "",
    totals.skipped > 0 ? `${totals.skipped} skipped` : "",
  ].filter(Boolean);
  const last = parts.pop();
  const told = parts.length > 0 ? `${parts.join(", ")} and ${last}` : (last ?? "nothing to do");
  const taken = service
    ? ` ${service.name} ${service.made ? "was made and takes" : "takes"} the profile “${service.profile}”.`
    : "";
  return `For ${team.name}: ${told}.${taken}`;
}

/** What was not simply loaded, with the reason. */
function Reasons({ report }: { report: LoadReport }) {
  const told = report.kinds.flatMap((one) => [
    ...one.skipped.map((thing) => ({ ...thing, kind: one.label, state: "crit" as const })),
    ...one.kept.map((thing) => ({ ...thing, kind: one.label, state: "ok" as const })),
  ]);
  if (told.length === 0 && report.gone.length === 0) return null;
  return (
    <Panel title="Left as it is" count={told.length + report.gone.length} padded>
      <ul className="grid gap-1.5">
        {told.map((thing) => (
          <li key={`${thing.kind}/${thing.key}`} className="row">
            <StateGlyph state={thing.state} small />
            <span>
              <span className="m">{thing.title}</span> <span className="t2">({thing.kind})</span>: {thing.why}
            </span>
          </li>
        ))}
        {report.gone.map((thing) => (
          <li key={`${thing.kind}/${thing.key}`} className="row">
            <StateGlyph state="none" small />
            <span>
              <span className="m">{thing.title}</span>: no longer in the catalogue; what was loaded stays.
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Account({ kinds, last }: { kinds: ReadonlyArray<KindReport>; last: Array<[string, number[]]> }) {
  return (
    <Table caption="What became of each kind" headed>
      <thead>
        <tr>
          <th scope="col">Kind</th>
          {HEADS.map((head) => (
            <th key={head} scope="col" className="r">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {kinds.map((one) => (
          <tr key={one.kind}>
            <td>
              <span className="m">{one.label}</span>
              {one.instead ? <span className="xs t3 block">{one.instead}</span> : null}
            </td>
            <Cells values={cellsOf(one, one.skipped.length)} />
          </tr>
        ))}
        {last.map(([label, values]) => (
          <tr key={label} className="b">
            <td>{label}</td>
            <Cells values={values} />
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const sumOf = (kinds: ReadonlyArray<KindReport>) =>
  kinds
    .map((one) => cellsOf(one, one.skipped.length))
    .reduce(
      (sum, cells) => sum.map((value, index) => value + (cells[index] ?? 0)),
      HEADS.map(() => 0),
    );

/** Every kind of the file with where its things went: kinds with records, the others together, and one by one. */
function Accounts({ report }: { report: LoadReport }) {
  const live = report.kinds.filter((one) => one.place);
  const others = report.kinds.filter((one) => !one.place);
  return (
    <Panel title="What became of everything" count={report.totals.inFile}>
      <Account
        kinds={live}
        last={[
          [`${others.length} kinds kept as reference`, sumOf(others)],
          ["The whole catalogue", cellsOf(report.totals, report.totals.skipped)],
        ]}
      />
      <details className="border-line border-t">
        <summary className="min-h-9 px-3.5 py-2 t2">The kinds kept as reference, one by one</summary>
        <Account kinds={others} last={[]} />
      </details>
    </Panel>
  );
}

/** The account of a load: next steps first. */
export function LoadReportView({ report, onAgain }: { report: LoadReport; onAgain: () => void }) {
  const heading = useRef<HTMLDivElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="stack">
      <div ref={heading} tabIndex={-1} role="status" className="note row wrap">
        <StateGlyph state="ok" />
        <span className="grow">{sentence(report)}</span>
        <Button size="sm" variant="soft" onClick={onAgain}>
          Load another profile
        </Button>
      </div>
      <NextSteps report={report} />
      <Reasons report={report} />
      <Accounts report={report} />
    </div>
  );
}
