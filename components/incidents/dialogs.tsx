"use client";

import { EditDialog } from "#components/incidents/edit-dialog.tsx";
import { EscalateDialog } from "#components/incidents/escalate-dialog.tsx";
import { LinkDialog } from "#components/incidents/link-dialog.tsx";
import { MergeDialog } from "#components/incidents/merge-dialog.tsx";
import { ReportDialog } from "#components/incidents/report-dialog.tsx";
import { SeverityDialog } from "#components/incidents/severity-dialog.tsx";
import type { Act } from "#components/incidents/use-act.ts";
import { sentenceOf } from "#components/incidents/use-act.ts";
import { numberOf } from "#components/incidents/words.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import type { SeverityChoice } from "#lib/incidents/queries/choices.ts";
import type { IncidentDto } from "#lib/incidents/schema/incidents.ts";
import type { Ref } from "#lib/incidents/schema.ts";

export type DialogName =
  | "escalate"
  | "severity"
  | "edit"
  | "report"
  | "close"
  | "link"
  | "merge"
  | "reopen"
  | "cancel"
  | "early";

export interface DialogsProps {
  name: DialogName | null;
  onClose: () => void;
  incident: IncidentDto;
  me: string;
  levels: ReadonlyArray<SeverityChoice>;
  runbooks: ReadonlyArray<Ref>;
  act: Act;
  onMerged: (intoId: string) => void;
  /** Resolves although the watch is not over. */
  onResolve: () => void;
}

/** The dialogs of the page; one is open at a time. */
export function Dialogs(props: DialogsProps) {
  const { name, onClose, incident, act } = props;
  const shared = { onClose, incident, act };
  // A dialog's content starts from the version it was opened on, so that a stale one is noticed.
  return (
    <>
      <EscalateDialog {...shared} open={name === "escalate"} />
      <SeverityDialog
        key={`severity ${incident.severity}`}
        {...shared}
        open={name === "severity"}
        levels={props.levels}
      />
      <EditDialog {...shared} open={name === "edit"} />
      <ReportDialog {...shared} open={name === "report"} closes={false} />
      <ReportDialog {...shared} open={name === "close"} closes />
      <LinkDialog {...shared} open={name === "link"} runbooks={props.runbooks} />
      <MergeDialog {...shared} open={name === "merge"} onMerged={props.onMerged} />
      <Reasons {...props} />
    </>
  );
}

function Reasons({ name, onClose, incident, me, act, onResolve }: DialogsProps) {
  const commands = incident.commander?.id === me;
  return (
    <>
      <ConfirmDialog
        open={name === "reopen"}
        onClose={onClose}
        title={`Reopen ${numberOf(incident)}?`}
        description={
          commands
            ? "It goes back to Investigating, and you keep the command."
            : "It goes back to Open with new clocks; a P0 or P1 tells whoever holds the pager again."
        }
        verb="Reopen"
        busyLabel="Reopening"
        keep="Leave it"
        reason={{ missing: "Say why it is reopened." }}
        onConfirm={async (reason) => sentenceOf(await act("POST", "/reopen", { reason }))}
      />
      <ConfirmDialog
        open={name === "early"}
        onClose={onClose}
        title="Resolve before the watch is over?"
        description="The fix is still being watched. Resolving it now ends the watch."
        verb="Resolve now"
        keep="Keep watching"
        onConfirm={async () => {
          onResolve();
          return undefined;
        }}
      />
      <ConfirmDialog
        open={name === "cancel"}
        onClose={onClose}
        title={`Cancel ${numberOf(incident)}?`}
        description="For what was declared in error. Nobody is called any more. The record stays."
        verb="Cancel incident"
        busyLabel="Cancelling"
        keep="Keep it open"
        tone="destroy"
        reason={{ missing: "Say why it is cancelled." }}
        onConfirm={async (reason) => sentenceOf(await act("POST", "/cancel", { reason }))}
      />
    </>
  );
}
