import { PrivateMark } from "#components/incidents/incident-rows.tsx";
import { ClockBlock } from "#components/incidents/next-clock.tsx";
import { numberOf, STATUS_WORD } from "#components/incidents/words.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { SeverityMark } from "#components/ui/marks.tsx";
import { ListRow, Panel, RowTitle } from "#components/ui/panel.tsx";
import type { IncidentRow } from "#lib/incidents/schema/list.ts";

export interface IncidentsPanelProps {
  title: string;
  rows: ReadonlyArray<IncidentRow>;
  me: string;
  /** These carry my name. */
  mine?: boolean | undefined;
  /** Where "All" leads. */
  all: string;
  /** Said when there is none; absent: the panel is left out. */
  empty?: string | undefined;
}

/** Incidents with their running clocks: mark, title, my part, status, the clock that is due next. */
export function IncidentsPanel({ title, rows, me, mine = false, all, empty }: IncidentsPanelProps) {
  if (rows.length === 0 && !empty) return null;
  return (
    <Panel
      title={title}
      count={rows.length}
      end={
        <Anchor className="link xs" href={all}>
          All incidents
        </Anchor>
      }
    >
      {rows.length > 0 ? (
        <ul>
          {rows.map((row) => (
            <Row key={row.id} row={row} part={partOf(row, me, mine)} />
          ))}
        </ul>
      ) : (
        <p className="px-3.5 pb-3.5 t2">{empty}</p>
      )}
    </Panel>
  );
}

const partOf = (row: IncidentRow, me: string, mine: boolean) =>
  row.owner?.id === me
    ? "you lead"
    : mine
      ? "you respond"
      : row.owner
        ? `${row.owner.name} leads`
        : "nobody leads yet";

function Row({ row, part }: { row: IncidentRow; part: string }) {
  return (
    <ListRow
      two
      columns="48px minmax(min(11rem, 45%), 1fr) minmax(84px, 124px) minmax(190px, 232px)"
      phoneColumns="54px minmax(0, 1fr)"
    >
      <span className="max-sm:self-start">
        <SeverityMark level={row.severity} />
      </span>
      <Anchor href={`/incidents/${row.id}`} className="min-w-0">
        <RowTitle
          title={
            <span className="trunc block max-sm:whitespace-normal">
              {row.private ? <PrivateMark /> : null} {row.title}
            </span>
          }
          sub={
            <>
              {numberOf(row)} · {row.service?.name ?? row.team.name} · {part}
            </>
          }
        />
      </Anchor>
      <span className="xs t2 max-sm:hidden">{STATUS_WORD[row.status]}</span>
      <span className="max-sm:col-start-2">
        <ClockBlock row={row} />
      </span>
    </ListRow>
  );
}
