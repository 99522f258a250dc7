"use client";

import { useMemo } from "react";
import { axisOf, dateAt } from "#components/oncall/axis.ts";
import { previewBars } from "#components/oncall/bars.ts";
import { RotaFrame } from "#components/oncall/rota-frame.tsx";
import { Track } from "#components/oncall/track.tsx";
import type { Preview } from "#components/oncall/use-preview.ts";
import { lengthWords, spanWords } from "#components/oncall/words.ts";
import { Panel } from "#components/ui/panel.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { SkeletonRows } from "#components/ui/states.tsx";
import { Table } from "#components/ui/table.tsx";
import type { PreviewDto } from "#lib/oncall/schema/preview.ts";
import { formatLongDay, formatNumber, formatTime, plural } from "#lib/platform/format.ts";

/** So many gaps and clock changes are listed; more are counted. */
const LISTED = 8;
const DRAWN_DAYS = 14;

export type PreviewPanelProps = { state: Preview; missing: string | null; zone: string; me: string };

/** The next twelve months of a draft, before it is saved: gaps, clock changes, fairness, and two weeks drawn. */
export function PreviewPanel({ state, missing, zone, me }: PreviewPanelProps) {
  const { preview, busy, problem } = state;
  return (
    <Panel
      title="Next 12 months"
      className="rota preview"
      end={busy ? <span className="xs t3">Laying out …</span> : null}
    >
      {missing || problem ? (
        <p className="px-3.5 pb-3 t2" role="status">
          {missing ?? problem?.errors[0]?.message ?? problem?.detail}
        </p>
      ) : null}
      {preview && !missing ? (
        <div aria-busy={busy} className={busy ? "opacity-60" : undefined}>
          <Verdict preview={preview} zone={zone} />
          <FirstDays preview={preview} zone={zone} me={me} />
          <Clocks preview={preview} />
          <Fairness preview={preview} />
        </div>
      ) : missing || problem ? null : (
        <SkeletonRows rows={5} />
      )}
    </Panel>
  );
}

function Verdict({ preview, zone }: { preview: PreviewDto; zone: string }) {
  const { gaps, gapHours, shifts, fairness } = preview;
  const turns = shifts.filter((one) => one.user).length;
  return (
    <div className="px-3.5 pb-3 grid gap-1.5" role="status">
      <p className="row items-start">
        <StateGlyph state={gaps.length === 0 ? "ok" : "warn"} small className="mt-0.5" />
        <span>
          <span className="m">
            {gaps.length === 0
              ? "Every hour has somebody."
              : `${plural(gaps.length, "gap")}, ${formatNumber(gapHours, 1)} h with nobody.`}
          </span>{" "}
          <span className="t2">
            {plural(turns, "shift")} of {plural(fairness.length, "person", "people")}.
          </span>
        </span>
      </p>
      {gaps.length > 0 ? (
        <ul className="gap-list xs num">
          {gaps.slice(0, LISTED).map((gap) => (
            <li key={gap.from}>
              {spanWords(gap.from, gap.to, zone)} <span className="t3">{lengthWords(gap.from, gap.to)}</span>
            </li>
          ))}
          {gaps.length > LISTED ? <li className="t3">and {gaps.length - LISTED} more</li> : null}
        </ul>
      ) : null}
    </div>
  );
}

/** The first two weeks, drawn as the rota will draw them. */
function FirstDays({ preview, zone, me }: { preview: PreviewDto; zone: string; me: string }) {
  const axis = useMemo(
    () => axisOf(dateAt(Date.parse(preview.from), zone), DRAWN_DAYS, zone),
    [preview.from, zone],
  );
  return (
    <div className="border-t border-line">
      <RotaFrame axis={axis} label="The first two weeks" still>
        <div className="lane">
          <div className="ln t2 xs">First 14 days</div>
          <Track
            axis={axis}
            bars={previewBars(preview.shifts, me, zone)}
            label="Shifts of the first two weeks"
          />
        </div>
      </RotaFrame>
    </div>
  );
}

function Clocks({ preview }: { preview: PreviewDto }) {
  const changes = preview.clockChanges.filter((one) => one.user !== null || one.minutes !== 0);
  if (changes.length === 0) return null;
  return (
    <div className="px-3.5 py-3 border-t border-line">
      <h3>Clock changes</h3>
      <ul className="gap-list xs num">
        {changes.slice(0, LISTED).map((one) => (
          <li key={`${one.at} ${one.zone} ${one.user?.id ?? ""}`}>
            <span className="m">{formatLongDay(one.at, one.zone)}</span> {yearOf(one.at, one.zone)}
            {one.user ? `: this shift has ${formatNumber(one.hours, 1)} h` : ""}
            <span className="t3">
              {one.user ? `, ${one.user.name}` : ""}, {one.zone.replaceAll("_", " ")}{" "}
              {one.minutes > 0 ? `${one.minutes} min forward` : `${-one.minutes} min back`} at{" "}
              {formatTime(one.at, one.zone)}
            </span>
          </li>
        ))}
        {changes.length > LISTED ? <li className="t3">and {changes.length - LISTED} more</li> : null}
      </ul>
    </div>
  );
}

const yearOf = (iso: string, zone: string) => dateAt(Date.parse(iso), zone).slice(0, 4);

/** Who carries how much: shifts, hours, nights and weekends. */
function Fairness({ preview }: { preview: PreviewDto }) {
  if (preview.fairness.length === 0) return null;
  const hours = (value: number) => formatNumber(value, 0);
  return (
    <div className="border-t border-line">
      <Table caption="How the year is shared" headed>
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col" className="r">
              Shifts
            </th>
            <th scope="col" className="r">
              Hours
            </th>
            <th scope="col" className="r">
              Nights, h
            </th>
            <th scope="col" className="r">
              Weekends, h
            </th>
          </tr>
        </thead>
        <tbody className="num">
          {preview.fairness.map((one) => (
            <tr key={one.user.id}>
              <td className="tt">{one.user.name}</td>
              <td className="r">{hours(one.shifts)}</td>
              <td className="r">{hours(one.hours)}</td>
              <td className="r">{hours(one.nightHours)}</td>
              <td className="r">{hours(one.weekendHours)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
