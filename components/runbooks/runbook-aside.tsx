import { PropertyPanel } from "#components/patterns/definition-list.tsx";
import { ArchiveRunbook, ReviewRunbook } from "#components/runbooks/runbook-buttons.tsx";
import { KIND_WORDS, metricWords } from "#components/runbooks/words.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { ListRow, Panel, RowTitle } from "#components/ui/panel.tsx";
import { StateWord } from "#components/ui/state-glyph.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { RunbookDto, VersionRow } from "#lib/runbooks/queries.ts";

function facts(runbook: RunbookDto) {
  const review = runbook.reviewedAt ? <RelativeTime iso={runbook.reviewedAt} /> : "not yet";
  return [
    { term: "Team", value: runbook.team?.name ?? "All teams" },
    { term: "Kind", value: KIND_WORDS[runbook.kind] ?? runbook.kind },
    {
      term: "Suggested",
      value:
        runbook.triggers.length > 0
          ? `when ${runbook.triggers.map(metricWords).join(", ")} reads badly`
          : "never by itself",
    },
    { term: "Reviewed", value: review },
    {
      term: "Review due",
      value: runbook.stale ? (
        <StateWord state="late">
          <RelativeTime iso={runbook.reviewDue} />
        </StateWord>
      ) : (
        <RelativeTime iso={runbook.reviewDue} />
      ),
    },
    {
      term: "Changed",
      value: <RelativeTime iso={runbook.updatedAt} />,
      hint: runbook.updatedBy ? `by ${runbook.updatedBy.name}` : undefined,
    },
  ];
}

/** Whose it is, how fresh it is, and what it said before. */
export function RunbookAside({ runbook, versions }: { runbook: RunbookDto; versions: VersionRow[] }) {
  return (
    <div className="stack noprint">
      <PropertyPanel title={`Version ${runbook.version}`} items={facts(runbook)} termWidth={92} />
      <div className="row wrap">
        {runbook.abilities.review === true ? <ReviewRunbook id={runbook.id} /> : null}
        {runbook.abilities.archive === true ? (
          <ArchiveRunbook id={runbook.id} title={runbook.title} archived={runbook.archivedAt !== null} />
        ) : null}
      </div>
      {versions.length > 0 ? (
        <Panel title="Earlier versions" tight count={versions.length}>
          <ul>
            {versions.map((one) => (
              <ListRow key={one.version} two columns="minmax(0,1fr) auto">
                <Anchor href={`/runbooks/${runbook.id}?version=${one.version}`}>
                  <RowTitle title={`Version ${one.version}`} sub={one.editor?.name ?? "from the catalogue"} />
                </Anchor>
                <span className="xs t3">
                  <RelativeTime iso={one.at} />
                </span>
              </ListRow>
            ))}
          </ul>
        </Panel>
      ) : null}
    </div>
  );
}
