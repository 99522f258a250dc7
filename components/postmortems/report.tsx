import "./postmortems.css";
import "#components/runbooks/runbooks.css";
import type { ReactNode } from "react";
import { Actions, Causes, ReportTimeline } from "#components/postmortems/report-parts.tsx";
import { SectionEditor } from "#components/postmortems/section-editor.tsx";
import { RichText } from "#components/runbooks/markdown.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SECTIONS } from "#lib/postmortems/model.ts";
import type { PostmortemDto } from "#lib/postmortems/schema.ts";

type Keys = ReadonlyArray<(typeof SECTIONS)[number]["key"]>;

const FIRST: Keys = ["summary", "impact"];
const LOOKED_AT: Keys = ["wentWell", "wentBadly", "lucky"];
const LAST: Keys = ["resolution", "lessons", "procedureChanges", "prevention", "sharing"];

function Sections({ report, keys, label }: { report: PostmortemDto; keys: Keys; label: string }) {
  const edits = report.abilities.edit === true;
  return (
    <Panel label={label}>
      {SECTIONS.filter((section) => keys.includes(section.key)).map((section) => {
        const text = report.sections[section.key];
        if (edits) {
          const { id, version } = report;
          return <SectionEditor key={section.key} id={id} section={section} text={text} version={version} />;
        }
        return (
          <section className="pmsec" key={section.key} aria-labelledby={`s-${section.key}`}>
            <h2 id={`s-${section.key}`}>{section.title}</h2>
            {text ? <RichText text={text} /> : <p className="t3">Nothing written.</p>}
          </section>
        );
      })}
    </Panel>
  );
}

/** The report in reading order: what happened, how it unfolded, why, what was learnt, what follows. */
export function Report(props: {
  report: PostmortemDto;
  people: ReadonlyArray<{ id: string; name: string }>;
  zone: string;
  aside: ReactNode;
}) {
  const { report, people, zone, aside } = props;
  return (
    <div className="cols">
      <div className="stack">
        <Sections report={report} keys={FIRST} label="What happened" />
        <ReportTimeline report={report} zone={zone} />
        <Causes report={report} />
        <Sections report={report} keys={LOOKED_AT} label="Looking back" />
        <Sections report={report} keys={LAST} label="What ended it, and what was learnt" />
        <Actions report={report} people={people} />
      </div>
      {aside}
    </div>
  );
}
