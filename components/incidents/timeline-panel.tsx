"use client";

import ChevronUp from "lucide-react/icons/chevron-up";
import { useMemo, useState } from "react";
import { itemOf, openingItem } from "#components/incidents/timeline-items.tsx";
import type { Act } from "#components/incidents/use-act.ts";
import { sentenceOf } from "#components/incidents/use-act.ts";
import { StarButton, type TimelineItem, TimelineList } from "#components/patterns/timeline.tsx";
import { useUrlChoice } from "#components/shell/use-url-choice.ts";
import { Button } from "#components/ui/button.tsx";
import { Segmented } from "#components/ui/choices.tsx";
import { useZone } from "#components/ui/time-context.tsx";
import { toast } from "#components/ui/toast.ts";
import type { IncidentView } from "#lib/incidents/hooks.ts";
import { formatMoment } from "#lib/platform/format.ts";

const SHOWS = ["all", "starred", "updates"] as const;
/** So many entries stand open; earlier ones behind one button. */
const OPEN = 40;
/** Dated back by more than this, the moment of writing is said too. */
const BACK_MS = 60_000;

function namesOf(view: IncidentView): Map<string, string> {
  return new Map(view.escalations.flatMap((one) => one.pages.map((page) => [page.user.id, page.user.name])));
}

export interface TimelinePanelProps {
  view: IncidentView;
  act: Act;
  composer: React.ReactNode;
}

/** What happened, oldest first, with the box to write under it. */
export function TimelinePanel({ view, act, composer }: TimelinePanelProps) {
  const [show, setShow] = useUrlChoice("timeline", SHOWS, "all");
  const [whole, setWhole] = useState(false);
  const items = useItems(view, act).filter(
    (item) => show === "all" || (show === "starred" ? item.starred : item.kind === "Update"),
  );
  const zone = useZone();
  const hidden = whole ? 0 : Math.max(0, items.length - OPEN);
  const total = view.entries.length;
  return (
    <section className="panel tlp" aria-labelledby="timeline-title">
      <header className="tlh">
        <h2 id="timeline-title">Timeline</h2>
        <span className="n num">{total}</span>
        <span className="end noprint">
          <Segmented
            legend="Show"
            name="timeline-show"
            value={show}
            onChange={setShow}
            options={[
              { value: "all", label: "All" },
              { value: "starred", label: "Starred" },
              { value: "updates", label: "Updates" },
            ]}
          />
        </span>
      </header>
      {hidden > 0 ? (
        <p className="px-2">
          <Button size="sm" variant="quiet" icon={<ChevronUp />} onClick={() => setWhole(true)}>
            {hidden} earlier entries
          </Button>
        </p>
      ) : null}
      {items.length > 0 ? (
        <TimelineList items={items.slice(hidden)} from={view.incident.openedAt} zone={zone} />
      ) : (
        <p className="px-3.5 pb-3 t3">
          {show === "starred"
            ? "Nothing starred yet. A starred entry goes into the postmortem."
            : "No update was written yet."}
        </p>
      )}
      {composer}
    </section>
  );
}

function useItems(view: IncidentView, act: Act): TimelineItem[] {
  const zone = useZone();
  const may = view.incident.abilities.note;
  return useMemo(() => {
    const names = namesOf(view);
    const star = async (id: string, starred: boolean) => {
      const problem = sentenceOf(await act("PUT", `/timeline/${id}/star`, { starred }));
      if (problem) toast({ title: "The star was not kept", detail: problem, tone: "crit" });
    };
    const entries = view.entries.map((entry) => {
      const back = Math.abs(Date.parse(entry.at) - Date.parse(entry.occurredAt)) > BACK_MS;
      return itemOf(entry, names, {
        written: back ? `written ${formatMoment(entry.at, Date.parse(entry.at), zone)}` : undefined,
        star: may ? <StarButton on={entry.starred} onToggle={(on) => void star(entry.id, on)} /> : undefined,
      });
    });
    const opened = view.escalations.filter((one) => one.cause === "opened").map(openingItem);
    return [...entries, ...opened].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  }, [view, act, may, zone]);
}
