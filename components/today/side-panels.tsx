import { Anchor } from "#components/ui/anchor.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { ListRow, Panel, RowTitle } from "#components/ui/panel.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { RunRow } from "#lib/checklists/schema/runs.ts";
import { plural } from "#lib/platform/format.ts";
import type { PostmortemRow } from "#lib/postmortems/schema.ts";
import type { FirstStep } from "#lib/today/model.ts";

/** "2 finished today": what is off the list. */
export function FinishedPanel({ runs }: { runs: ReadonlyArray<RunRow> }) {
  if (runs.length === 0) return null;
  return (
    <Panel title={`${plural(runs.length, "check")} finished today`} lead={<StateGlyph state="ok" />}>
      <ul>
        {runs.map((run) => (
          <ListRow key={run.id} columns="minmax(0, 1fr) auto">
            <Anchor className="trunc" href={`/checklists/runs/${run.id}`}>
              {run.title} <span className="t3">{run.service?.name ?? run.team.name}</span>
            </Anchor>
            <span className="xs t2 num nw">
              {run.itemsDone} of {run.itemsTotal}
              {run.completedAt ? (
                <>
                  {" "}
                  at <RelativeTime iso={run.completedAt} show="moment" />
                </>
              ) : null}
            </span>
          </ListRow>
        ))}
      </ul>
    </Panel>
  );
}

const STATE: Record<string, string> = { draft: "Draft", "in-review": "In review" };

/** Postmortems that wait for this person's words. */
export function PostmortemsPanel({ rows }: { rows: ReadonlyArray<PostmortemRow> }) {
  if (rows.length === 0) return null;
  return (
    <Panel
      title="My postmortems"
      count={rows.length}
      end={
        <Anchor className="link xs" href="/postmortems">
          All postmortems
        </Anchor>
      }
    >
      <ul>
        {rows.map((row) => (
          <ListRow key={row.id} two columns="minmax(0, 1fr) auto">
            <Anchor className="min-w-0" href={`/postmortems/${row.id}`}>
              <RowTitle
                title={<span className="trunc block">{row.title}</span>}
                sub={
                  row.incident
                    ? `INC-${row.incident.number} · ${STATE[row.state] ?? row.state}`
                    : STATE[row.state]
                }
              />
            </Anchor>
            <span className={`xs nw ${row.overdue ? "crit" : "t2"}`}>
              {row.dueAt ? (
                <>
                  {row.overdue ? "overdue since " : "due "}
                  <RelativeTime iso={row.dueAt} show="moment" />
                </>
              ) : null}
            </span>
          </ListRow>
        ))}
      </ul>
    </Panel>
  );
}

/** What to do first: one step a row, the first one filled. */
export function FirstSteps({ steps }: { steps: ReadonlyArray<FirstStep> }) {
  if (steps.length === 0) return null;
  return (
    <Panel title="To begin" call>
      <ul>
        {steps.map((step, index) => (
          <ListRow
            key={step.key}
            columns="minmax(0, 1fr) auto"
            phoneColumns="minmax(0, 1fr)"
            className="py-2.5 min-h-14"
          >
            <RowTitle title={step.title} sub={step.text} />
            {step.action ? (
              <LinkButton href={step.action.href} variant={index === 0 ? "primary" : "outline"}>
                {step.action.label}
              </LinkButton>
            ) : null}
          </ListRow>
        ))}
      </ul>
    </Panel>
  );
}
