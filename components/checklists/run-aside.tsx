"use client";

import { HereNow } from "#components/people/here-now.tsx";
import { LiveBadge } from "#components/shell/live-badge.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { cx } from "#components/ui/cx.ts";
import { Avatar, Badge } from "#components/ui/marks.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { useNow, useZone } from "#components/ui/time-context.tsx";
import { escalations } from "#lib/checklists/model/completion.ts";
import { readingValue } from "#lib/checklists/model/judging.ts";
import { measureWords, ruleWords } from "#lib/checklists/model/words.ts";
import { itemType } from "#lib/checklists/model.ts";
import type { RunDto } from "#lib/checklists/schema/runs.ts";
import { formatDay, formatSpan } from "#lib/platform/format.ts";
import { shownAnswers } from "./run-store.ts";
import type { RunScreenState } from "./use-run-screen.ts";

/** The right column: the run's facts, when it escalates, what earlier runs read, what followed from it. */
export function RunAside({ screen }: { screen: RunScreenState }) {
  return (
    <aside className="stack" aria-label="About this run">
      <ThisRun run={screen.view.run} me={screen.me} />
      <HereNow path={`/checklist-runs/${screen.view.run.id}/presence`} />
      <EscalatesWhen screen={screen} />
      <LastRuns screen={screen} />
      <Tied run={screen.view.run} />
      <Amendments run={screen.view.run} />
    </aside>
  );
}

const OPEN = new Set(["open", "late", "missed"]);

function Responsible({ run, me }: { run: RunDto; me: string }) {
  const { owner, belongsTo } = run;
  const who = owner ?? (belongsTo.kind === "person" ? belongsTo : null);
  const before = run.assigned.kind === "pager" ? "with the pager" : `to ${run.assigned.name}`;
  return (
    <>
      <div>
        <dt>Responsible</dt>
        <dd className="row wrap">
          <Avatar name={who?.name ?? null} me={who?.id === me} size="sm" />
          <span>
            {who?.id === me ? "You" : (who?.name ?? belongsTo.name)}
            {owner && run.ownedAt ? (
              <>
                , since <RelativeTime iso={run.ownedAt} show="moment" />
              </>
            ) : null}
          </span>
        </dd>
      </div>
      <div className="under">
        <dt />
        <dd className="t2 xs">
          {owner
            ? `Started by ${owner.id === me ? "you" : owner.name}. Until then it went ${before}.`
            : belongsTo.because
              ? `Goes with the pager: ${belongsTo.name} ${belongsTo.because}. Answering makes it yours.`
              : "Nobody has started it. Answering makes it yours."}
        </dd>
      </div>
    </>
  );
}

/** "in 1 h 46 min", "12 min ago": to the minute, so that the panel stands still. */
function Until({ iso }: { iso: string }) {
  const seconds = (Date.parse(iso) - useNow()) / 1000;
  const span = formatSpan(Math.max(60, Math.abs(seconds)));
  return <span suppressHydrationWarning>{seconds >= 0 ? `in ${span}` : `${span} ago`}</span>;
}

function ThisRun({ run, me }: { run: RunDto; me: string }) {
  const open = OPEN.has(run.state);
  return (
    <Panel title="This run" end={<LiveBadge className="end" />} className="fx">
      <dl>
        <Responsible run={run} me={me} />
        {run.dueAt ? (
          <div>
            <dt>Due</dt>
            <dd className={cx("num", open && run.state !== "open" && "warn")}>
              <RelativeTime iso={run.dueAt} show="moment" />
              {open ? (
                <>
                  , <Until iso={run.dueAt} />
                </>
              ) : null}
            </dd>
          </div>
        ) : null}
        {run.missedAt ? (
          <div>
            <dt>Missed after</dt>
            <dd className={cx("num", run.state === "missed" && "crit m")}>
              <RelativeTime iso={run.missedAt} show="moment" />
            </dd>
          </div>
        ) : null}
        {run.completedAt ? (
          <div>
            <dt>Completed</dt>
            <dd className="num">
              <RelativeTime iso={run.completedAt} show="moment" /> by {run.completedBy?.name ?? "nobody"}
            </dd>
          </div>
        ) : null}
        {run.skippedReason ? (
          <div>
            <dt>Skipped</dt>
            <dd>{run.skippedReason}</dd>
          </div>
        ) : null}
        <div>
          <dt>Sign-off</dt>
          <dd>
            {run.signedOffBy ? (
              <>
                {run.signedOffBy.name}
                {run.signedOffAt ? (
                  <>
                    , <RelativeTime iso={run.signedOffAt} show="moment" />
                  </>
                ) : null}
              </>
            ) : run.signOff ? (
              "A second person"
            ) : (
              "One person"
            )}
          </dd>
        </div>
        {run.note ? (
          <div>
            <dt>Note</dt>
            <dd>{run.note}</dd>
          </div>
        ) : null}
      </dl>
    </Panel>
  );
}

function EscalatesWhen({ screen }: { screen: RunScreenState }) {
  const { run } = screen.view;
  if (run.escalateIf.length === 0) return null;
  const keys = screen.items.map((item) => item.key);
  const states = escalations(run.escalateIf, run.sections, shownAnswers(screen.view, keys));
  return (
    <Panel title="Escalates when" className="fx">
      <ul>
        {states.map(({ rule, state, itemKeys }) => {
          const words = ruleWords(rule, run.sections);
          const first = itemKeys[0];
          return (
            <li key={words}>
              <StateGlyph
                small
                state={state === "fires" ? "crit" : state === "quiet" ? "ok" : "open"}
                label={state === "fires" ? "Fires" : state === "quiet" ? "Does not fire" : "Not known yet"}
              />
              {first === undefined ? (
                <span>{words}</span>
              ) : (
                <button type="button" className="m text-left" onClick={() => screen.go(first)}>
                  {words}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

/** Whose history is shown: the item one is at, else one that breaches, else any with readings. */
function itemOfHistory(screen: RunScreenState) {
  const read = screen.items.filter((item) => ["number", "numberVsExpected"].includes(itemType(item)));
  const has = read.filter((item) => (screen.view.run.history[item.key]?.length ?? 0) > 0);
  return (
    has.find((item) => item.key === screen.current) ??
    has.find((item) => screen.verdictOf(item) === "critical") ??
    has.find((item) => screen.verdictOf(item) === "warn") ??
    has[0]
  );
}

const BAR: Record<string, string> = { critical: "c", warn: "w" };

function LastRuns({ screen }: { screen: RunScreenState }) {
  const zone = useZone();
  const item = itemOfHistory(screen);
  if (!item) return null;
  const unit = item.measure?.unit ?? "";
  const value = readingValue(screen.answerOf(item.key));
  const before = (screen.view.run.history[item.key] ?? []).slice(value === null ? -10 : -9);
  const bars = before.map((one) => ({ ...one, now: false }));
  if (value !== null) {
    const verdict = screen.verdictOf(item);
    bars.push({ runId: screen.view.run.id, at: screen.view.run.opensAt, value, verdict, now: true });
  }
  const top = Math.max(...bars.map((bar) => Math.abs(bar.value)), Number.MIN_VALUE);
  const first = bars[0];
  const words = bars.map((bar) => `${formatDay(bar.at, zone)} ${measureWords(bar.value, unit)}`).join(", ");
  return (
    <Panel title="Last 10 runs" end={<span className="xs t3 end trunc">{item.text}</span>} className="fx">
      <div className="hist" role="img" aria-label={`${item.text}: ${words}`}>
        {bars.map((bar) => (
          <i
            key={bar.runId}
            className={BAR[bar.verdict ?? ""]}
            style={{ height: `${Math.max(4, (Math.abs(bar.value) / top) * 100)}%` }}
            title={`${formatDay(bar.at, zone)}: ${measureWords(bar.value, unit)}`}
          />
        ))}
      </div>
      <p className="xs t3 row px-3.5 pb-3">
        <span>{first ? formatDay(first.at, zone) : null}</span>
        <span className="end">{value === null ? "last run" : "this run"}</span>
      </p>
    </Panel>
  );
}

function Tied({ run }: { run: RunDto }) {
  if (run.incidents.length + run.followUps.length === 0) return null;
  return (
    <Panel title="From this run" className="fx">
      <ul>
        {run.incidents.map((incident) => (
          <li key={`${incident.id}${incident.itemKey}`}>
            <Anchor className="link nw" href={`/incidents/${incident.id}`}>
              INC-{incident.number}
            </Anchor>
            <span className="grow trunc">{incident.title}</span>
            <span className="t3 xs">{incident.status}</span>
          </li>
        ))}
        {run.followUps.map((action) => (
          <li key={action.id}>
            <span className="grow">{action.title}</span>
            <Badge tone={action.state === "open" ? "neutral" : "ok"}>{action.state}</Badge>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Amendments({ run }: { run: RunDto }) {
  if (run.amendments.length === 0) return null;
  return (
    <Panel title="Amended" className="fx">
      <ul>
        {run.amendments.map((one) => (
          <li key={`${one.itemKey}${one.at}`} className="flex-wrap">
            <span>{one.reason}</span>
            <span className="t3 xs">
              {one.by?.name ?? "Nobody"}, <RelativeTime iso={one.at} show="moment" />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
