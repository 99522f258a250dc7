"use client";

import { CLOCK_WORD } from "#components/incidents/words.ts";
import { Clock, LiveGauge } from "#components/ui/time.tsx";
import { useNow } from "#components/ui/time-context.tsx";
import type { ClockName } from "#lib/incidents/model/clocks.ts";
import type { ClockDto } from "#lib/incidents/schema/incidents.ts";
import type { IncidentRow } from "#lib/incidents/schema/list.ts";
import { formatClock, formatLimit, formatRemaining } from "#lib/platform/format.ts";

/** From this share of a clock's time on it turns amber. */
export const NEAR = 0.8;

const seconds = (from: string, to: number) => (to - Date.parse(from)) / 1000;

/** The same over the whole width of its column: words and running time above, gauge below. */
export function ClockBlock({ row }: { row: IncidentRow }) {
  return (
    <span className="grid gap-1">
      <span className="row justify-between">
        {row.clock ? <ClockWords clock={row.clock} /> : <NextClock row={row} />}
        <Clock from={row.openedAt} until={row.resolvedAt} label="open for" className="xs t2" />
      </span>
      {row.clock ? (
        <LiveGauge from={row.clock.startedAt} due={row.clock.dueAt} warnFrom={NEAR} label={null} />
      ) : null}
    </span>
  );
}

/** "Respond within 4 h", amber near its end, red "Respond over by 3:12". */
export function ClockWords({ clock }: { clock: ClockDto }) {
  const now = useNow();
  const left = -seconds(clock.dueAt, now);
  const limit = seconds(clock.startedAt, Date.parse(clock.dueAt));
  const word = CLOCK_WORD[clock.name as ClockName] ?? clock.name;
  const near = left < limit * (1 - NEAR);
  const tone = left < 0 ? "crit" : near ? "warn" : "t3";
  const short = limit < 3600 ? formatClock(limit) : formatLimit(limit);
  return (
    <span className={`xs nw num ${tone}`} suppressHydrationWarning>
      {word} {left < 0 ? formatRemaining(left) : near ? formatRemaining(left) : `within ${short}`}
    </span>
  );
}

/** The clock that is due next, as gauge and words; after the end, what is still owed. */
export function NextClock({ row }: { row: Pick<IncidentRow, "clock" | "status"> }) {
  if (!row.clock) {
    if (row.status === "resolved") return <span className="xs warn nw">Report to write</span>;
    return null;
  }
  return (
    <span className="row">
      <span className="w-12 flex-none">
        <LiveGauge from={row.clock.startedAt} due={row.clock.dueAt} warnFrom={NEAR} label={null} />
      </span>
      <ClockWords clock={row.clock} />
    </span>
  );
}
