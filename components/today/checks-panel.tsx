import { DueWords } from "#components/today/due-words.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { Gauge } from "#components/ui/gauge.tsx";
import { ListRow, Panel, RowTitle } from "#components/ui/panel.tsx";
import { type State, StateGlyph } from "#components/ui/state-glyph.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { PersonRuns } from "#lib/checklists/queries/runs.ts";
import type { RunRow } from "#lib/checklists/schema/runs.ts";

/** Late, then due, then missed and still to complete: each with its due words, its progress and the way in. */
export function ChecksPanel({ runs, me }: { runs: PersonRuns; me: string }) {
  const rows = [...runs.late, ...runs.due, ...runs.missed];
  const next = runs.due[0] ?? rows[0];
  return (
    <Panel
      title="Checklists due"
      count={rows.length}
      end={
        <Anchor className="link xs" href="/checklists">
          All checklists
        </Anchor>
      }
    >
      {rows.length > 0 ? (
        <ul>
          {rows.map((run) => (
            <Check key={run.id} run={run} me={me} first={run === next} />
          ))}
        </ul>
      ) : (
        <p className="px-3.5 pb-3.5 t2">No check is yours now.</p>
      )}
    </Panel>
  );
}

function glyphOf(run: RunRow, me: string): State {
  if (run.state === "missed") return "crit";
  if (run.state === "late") return "late";
  return run.owner?.id === me || run.itemsDone > 0 ? "now" : "open";
}

const verbOf = (run: RunRow, me: string) =>
  run.state === "missed" ? "Complete" : run.owner?.id === me || run.itemsDone > 0 ? "Continue" : "Start";

function whose(run: RunRow, me: string) {
  if (run.owner?.id === me && run.ownedAt)
    return (
      <>
        yours since <RelativeTime iso={run.ownedAt} show="moment" />
      </>
    );
  if (run.assigned.kind === "pager") return "with the pager";
  return run.belongsTo.kind === "team" ? `for ${run.belongsTo.name}` : "given to you";
}

function Check({ run, me, first }: { run: RunRow; me: string; first: boolean }) {
  const href = `/checklists/runs/${run.id}`;
  return (
    <ListRow
      two
      columns="18px minmax(min(10rem, 40%), 1fr) minmax(96px, 168px) minmax(64px, 124px) 92px"
      phoneColumns="18px minmax(0, 1fr) 104px"
      className="max-sm:gap-y-1"
    >
      <span className="max-sm:self-start max-sm:mt-0.5">
        <StateGlyph state={glyphOf(run, me)} />
      </span>
      <Anchor href={href} className="min-w-0">
        <RowTitle
          title={run.title}
          sub={
            <>
              {run.service?.name ?? run.team.name} · {whose(run, me)}
            </>
          }
        />
      </Anchor>
      <span className="xs max-sm:col-start-2 max-sm:row-start-2">
        <DueWords state={run.state} dueAt={run.dueAt} missedAt={run.missedAt} />
      </span>
      <span className="grid gap-1 xs max-sm:col-start-2 max-sm:row-start-3 max-sm:grid-cols-[auto_1fr] max-sm:items-center max-sm:gap-2.5">
        <span className="num t2 nw">
          {run.itemsDone} of {run.itemsTotal}
        </span>
        <Gauge
          value={run.itemsDone}
          max={Math.max(1, run.itemsTotal)}
          tone={run.state === "missed" ? "neutral" : "accent"}
          label={null}
        />
      </span>
      <LinkButton
        href={href}
        size="sm"
        variant={first ? "outline" : "soft"}
        className="justify-self-stretch max-sm:col-start-3 max-sm:row-start-1 max-sm:row-span-3"
        aria-label={`${verbOf(run, me)} ${run.title}`}
      >
        {verbOf(run, me)}
      </LinkButton>
    </ListRow>
  );
}
