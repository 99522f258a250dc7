import { PropertyPanel } from "#components/patterns/definition-list.tsx";
import { StatusPath } from "#components/patterns/status-path.tsx";
import { EditReport } from "#components/postmortems/state-buttons.tsx";
import { STATE_WORDS } from "#components/postmortems/words.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { PostmortemDto } from "#lib/postmortems/schema.ts";

const ORDER = ["draft", "in-review", "published"];

function Path({ report }: { report: PostmortemDto }) {
  const at = ORDER.indexOf(report.state);
  const steps = ORDER.map((state, index) => ({
    label: STATE_WORDS[state] ?? state,
    state: index < at || report.state === "published" ? "done" : index === at ? "current" : "ahead",
  })) as Parameters<typeof StatusPath>[0]["steps"];
  return <StatusPath steps={steps} />;
}

function facts(report: PostmortemDto) {
  const { incident, dueAt, publishedAt } = report;
  return [
    ...(incident
      ? [
          {
            term: "Incident",
            value: (
              <Anchor className="link" href={`/incidents/${incident.id}`}>
                INC-{incident.number}
              </Anchor>
            ),
          },
        ]
      : []),
    { term: "Owner", value: report.owner?.name ?? "Nobody yet" },
    {
      term: "Due",
      value: dueAt ? (
        <span className={report.overdue ? "crit" : undefined}>
          <RelativeTime iso={dueAt} />
          {report.overdue ? ", overdue" : ""}
        </span>
      ) : (
        "no date"
      ),
    },
    { term: "Team", value: report.team.name },
    ...(report.service ? [{ term: "Service", value: report.service.name }] : []),
    ...(publishedAt
      ? [
          {
            term: "Published",
            value: <RelativeTime iso={publishedAt} />,
            hint: report.publishedBy ? `by ${report.publishedBy.name}` : undefined,
          },
        ]
      : []),
    ...(report.private ? [{ term: "Private", value: "Seen by the people of the incident only" }] : []),
  ];
}

/** Where it stands, whose it is, what is still missing. */
export function ReportAside(props: {
  report: PostmortemDto;
  people: ReadonlyArray<{ id: string; name: string }>;
}) {
  const { report, people } = props;
  return (
    <div className="stack">
      <Panel label="State" padded>
        <div className="pt-3">
          <Path report={report} />
        </div>
      </Panel>
      <PropertyPanel
        title="About"
        items={facts(report)}
        end={<EditReport key={report.version} report={report} people={people} />}
      />
      {report.state !== "published" && report.missing.length > 0 ? (
        <Panel title="Before it can be published" tight>
          <ul className="grid gap-2 px-3.5 pb-3">
            {report.missing.map((sentence) => (
              <li key={sentence} className="grid grid-cols-[16px_minmax(0,1fr)] gap-2">
                <StateGlyph state="open" />
                {sentence}
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
    </div>
  );
}
