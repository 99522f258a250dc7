"use client";

import { Reach } from "#components/oncall/reach.tsx";
import { NOBODY, untilWords } from "#components/oncall/words.ts";
import { LiveBadge } from "#components/shell/live-badge.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { Avatar } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Table } from "#components/ui/table.tsx";
import { useNow } from "#components/ui/time-context.tsx";
import type { ReadinessDto } from "#lib/notifications/schema.ts";
import type { NowDto, OnCallDto } from "#lib/oncall/schema/on-call.ts";

export type NowTableProps = {
  lines: readonly NowDto[];
  readiness: readonly ReadinessDto[];
  me: string;
  zone: string;
};

/** Who holds each pager now, until when, who comes then, and whether a page would reach them. */
export function NowTable({ lines, readiness, me, zone }: NowTableProps) {
  return (
    <Panel title="On call now" end={<LiveBadge />} className="now-t">
      <Table caption="On call now" headed phoneColumns="minmax(0, 1fr) auto">
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Until</th>
            <th scope="col" className="desk">
              Then
            </th>
            <th scope="col">Reachable</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <NowLine key={line.schedule.id} line={line} readiness={readiness} me={me} zone={zone} />
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}

type LineProps = Omit<NowTableProps, "lines"> & { line: NowDto };

function NowLine({ line, readiness, me, zone }: LineProps) {
  const { onCall, schedule, team } = line;
  const user = onCall.holder?.user ?? null;
  const reach = readiness.find((one) => one.userId === user?.id);
  const waits = onCall.pendingHandoff && !onCall.pendingHandoff.lapsed ? onCall.pendingHandoff : null;
  const next = waits ? waits.to : (onCall.next?.user ?? null);
  return (
    <tr>
      <td className="tt">
        <span className="row">
          <Avatar name={user?.name ?? null} me={user?.id === me} />
          <span className="two-l">
            <span className="m trunc">{user?.name ?? NOBODY}</span>
            <Anchor className="xs t3 trunc" href={`/on-call/schedules/${schedule.id}`}>
              {team.name}, {schedule.name}
            </Anchor>
          </span>
        </span>
      </td>
      <td className="num until">
        <Until onCall={onCall} me={me} zone={zone} />
      </td>
      <td className="desk">
        {waits || onCall.next ? (
          <span className={next ? "t2" : "crit"}>{next?.name ?? NOBODY}</span>
        ) : (
          <span className="t3">No change</span>
        )}
      </td>
      <td className="reach">{reach ? <Reach reach={reach} /> : null}</td>
    </tr>
  );
}

/** Until when, or what it waits for. */
function Until({ onCall, me, zone }: { onCall: OnCallDto; me: string; zone: string }) {
  const now = useNow();
  const { pendingHandoff: pending, next, holder } = onCall;
  if (pending && !pending.lapsed) {
    const who = pending.to.id === me ? "you accept" : `${pending.to.name.split(" ")[0]} accepts`;
    return <span className="warn">{who}</span>;
  }
  const stands = holder && holder.because !== "scheduled";
  return (
    <>
      {next ? (
        <span suppressHydrationWarning>{untilWords(next.at, now, zone)}</span>
      ) : (
        <span className="t3">open end</span>
      )}
      {pending ? <span className="block xs warn">Not accepted in time</span> : null}
      {stands ? <span className="block xs crit">Nobody is scheduled</span> : null}
    </>
  );
}
