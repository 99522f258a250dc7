"use client";

import ChevronDown from "lucide-react/icons/chevron-down";
import ChevronRight from "lucide-react/icons/chevron-right";
import { usePathname } from "next/navigation";
import { useRef, useState } from "react";
import type { BandIncident } from "#components/shell/shell-data.ts";
import { useHeldPlace } from "#components/shell/use-held-place.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { SeverityMark } from "#components/ui/marks.tsx";
import { Clock } from "#components/ui/time.tsx";
import { useNow } from "#components/ui/time-context.tsx";
import { formatRemaining } from "#lib/platform/format.ts";

/** Open P0 and P1 on every page, the worst in one line, the others folded behind "2 more P1". */
export function Band({ incidents }: { incidents: ReadonlyArray<BandIncident> }) {
  const pathname = usePathname();
  const [open, setOpen] = useState(false);
  const band = useRef<HTMLElement>(null);
  useHeldPlace(band, `${pathname} ${open}`);
  // On an incident's own page its header says it.
  const shown = incidents.filter((incident) => !pathname.startsWith(incident.href));
  const [worst, ...others] = shown;
  if (!worst) return null;
  return (
    <section ref={band} className="band" aria-label="Open P0 and P1 incidents">
      <BandRow incident={worst}>
        {others.length > 0 ? (
          <button
            type="button"
            className="bandfold"
            aria-expanded={open}
            aria-controls="band-others"
            onClick={() => setOpen(!open)}
          >
            {moreWords(others)}
            <ChevronDown className="s" />
          </button>
        ) : null}
      </BandRow>
      {others.length > 0 ? (
        <div id="band-others" hidden={!open}>
          {others.map((incident) => (
            <BandRow key={incident.id} incident={incident} />
          ))}
        </div>
      ) : null}
    </section>
  );
}

/** "2 more P1", "1 more P0, 3 more P1" */
function moreWords(others: ReadonlyArray<BandIncident>): string {
  const levels = [...new Set(others.map((incident) => incident.severity))].sort();
  return levels
    .map((level) => `${others.filter((incident) => incident.severity === level).length} more ${level}`)
    .join(", ");
}

function BandRow({ incident, children }: { incident: BandIncident; children?: React.ReactNode }) {
  const { number, title, status, lead, href, clock, openedAt, severity } = incident;
  return (
    <div className="bandrow">
      <SeverityMark level={severity} />
      <Anchor href={href} className="min-w-0">
        <span className="mono xs desk t2 nw">{number}</span>
        <span className="m trunc">{title}</span>
        <span className="desk t2 nw">{status}</span>
        <span className="desk wide t2 nw">{lead ? `${lead} leads` : "Nobody leads yet"}</span>
      </Anchor>
      {children}
      <Anchor href={href} className="row nw end" tabIndex={-1}>
        <span className="vh">{number}</span>
        {clock ? <WorstClock label={clock.label} dueAt={clock.dueAt} /> : null}
        <Clock from={openedAt} label="running for" />
        <ChevronRight className="s t2" />
      </Anchor>
    </div>
  );
}

/** "Mitigate is over by 3:12", "Acknowledge in 2:20" */
function WorstClock({ label, dueAt }: { label: string; dueAt: string }) {
  const left = Math.floor((Date.parse(dueAt) - useNow()) / 1000);
  return (
    <span className="crit xs m desk num" suppressHydrationWarning>
      {label} {left < 0 ? "is " : ""}
      {formatRemaining(left)}
    </span>
  );
}
