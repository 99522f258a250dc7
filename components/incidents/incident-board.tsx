import { PrivateMark } from "#components/incidents/incident-rows.tsx";
import { NextClock } from "#components/incidents/next-clock.tsx";
import { numberOf, STATUS_WORD } from "#components/incidents/words.ts";
import { LiveRefresh } from "#components/shell/live.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { Avatar, SeverityMark } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Clock } from "#components/ui/time.tsx";
import type { BoardColumn } from "#lib/incidents/queries/list.ts";
import type { IncidentRow } from "#lib/incidents/schema/list.ts";

/** What is open by status, the worst first, and what was resolved in the last days. */
export function IncidentBoard({ columns }: { columns: ReadonlyArray<BoardColumn> }) {
  return (
    <div className="grid items-start gap-3 grid-cols-5 max-xl:grid-cols-3 max-lg:grid-cols-2 max-sm:grid-cols-1">
      <LiveRefresh kinds={["incident"]} />
      {columns.map((column) => (
        <Panel key={column.status} title={STATUS_WORD[column.status]} count={column.total} tight>
          {column.items.length > 0 ? (
            <ul>
              {column.items.map((row) => (
                <Card key={row.id} row={row} />
              ))}
            </ul>
          ) : (
            <p className="px-3.5 pb-3 xs t3">None</p>
          )}
          {column.total > column.items.length ? (
            <p className="px-3.5 py-2 xs">
              <Anchor className="link" href={`/incidents?status=${column.status}`}>
                All {column.total}
              </Anchor>
            </p>
          ) : null}
        </Panel>
      ))}
    </div>
  );
}

function Card({ row }: { row: IncidentRow }) {
  return (
    <li className="relative grid gap-1.5 px-3.5 py-2.5 border-t border-line hover:bg-hover/40">
      <span className="row">
        <SeverityMark level={row.severity} />
        <span className="mono xs t2">{numberOf(row)}</span>
        {row.private ? <PrivateMark /> : null}
        <span className="end xs">
          <Clock from={row.openedAt} until={row.resolvedAt} label="open for" />
        </span>
      </span>
      <Anchor className="m leading-snug after:absolute after:inset-0" href={`/incidents/${row.id}`}>
        {row.title}
      </Anchor>
      <span className="row xs t2 min-w-0">
        <Avatar name={row.owner?.name ?? null} size="sm" />
        <span className="trunc">{row.owner?.name ?? <span className="warn">Nobody</span>}</span>
        <span className="end t3 trunc">{row.service?.name ?? row.team.name}</span>
      </span>
      <NextClock row={row} />
    </li>
  );
}
