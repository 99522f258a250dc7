"use client";

import { lengthWords, spanWords } from "#components/oncall/words.ts";
import { Checkbox } from "#components/ui/choices.tsx";
import { Select } from "#components/ui/inputs.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import type { ImportDto, ScheduleDto } from "#lib/oncall/schema.ts";
import { plural } from "#lib/platform/format.ts";

/** So many of each kind are listed; more are counted. */
const LISTED = 5;
const LEFT_OUT = "left-out";

export type ImportPlanProps = {
  plan: ImportDto;
  zone: string;
  candidates: ScheduleDto["candidates"];
  leaveOut: boolean;
  onLeaveOut: (leaveOut: boolean) => void;
  /** Whom a name of the calendar means; null: left out. */
  onPerson: (who: string, userId: string | null) => void;
};

/** What a calendar would make of a schedule: turns, the people it names, what overlaps and what cannot be read. */
export function ImportPlan(props: ImportPlanProps) {
  const { plan, zone, leaveOut, onLeaveOut } = props;
  const unclear = plan.overlaps.length + plan.problems.length;
  return (
    <div className="grid gap-3">
      <p className="row items-start">
        <StateGlyph state={plan.count > 0 ? "ok" : "warn"} small className="mt-0.5" />
        <span>
          <span className="m">
            {plan.count > 0 ? `${plural(plan.count, "turn")} would be taken over.` : "Nothing to take over."}
          </span>{" "}
          <span className="t2">{restWords(plan)}</span>
        </span>
      </p>
      <Listed
        lines={plan.made.map((one) => ({
          key: `${one.from} ${one.who}`,
          words: `${spanWords(one.from, one.to, zone)}, ${lengthWords(one.from, one.to)}: ${one.user.name}`,
        }))}
        total={plan.count}
      />
      <People {...props} />
      {unclear > 0 ? (
        <div className="grid gap-1.5">
          <p className="m warn">{plural(unclear, "entry is", "entries are")} not clear</p>
          <Listed
            lines={[
              ...plan.overlaps.map((one) => ({
                key: `${one.from} ${one.who}`,
                words: `${one.who}, ${spanWords(one.from, one.to, zone)}: over ${
                  one.with.inCalendar ? "another entry" : "the override"
                } of ${one.with.name}, ${spanWords(one.with.from, one.with.to, zone)}`,
              })),
              ...plan.problems.map((one) => ({
                key: `${one.what} ${one.because}`,
                words: `${one.what}: ${one.because}`,
              })),
            ]}
            total={unclear}
          />
          <Checkbox
            label="Leave out what overlaps or cannot be read"
            checked={leaveOut}
            onChange={(event) => onLeaveOut(event.target.checked)}
          />
        </div>
      ) : null}
    </div>
  );
}

function restWords(plan: ImportDto): string {
  const past = plan.past > 0 ? `${plural(plan.past, "turn has", "turns have")} passed and stay out.` : "";
  const nobody =
    plan.nobody > 0
      ? `${plural(plan.nobody, "gap")} of the calendar ${plan.nobody === 1 ? "is" : "are"} left to the rules.`
      : "";
  return [past, nobody].filter(Boolean).join(" ");
}

function Listed({ lines, total }: { lines: ReadonlyArray<{ key: string; words: string }>; total: number }) {
  if (lines.length === 0) return null;
  const shown = lines.slice(0, LISTED);
  return (
    <ul className="gap-list xs num t2">
      {shown.map((line) => (
        <li key={line.key}>{line.words}</li>
      ))}
      {total > shown.length ? <li className="t3">and {total - shown.length} more</li> : null}
    </ul>
  );
}

/** Everybody the calendar names, and whom that means. */
function People({ plan, candidates, onPerson }: ImportPlanProps) {
  return (
    <div className="grid gap-2">
      {plan.people.map((one) => (
        <Select
          key={one.who}
          label={
            <>
              <span className="t1">{one.who}</span> in the calendar
            </>
          }
          note={plural(one.count, "turn")}
          value={one.user?.id ?? (one.leftOut ? LEFT_OUT : "")}
          placeholder={one.user || one.leftOut ? undefined : "Say who this is"}
          onChange={(event) => {
            const { value } = event.target;
            if (value) onPerson(one.who, value === LEFT_OUT ? null : value);
          }}
          options={[
            ...candidates.map((person) => ({ value: person.id, label: person.name })),
            { value: LEFT_OUT, label: "Leave out" },
          ]}
        />
      ))}
    </div>
  );
}
