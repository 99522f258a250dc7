"use client";

import Lock from "lucide-react/icons/lock";
import { NextClock } from "#components/incidents/next-clock.tsx";
import { numberOf, STATUS_WORD } from "#components/incidents/words.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { SeverityMark } from "#components/ui/marks.tsx";
import { Table } from "#components/ui/table.tsx";
import { Clock, RelativeTime } from "#components/ui/time.tsx";
import type { IncidentRow } from "#lib/incidents/schema/list.ts";

const OVER = new Set(["closed", "cancelled", "merged"]);

/** Rows that can be chosen for one step together. */
export interface Choice {
  chosen: ReadonlySet<string>;
  toggle: (id: string) => void;
}

interface TableProps {
  rows: ReadonlyArray<IncidentRow>;
  caption: string;
  choice?: Choice | undefined;
}

/** Incidents as a table; on a phone each is two or three lines. */
export function IncidentTable({ rows, caption, choice }: TableProps) {
  return (
    <Table caption={caption} headed phoneColumns="54px minmax(0, 1fr) auto">
      <thead>
        <tr>
          {choice ? (
            <th scope="col" className="max-sm:hidden">
              <span className="vh">Choose</span>
            </th>
          ) : null}
          <th scope="col">Severity</th>
          <th scope="col">Number</th>
          <th scope="col">Title</th>
          <th scope="col" className="max-lg:hidden">
            Service
          </th>
          <th scope="col">Status</th>
          <th scope="col">Owner</th>
          <th scope="col" className="r">
            Open for
          </th>
          <th scope="col" className="max-lg:hidden">
            Next clock
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} choice={choice} />
        ))}
      </tbody>
    </Table>
  );
}

/** Never hidden by an age: a private incident says so wherever it stands. */
export function PrivateMark() {
  return (
    <span className="inline-flex align-middle t3" title="Private: only the people named on it see it">
      <Lock className="s" />
      <span className="vh">Private</span>
    </span>
  );
}

function Row({ row, choice }: { row: IncidentRow; choice: Choice | undefined }) {
  return (
    <tr>
      {choice ? (
        <td className="max-sm:hidden">
          {OVER.has(row.status) || row.status === "resolved" ? null : (
            <Checkbox
              label={`Choose ${numberOf(row)}`}
              hideLabel
              checked={choice.chosen.has(row.id)}
              onChange={() => choice.toggle(row.id)}
            />
          )}
        </td>
      ) : null}
      <td className="max-sm:col-start-1 max-sm:row-start-1">
        <SeverityMark level={row.severity} />
      </td>
      <td className="mono xs t2 max-sm:hidden">{numberOf(row)}</td>
      <td className="tt max-sm:col-start-2 max-sm:row-start-1">
        <Anchor href={`/incidents/${row.id}`} className="m hover:underline underline-offset-3">
          {row.private ? <PrivateMark /> : null} {row.title}
        </Anchor>
      </td>
      <td className="t2 max-lg:hidden">{row.service?.name ?? row.team.name}</td>
      <td className="t2 max-sm:hidden">{STATUS_WORD[row.status]}</td>
      <td className="max-sm:hidden">
        {row.owner ? <span className="t2">{row.owner.name}</span> : <Nobody row={row} />}
      </td>
      <td className="r num max-sm:col-start-3 max-sm:row-start-1">
        {OVER.has(row.status) ? (
          <span className="t3">–</span>
        ) : (
          <Clock from={row.openedAt} until={row.resolvedAt} label="open for" />
        )}
      </td>
      <td className="max-lg:hidden">
        {OVER.has(row.status) ? (
          <span className="xs t3">
            Opened <RelativeTime iso={row.openedAt} />
          </span>
        ) : (
          <NextClock row={row} />
        )}
      </td>
      <td className="hidden max-sm:block max-sm:col-span-3 max-sm:row-start-2">
        <span className="row wrap gap-y-1 t2 text-[13px]">
          <span>
            <span className="mono xs">{numberOf(row)}</span> · {row.service?.name ?? row.team.name} ·{" "}
            {STATUS_WORD[row.status]}
          </span>
          <NextClock row={row} />
        </span>
      </td>
    </tr>
  );
}

function Nobody({ row }: { row: IncidentRow }) {
  return OVER.has(row.status) ? <span className="t3">–</span> : <span className="warn">Nobody</span>;
}
