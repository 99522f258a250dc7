"use client";

import ArrowUpRight from "lucide-react/icons/arrow-up-right";
import Lock from "lucide-react/icons/lock";
import ShieldCheck from "lucide-react/icons/shield-check";
import { useEffect, useRef, useState } from "react";
import { ActionsMenu } from "#components/incidents/actions-menu.tsx";
import type { DialogName } from "#components/incidents/dialogs.tsx";
import { endedAt } from "#components/incidents/guide-facts.ts";
import { Instruments } from "#components/incidents/instruments.tsx";
import { type Move, stepOf } from "#components/incidents/next-step.ts";
import { numberOf, SOURCE_WORD, STATUS_WORD, STEP } from "#components/incidents/words.ts";
import { type PathStep, StatusPath } from "#components/patterns/status-path.tsx";
import { LiveBadge } from "#components/shell/live-badge.tsx";
import { Anchor } from "#components/ui/anchor.tsx";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { Badge, SeverityMark } from "#components/ui/marks.tsx";
import { Clock, RelativeTime } from "#components/ui/time.tsx";
import type { IncidentView } from "#lib/incidents/hooks.ts";
import { PATH } from "#lib/incidents/model.ts";
import type { IncidentDto } from "#lib/incidents/schema/incidents.ts";

export interface HeadProps {
  view: IncidentView;
  move: Move;
  onStep: () => void;
  open: (dialog: DialogName) => void;
}

/** The verb of the next status; busy until the server has answered. */
export function StepButton({ view, move, onStep, keys }: HeadProps & { keys?: string | undefined }) {
  const step = stepOf(view.incident);
  if (!step) return null;
  return (
    <Button
      variant="primary"
      icon={<ShieldCheck />}
      keys={keys}
      busy={move.busy !== null}
      busyLabel={STEP[move.busy ?? step].busy}
      onClick={onStep}
    >
      {STEP[step].verb}
    </Button>
  );
}

/** Mark, number, title, next step; the path; the instruments. Folds to one line when scrolled away. */
export function IncidentHead(props: HeadProps) {
  const { view, open } = props;
  const { incident } = view;
  const end = useRef<HTMLDivElement>(null);
  const folded = useScrolledPast(end);
  return (
    <>
      <FoldedHead {...props} folded={folded} />
      <div className={cx("ihead panel", incident.severity.toLowerCase())}>
        <div className="ih1">
          <SeverityMark level={incident.severity} large />
          <div className="grow">
            <Meta incident={incident} />
            <h1>{incident.title}</h1>
          </div>
          <div className="row desk noprint">
            <LiveBadge />
            <ActionsMenu view={view} move={props.move} open={open} />
            {incident.abilities.escalate ? (
              <Button icon={<ArrowUpRight />} keys="E" onClick={() => open("escalate")}>
                Escalate
              </Button>
            ) : null}
            <StepButton {...props} keys="M" />
          </div>
        </div>
        <StatusPath steps={pathOf(incident)} />
        <Instruments incident={incident} entries={view.entries} />
        <div ref={end} />
      </div>
    </>
  );
}

function FoldedHead(props: HeadProps & { folded: boolean }) {
  const { incident, entries } = props.view;
  return (
    <div className="ifold noprint" data-on={props.folded || undefined} inert={!props.folded}>
      <div className="ifold-in">
        <SeverityMark level={incident.severity} />
        <span className="mono xs t2 desk">{numberOf(incident)}</span>
        <span className="m trunc grow">{incident.title}</span>
        <span className="t2 nw desk">{STATUS_WORD[incident.status]}</span>
        <Clock from={incident.openedAt} until={endedAt(incident, entries)} label="running for" />
        <span className="desk">
          <StepButton {...props} />
        </span>
      </div>
    </div>
  );
}

function useScrolledPast(end: React.RefObject<HTMLElement | null>): boolean {
  const [past, setPast] = useState(false);
  useEffect(() => {
    if (!end.current) return;
    const watch = new IntersectionObserver(
      ([entry]) => setPast(entry !== undefined && !entry.isIntersecting && entry.boundingClientRect.top < 90),
      { rootMargin: "-90px 0px 0px 0px" },
    );
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [end]);
  return past;
}

function Meta({ incident }: { incident: IncidentDto }) {
  const source = SOURCE_WORD[incident.source] ?? "";
  return (
    <div className="xs t2 meta">
      <span className="mono">{numberOf(incident)}</span>
      {incident.service ? (
        <Anchor className="hover:underline" href={`/services/${incident.service.id}`}>
          {incident.service.name}
        </Anchor>
      ) : null}
      <span>{incident.team.name}</span>
      <span className="desk wide">
        Opened <RelativeTime iso={incident.openedAt} show="moment" /> {source}
      </span>
      {incident.private ? (
        <span>
          <Badge tone="line" icon={<Lock />}>
            Private
          </Badge>
        </span>
      ) : null}
      {incident.mergedInto ? (
        <Anchor className="link" href={`/incidents/${incident.mergedInto.id}`}>
          Goes on in INC-{incident.mergedInto.number}
        </Anchor>
      ) : null}
    </div>
  );
}

const STAMP = {
  open: "openedAt",
  acknowledged: "acknowledgedAt",
  investigating: "investigatingAt",
  mitigated: "mitigatedAt",
  resolved: "resolvedAt",
  closed: "closedAt",
} as const;

function pathOf(incident: IncidentDto): PathStep[] {
  const aside = incident.status === "cancelled" || incident.status === "merged";
  const reached = aside
    ? Math.max(...PATH.map((status, index) => (incident[STAMP[status]] ? index : 0)))
    : PATH.indexOf(incident.status as (typeof PATH)[number]);
  const steps = PATH.map((status, index): PathStep => {
    const at = incident[STAMP[status]];
    const current = !aside && index === reached;
    return {
      label: STATUS_WORD[status],
      state: current ? "current" : index <= reached ? "done" : "ahead",
      time: at ? (
        <>
          {current && index > 0 ? <span className="max-lg:hidden">since </span> : null}
          <RelativeTime iso={at} show="moment" />
        </>
      ) : undefined,
    };
  });
  if (!aside) return steps;
  const end: PathStep = { label: STATUS_WORD[incident.status], state: "current" };
  return [...steps.slice(0, reached + 1), end];
}
