import { Anchor } from "#components/ui/anchor.tsx";
import { Gauge } from "#components/ui/gauge.tsx";
import { Avatar } from "#components/ui/marks.tsx";
import { ListRow, Panel, RowTitle } from "#components/ui/panel.tsx";
import { type State, StateWord } from "#components/ui/state-glyph.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { RunState } from "#lib/checklists/model/run.ts";
import type { RunRow } from "#lib/checklists/schema/runs.ts";
import { plural } from "#lib/platform/format.ts";

const STATES: Record<RunState, [State, string]> = {
  scheduled: ["open", "Scheduled"],
  open: ["open", "Open"],
  late: ["late", "Late"],
  missed: ["crit", "Missed"],
  completed: ["ok", "Completed"],
  "missed-completed": ["warn", "Missed, completed later"],
  skipped: ["none", "Skipped"],
  "not-measured": ["none", "Not measured"],
};

/** A run's state in a glyph and a word. */
export function RunStateWord({ run }: { run: RunRow }) {
  if (run.awaitsSignOff) return <StateWord state="now">Waits for a second signature</StateWord>;
  const [state, word] = STATES[run.state];
  return (
    <StateWord state={state} quiet={state === "open" || state === "none"}>
      {word}
    </StateWord>
  );
}

function When({ run }: { run: RunRow }) {
  if (run.completedAt) {
    return (
      <>
        done <RelativeTime iso={run.completedAt} show="moment" />
      </>
    );
  }
  if (run.dueAt && (run.state === "open" || run.state === "late" || run.state === "missed")) {
    return (
      <>
        due <RelativeTime iso={run.dueAt} show="moment" />
      </>
    );
  }
  return (
    <>
      opened <RelativeTime iso={run.opensAt} show="moment" />
    </>
  );
}

function Whose({ run, me }: { run: RunRow; me: string | null }) {
  const who = run.completedBy ?? (run.belongsTo.kind === "person" ? run.belongsTo : null);
  return (
    <span className="row trunc">
      <Avatar
        name={who?.name ?? (run.belongsTo.kind === "team" ? run.team.name : null)}
        me={who?.id === me}
        size="sm"
      />
      <span className="trunc t2">
        {who?.id === me && me !== null ? "You" : (who?.name ?? run.belongsTo.name)}
      </span>
    </span>
  );
}

/** One run of a list: what, where it stands, whose, until when. */
export function RunListRow({ run, me }: { run: RunRow; me: string | null }) {
  return (
    <ListRow
      two
      columns="minmax(min(11rem, 28%), 1fr) minmax(72px, 150px) minmax(100px, 170px) minmax(72px, 130px) minmax(84px, 130px)"
      phoneColumns="minmax(0, 1fr) auto"
    >
      <RowTitle
        title={<Anchor href={`/checklists/runs/${run.id}`}>{run.title}</Anchor>}
        sub={`${run.service?.name ?? run.team.name} · run ${run.number}`}
      />
      <RunStateWord run={run} />
      <span className="desk">
        <Whose run={run} me={me} />
      </span>
      <span className="desk grid gap-1">
        <span className="xs t3 num">
          {run.itemsDone} of {plural(run.itemsTotal, "item")}
        </span>
        <Gauge value={run.itemsDone} max={Math.max(1, run.itemsTotal)} label={null} />
      </span>
      <span className="desk t2 num nw">
        <When run={run} />
      </span>
      <span className="phone t3 xs">
        <When run={run} />
      </span>
    </ListRow>
  );
}

/** Runs of one kind under their title; nothing at all when there are none. */
export function RunPanel(props: {
  title: string;
  runs: RunRow[];
  me: string | null;
  footer?: React.ReactNode;
}) {
  if (props.runs.length === 0) return null;
  return (
    <Panel title={props.title} count={props.runs.length} footer={props.footer}>
      <ul>
        {props.runs.map((run) => (
          <RunListRow key={run.id} run={run} me={props.me} />
        ))}
      </ul>
    </Panel>
  );
}
