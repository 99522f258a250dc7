"use client";

import { clockWords, limitOf } from "#components/incidents/instruments.tsx";
import { CLOCK_WORD, figureWords } from "#components/incidents/words.ts";
import { DefinitionList } from "#components/patterns/definition-list.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { useNow, useZone } from "#components/ui/time-context.tsx";
import type { ClockName } from "#lib/incidents/model/clocks.ts";
import { guideIsOn } from "#lib/incidents/model/guide.ts";
import type { IncidentDto } from "#lib/incidents/schema/incidents.ts";
import { formatLimit, formatMoment } from "#lib/platform/format.ts";

/** What was promised for this severity and whether it was kept; the head shows the steps instead for P0 and P1. */
export function ClocksPanel({ incident }: { incident: IncidentDto }) {
  const now = useNow();
  const zone = useZone();
  if (!guideIsOn(incident.severity) || incident.clocks.length === 0) return null;
  return (
    <Panel title="Clocks" tight>
      <DefinitionList
        termWidth={132}
        items={incident.clocks.map((clock) => {
          const [tone, words] = clockWords(clock, now);
          return {
            term:
              clock.name === "update"
                ? "Stakeholder update"
                : (CLOCK_WORD[clock.name as ClockName] ?? clock.name),
            value: (
              <span className="num" suppressHydrationWarning>
                by {formatMoment(clock.dueAt, now, zone)}, <span className={tone}>{words}</span>
              </span>
            ),
            hint: clock.from ? `${formatLimit(limitOf(clock))}, ${figureWords(clock.from)}` : undefined,
          };
        })}
      />
    </Panel>
  );
}
