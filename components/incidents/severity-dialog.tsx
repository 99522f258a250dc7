"use client";

import { useState } from "react";
import { FormDialog } from "#components/incidents/form-dialog.tsx";
import { SeverityChoice } from "#components/incidents/severity-choice.tsx";
import type { Act } from "#components/incidents/use-act.ts";
import { numberOf } from "#components/incidents/words.ts";
import { TextArea } from "#components/ui/inputs.tsx";
import { isRaise } from "#lib/incidents/model/severity.ts";
import type { Severity } from "#lib/incidents/model.ts";
import type { SeverityChoice as Level } from "#lib/incidents/queries/choices.ts";
import type { IncidentDto } from "#lib/incidents/schema/incidents.ts";

export interface SeverityDialogProps {
  open: boolean;
  onClose: () => void;
  incident: IncidentDto;
  levels: ReadonlyArray<Level>;
  act: Act;
}

/** Raise or lower; lowering asks for a reason. */
export function SeverityDialog({ open, onClose, incident, levels, act }: SeverityDialogProps) {
  const [level, setLevel] = useState<Severity>(incident.severity);
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const lowers = isRaise(level, incident.severity);
  const may = levels.filter(
    (one) =>
      one.level === incident.severity ||
      (isRaise(incident.severity, one.level) ? incident.abilities.raise : incident.abilities.lower),
  );
  async function send() {
    const why = reason.trim();
    setMissing(lowers && !why);
    if (lowers && !why) return null;
    return act("POST", "/severity", { severity: level, ...(why ? { reason: why } : {}) });
  }
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={`Change the severity of ${numberOf(incident)}`}
      description={
        incident.abilities.lower
          ? "Raising starts the new clocks now. Lowering counts them from opening; what was late stays late."
          : "Raising starts the new clocks now. Only the commander or a lead of the team lowers a P0 or P1."
      }
      verb={level === incident.severity ? "Keep it" : lowers ? `Lower to ${level}` : `Raise to ${level}`}
      busyLabel="Changing"
      width={560}
      fields={["reason", "severity"]}
      onSend={send}
    >
      {(refusal) => (
        <>
          <SeverityChoice levels={may} value={level} onChange={setLevel} error={refusal.at("severity")} />
          <TextArea
            label="Reason"
            note={lowers ? "needed to lower a severity" : "if it helps others"}
            value={reason}
            maxLength={1000}
            onChange={(event) => setReason(event.target.value)}
            error={missing ? "Say why it is lowered." : refusal.at("reason")}
          />
        </>
      )}
    </FormDialog>
  );
}
