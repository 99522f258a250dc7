import { Anchor } from "#components/ui/anchor.tsx";
import { type Severity, SeverityMark } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { Duty, ShiftDuties } from "#lib/handoffs/queries/duties.ts";
import { formatDay } from "#lib/platform/format.ts";
import { needWords } from "./words.ts";
import "./handoffs.css";

type Props = { shifts: readonly ShiftDuties[]; zone: string; nowIso: string };

/** What my shift still wants to be written: reports, postmortems, runbooks (S-055); nothing while none runs. */
export function DutiesPanel({ shifts, zone, nowIso }: Props) {
  if (shifts.length === 0) return null;
  const listed = new Map<string, { duty: Duty; shift: ShiftDuties }>();
  for (const shift of shifts)
    for (const duty of shift.duties)
      if (!listed.has(duty.incidentId)) listed.set(duty.incidentId, { duty, shift });
  const rows = [...listed.values()];
  return (
    <Panel title="Still to write" count={rows.length} id="duties">
      {rows.length === 0 ? (
        <p className="px-3.5 pb-3 t3">Nothing: what your shift resolved is written up.</p>
      ) : (
        <ul>
          {rows.map(({ duty, shift }) => (
            <li key={duty.incidentId} className="ho-item">
              <SeverityMark level={duty.severity as Severity} />
              <p className="min-w-0">
                <Anchor className="b" href={hrefOf(duty)}>
                  INC-{duty.number} {duty.title}
                </Anchor>
                <span className="block xs t3">
                  {needWords(duty.needs, duty.dueAt, zone)}
                  {shift.to < nowIso ? `; your shift ended ${formatDay(shift.to, zone)}` : ""}
                </span>
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** Where the first of it is written. */
const hrefOf = (duty: Duty): string =>
  duty.needs[0] === "postmortem" && duty.postmortemId
    ? `/postmortems/${duty.postmortemId}`
    : `/incidents/${duty.incidentId}`;
