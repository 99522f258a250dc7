"use client";

import ArrowUpRight from "lucide-react/icons/arrow-up-right";
import MessageSquarePlus from "lucide-react/icons/message-square-plus";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useHotkeys } from "react-hotkeys-hook";
import { Ladder } from "#components/escalations/ladder.tsx";
import { AboutPanel, ReportPanel } from "#components/incidents/about-panel.tsx";
import { ActionsMenu } from "#components/incidents/actions-menu.tsx";
import { AroundPanel } from "#components/incidents/around-panel.tsx";
import { ClocksPanel } from "#components/incidents/clocks-panel.tsx";
import type { DialogName } from "#components/incidents/dialogs.tsx";
import { COMPOSER_ID, EntryComposer } from "#components/incidents/entry-composer.tsx";
import { FixWatch, isWatched } from "#components/incidents/fix-watch.tsx";
import { FollowButton } from "#components/incidents/follow-button.tsx";
import { IncidentHead, StepButton } from "#components/incidents/head.tsx";
import { LinksPanel } from "#components/incidents/links-panel.tsx";
import { type Move, stepOf, useMove } from "#components/incidents/next-step.ts";
import { NotYet } from "#components/incidents/not-yet.tsx";
import { OutsidePanel } from "#components/incidents/outside-panel.tsx";
import { RolesPanel } from "#components/incidents/roles-panel.tsx";
import { SimilarPanel } from "#components/incidents/similar-panel.tsx";
import { TasksPanel } from "#components/incidents/tasks-panel.tsx";
import { TimelinePanel } from "#components/incidents/timeline-panel.tsx";
import { useAct } from "#components/incidents/use-act.ts";
import { HereNow } from "#components/people/here-now.tsx";
import { callApi } from "#components/shell/api.ts";
import { ActionBar } from "#components/shell/page-head.tsx";
import { type PageKey, usePageKeys } from "#components/shell/page-keys.ts";
import { useSingleKeys } from "#components/shell/single-keys.ts";
import { Button } from "#components/ui/button.tsx";
import { serverNow } from "#components/ui/clock-store.ts";
import { type IncidentView, useIncident } from "#lib/incidents/hooks.ts";
import type { SeverityChoice } from "#lib/incidents/queries/choices.ts";
import type { PagerDto } from "#lib/incidents/schema/declaring.ts";
import type { Ref } from "#lib/incidents/schema.ts";
import type { PostmortemRow } from "#lib/postmortems/schema.ts";
import "#components/incidents/incidents.css";
import { onDemand } from "#components/ui/on-demand.tsx";

const Dialogs = onDemand(async () => (await import("./dialogs.tsx")).Dialogs);

export interface IncidentScreenProps {
  initial: IncidentView;
  me: string;
  levels: ReadonlyArray<SeverityChoice>;
  runbooks: ReadonlyArray<Ref>;
  /** Who holds the team's pager: to ring when the server does not answer. */
  pager: ReadonlyArray<PagerDto>;
  postmortem: PostmortemRow | null;
  /** My unread messages about it: opening the page is seeing them. */
  unread: ReadonlyArray<string>;
}

/** One incident, live: head, timeline, who does what, what it is tied to. */
export function IncidentScreen(props: IncidentScreenProps) {
  const { me, levels, runbooks, pager, postmortem } = props;
  const { view, refresh } = useIncident(props.initial);
  const { incident } = view;
  const act = useAct(incident.id, refresh);
  const move = useMove(incident.status, act);
  const [dialog, setDialog] = useState<DialogName | null>(null);
  // Loaded with the first one that is opened; kept from then on, with what was typed.
  const [asked, setAsked] = useState(false);
  const open = (name: DialogName | null) => {
    setAsked(true);
    setDialog(name);
  };
  const router = useRouter();
  const onStep = () => {
    const step = stepOf(incident);
    if (step === "closed") open("close");
    else if (step === "resolved" && isWatched(incident, serverNow())) open("early");
    else if (step && !move.busy) move.go(step);
  };
  useSeen(props.unread);
  useKeys(incident.abilities, onStep, open);
  const may = incident.abilities;
  const when = (allowed: boolean, name: DialogName) => (allowed ? () => open(name) : undefined);
  return (
    <>
      <IncidentHead view={view} move={move} onStep={onStep} open={open} />
      <NotYet incident={incident} move={move} pager={pager} />
      <FixWatch incident={incident} act={act} onResolve={onStep} />
      <div className="icols">
        <TimelinePanel
          view={view}
          act={act}
          composer={
            may.note ? <EntryComposer incident={incident} me={me} act={act} onAttached={refresh} /> : null
          }
        />
        <aside className="stack" aria-label="About this incident">
          <HereNow path={`/incidents/${incident.id}/presence`} />
          <FollowButton following={view.following} act={act} />
          <RolesPanel incident={incident} roles={view.roles} me={me} act={act} />
          <Ladder
            escalations={view.escalations}
            watch={view.watch}
            me={me}
            onTake={incident.status === "open" ? undefined : () => move.go("acknowledged")}
          />
          <TasksPanel incident={incident} tasks={view.tasks} act={act} />
          <AroundPanel around={view.around} />
          <OutsidePanel incident={incident} outside={view.outside} act={act} />
          <AboutPanel incident={incident} onEdit={when(may.edit, "edit")} />
          <ReportPanel incident={incident} onWrite={when(may.edit, "report")} />
          <LinksPanel
            links={view.links}
            postmortem={postmortem}
            externalUrl={incident.externalUrl}
            onAdd={when(may.edit, "link")}
          />
          <SimilarPanel id={incident.id} />
          <ClocksPanel incident={incident} />
        </aside>
      </div>
      <PhoneActions view={view} move={move} onStep={onStep} open={open} />
      {asked ? (
        <Dialogs
          name={dialog}
          onClose={() => open(null)}
          incident={incident}
          me={me}
          levels={levels}
          runbooks={runbooks}
          act={act}
          onResolve={() => move.go("resolved")}
          onMerged={(id) => router.push(`/incidents/${id}`)}
        />
      ) : null}
    </>
  );
}

function focusComposer() {
  const box = document.querySelector<HTMLTextAreaElement>(`#${COMPOSER_ID} textarea`);
  box?.focus();
  box?.scrollIntoView({ block: "nearest" });
}

type Bar = { view: IncidentView; move: Move; onStep: () => void; open: (name: DialogName) => void };

function PhoneActions(props: Bar) {
  const { abilities } = props.view.incident;
  return (
    <ActionBar>
      <StepButton {...props} />
      {abilities.escalate ? (
        <Button iconOnly label="Escalate" icon={<ArrowUpRight />} onClick={() => props.open("escalate")} />
      ) : null}
      {abilities.note ? (
        <Button iconOnly label="Write to the timeline" icon={<MessageSquarePlus />} onClick={focusComposer} />
      ) : null}
      <ActionsMenu view={props.view} move={props.move} open={props.open} placement="top end" />
    </ActionBar>
  );
}

/** Somebody who has the incident before them has seen the messages about it. */
function useSeen(unread: ReadonlyArray<string>) {
  const ids = unread.join(" ");
  useEffect(() => {
    if (!ids) return;
    // Should this not arrive, the messages simply stay unread.
    callApi("POST", "/notifications/read", { ids: ids.split(" ") }).catch(() => undefined);
  }, [ids]);
}

const KEYS: ReadonlyArray<PageKey> = [
  { keys: ["M"], words: "Next step of this incident" },
  { keys: ["N"], words: "Write to the timeline" },
  { keys: ["E"], words: "Escalate" },
];

const nothingOpen = () => document.querySelector("dialog[open], [aria-modal='true'], [role='menu']") === null;

function useKeys(
  may: IncidentView["incident"]["abilities"],
  onStep: () => void,
  open: (name: DialogName) => void,
) {
  const on = useSingleKeys();
  usePageKeys(KEYS);
  const options = { enabled: () => on && nothingOpen(), preventDefault: true };
  useHotkeys("m", onStep, options);
  useHotkeys("n", () => (may.note ? focusComposer() : undefined), options);
  useHotkeys("e", () => (may.escalate ? open("escalate") : undefined), options);
}
