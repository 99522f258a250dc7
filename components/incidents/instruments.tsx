"use client";

import { endedAt, guideFacts } from "#components/incidents/guide-facts.ts";
import { NEAR } from "#components/incidents/next-clock.tsx";
import { CLOCK_WORD } from "#components/incidents/words.ts";
import { cx } from "#components/ui/cx.ts";
import { Clock, LiveGauge } from "#components/ui/time.tsx";
import { useNow, useZone } from "#components/ui/time-context.tsx";
import type { ClockName } from "#lib/incidents/model/clocks.ts";
import { type GuideStep, guideIsOn, responseGuide } from "#lib/incidents/model/guide.ts";
import type { ClockDto, IncidentDto } from "#lib/incidents/schema/incidents.ts";
import type { EntryDto } from "#lib/incidents/schema/timeline.ts";
import { formatClock, formatLimit, formatMoment, formatRemaining } from "#lib/platform/format.ts";

type Props = { incident: IncidentDto; entries: ReadonlyArray<EntryDto> };

/** Running time, the four response steps (or the clocks of a lower severity), the next stakeholder update. */
export function Instruments({ incident, entries }: Props) {
  const until = endedAt(incident, entries);
  const update = incident.clocks.find((clock) => clock.name === "update");
  const aside = incident.status === "cancelled" || incident.status === "merged";
  return (
    <div className="clocks">
      <div className="big">
        <span className="xs t2">{until ? (aside ? "Ran for" : "Resolved after") : "Running for"}</span>
        <Clock from={incident.openedAt} until={until} />
      </div>
      {guideIsOn(incident.severity) && !aside ? (
        <GuideSteps incident={incident} entries={entries} />
      ) : (
        <ol className="hour" aria-label="Clocks">
          {incident.clocks
            .filter((clock) => clock.name !== "update")
            .map((clock) => (
              <ClockStep key={clock.name} clock={clock} />
            ))}
        </ol>
      )}
      {update ? <UpdateClock clock={update} /> : null}
    </div>
  );
}

function GuideSteps({ incident, entries }: Props) {
  const now = useNow();
  const steps = responseGuide(guideFacts(incident, entries), new Date(now));
  const current = steps.find((step) => step.endedAt === null);
  const opened = Date.parse(incident.openedAt);
  return (
    <ol className="hour" aria-label="Response steps">
      {steps.map((step) => {
        const minutes = [step.fromAt, step.dueAt].map((at) => Math.round((at.getTime() - opened) / 60_000));
        return (
          <li key={step.key} className={step === current ? "now" : undefined}>
            <span className="row">
              <span className="b">{step.title}</span>
              <span className="t3 num">{minutes.join("–")} min</span>
            </span>
            <LiveGauge
              from={step.fromAt.toISOString()}
              due={step.dueAt.toISOString()}
              until={step.endedAt?.toISOString()}
              tone={step.endedAt ? "ok" : step === current ? "accent" : "neutral"}
              label={null}
            />
            <StepWords step={step} openedAt={opened} now={now} />
          </li>
        );
      })}
    </ol>
  );
}

function StepWords({ step, openedAt, now }: { step: GuideStep; openedAt: number; now: number }) {
  const [tone, words] = stepWords(step, openedAt, now);
  return (
    <span className={cx("xs num", tone)} suppressHydrationWarning>
      {words}
    </span>
  );
}

function stepWords(step: GuideStep, openedAt: number, now: number): [string, string] {
  const due = step.dueAt.getTime();
  if (step.endedAt) {
    const at = step.endedAt.getTime();
    const after = formatClock((at - openedAt) / 1000);
    return step.state === "late"
      ? ["warn", `at ${after}, ${formatClock((at - due) / 1000)} late`]
      : ["ok", `at ${after}, in time`];
  }
  if (step.state === "over") return ["crit m", formatRemaining((due - now) / 1000)];
  return [step.state === "running" ? "t2" : "t3", `due ${formatRemaining((due - now) / 1000)}`];
}

/** "met", "late by 3:12", "over by 3:12", "in 2:20" */
export function clockWords(clock: ClockDto, now: number): [string, string] {
  const due = Date.parse(clock.dueAt);
  if (clock.endedAt) {
    if (!clock.breachedAt) return ["ok", "in time"];
    const late = (Date.parse(clock.endedAt) - due) / 1000;
    return ["warn", late > 0 ? `late by ${formatClock(late)}` : "late before"];
  }
  const left = (due - now) / 1000;
  return left < 0 ? ["crit m", formatRemaining(left)] : ["t2", `due ${formatRemaining(left)}`];
}

/** The seconds a clock was given. */
export const limitOf = (clock: ClockDto) => (Date.parse(clock.dueAt) - Date.parse(clock.startedAt)) / 1000;

/** One clock drawn like a response step. */
export function ClockStep({ clock }: { clock: ClockDto }) {
  const [tone, words] = clockWords(clock, useNow());
  return (
    <li className={clock.endedAt ? undefined : "now"}>
      <span className="row">
        <span className="b">{CLOCK_WORD[clock.name as ClockName] ?? clock.name}</span>
        <span className="t3 num">within {formatLimit(limitOf(clock))}</span>
      </span>
      <LiveGauge
        from={clock.startedAt}
        due={clock.dueAt}
        until={clock.endedAt}
        tone={clock.endedAt ? "ok" : "accent"}
        warnFrom={NEAR}
        label={null}
      />
      <span className={cx("xs num", tone)} suppressHydrationWarning>
        {words}
      </span>
    </li>
  );
}

function UpdateClock({ clock }: { clock: ClockDto }) {
  const now = useNow();
  const zone = useZone();
  const [tone, words] = clockWords(clock, now);
  return (
    <div className="upd">
      <span className="row">
        <span className="b">{clock.endedAt ? "Updates" : "Next update"}</span>
        <span className="t3 num">every {formatLimit(limitOf(clock))}</span>
      </span>
      <LiveGauge
        from={clock.startedAt}
        due={clock.dueAt}
        until={clock.endedAt}
        tone={clock.endedAt ? "ok" : "neutral"}
        warnFrom={NEAR}
        label={null}
      />
      <span className="xs num" suppressHydrationWarning>
        {clock.endedAt ? (
          <span className={tone}>{clock.breachedAt ? "one was late" : "all in time"}</span>
        ) : (
          <>
            due {formatMoment(clock.dueAt, now, zone)},{" "}
            <span className={cx("m", tone === "crit m" && "crit")}>{words.replace(/^due /u, "")}</span>
          </>
        )}
      </span>
    </div>
  );
}
