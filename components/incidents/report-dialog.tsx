"use client";

import { useState } from "react";
import { FormDialog } from "#components/incidents/form-dialog.tsx";
import type { Act } from "#components/incidents/use-act.ts";
import { useKept } from "#components/incidents/use-kept.ts";
import { numberOf, REPORT_WORD } from "#components/incidents/words.ts";
import { TextArea } from "#components/ui/inputs.tsx";
import { missingReportParts } from "#lib/incidents/model/life.ts";
import type { IncidentDto } from "#lib/incidents/schema/incidents.ts";

const HINT = {
  happened: "What people noticed, from when to when.",
  cause: "What made it happen. Systems, not people.",
  resolution: "What ended it, and how that was confirmed.",
} as const;
const MISSING = {
  happened: "Say what happened.",
  cause: "Name the root cause.",
  resolution: "Say what resolved it.",
} as const;
const PARTS = ["happened", "cause", "resolution"] as const;

export interface ReportDialogProps {
  open: boolean;
  onClose: () => void;
  incident: IncidentDto;
  /** Closing needs all three parts; writing keeps what is there. */
  closes: boolean;
  act: Act;
}

/** The incident report; each part keeps its draft in this browser until it is sent. */
export function ReportDialog({ open, onClose, incident, closes, act }: ReportDialogProps) {
  const drafts = {
    happened: useKept(`incident:${incident.id}:happened`, incident.report.happened || incident.summary),
    cause: useKept(`incident:${incident.id}:cause`, incident.report.cause),
    resolution: useKept(`incident:${incident.id}:resolution`, incident.report.resolution),
  };
  const [asked, setAsked] = useState(false);
  const report = {
    happened: drafts.happened.text.trim(),
    cause: drafts.cause.text.trim(),
    resolution: drafts.resolution.text.trim(),
  };
  const missing = missingReportParts(report);

  async function send() {
    setAsked(true);
    if (closes && missing.length > 0) return null;
    const outcome = closes
      ? await act("POST", "/close", { report })
      : await act("PATCH", "", { version: incident.version, report });
    if (outcome.ok) for (const part of PARTS) drafts[part].settle();
    return outcome;
  }
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={closes ? `Close ${numberOf(incident)} with its report` : `Report of ${numberOf(incident)}`}
      description={closes ? "All three parts are needed; they can still be edited later." : undefined}
      verb={closes ? "Close incident" : "Keep report"}
      busyLabel={closes ? "Closing" : "Keeping"}
      width={600}
      fields={PARTS.map((part) => `report.${part}`)}
      onSend={send}
    >
      {(refusal) =>
        PARTS.map((part) => (
          <TextArea
            key={part}
            label={REPORT_WORD[part]}
            hint={HINT[part]}
            rows={3}
            maxLength={10_000}
            value={drafts[part].text}
            onChange={(event) => drafts[part].write(event.target.value)}
            error={closes && asked && missing.includes(part) ? MISSING[part] : refusal.at(`report.${part}`)}
          />
        ))
      }
    </FormDialog>
  );
}
