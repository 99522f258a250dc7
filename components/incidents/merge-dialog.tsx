"use client";

import { useState } from "react";
import { FindIncident } from "#components/incidents/find-incident.tsx";
import { FormDialog } from "#components/incidents/form-dialog.tsx";
import type { Act } from "#components/incidents/use-act.ts";
import { numberOf } from "#components/incidents/words.ts";
import type { IncidentDto } from "#lib/incidents/schema/incidents.ts";

type Props = {
  open: boolean;
  onClose: () => void;
  incident: IncidentDto;
  act: Act;
  onMerged: (intoId: string) => void;
};

/** Ends this incident in favour of another that is still going on. */
export function MergeDialog({ open, onClose, incident, act, onMerged }: Props) {
  const [intoId, setInto] = useState("");
  const [missing, setMissing] = useState(false);
  async function send() {
    setMissing(!intoId);
    if (!intoId) return null;
    const outcome = await act("POST", "/merge", { intoId });
    if (outcome.ok) onMerged(intoId);
    return outcome;
  }
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={`Merge ${numberOf(incident)} into another`}
      description="The other takes the worse severity, the people and the links. This cannot be undone; both timelines stay."
      verb="Merge"
      busyLabel="Merging"
      width={560}
      fields={["intoId"]}
      onSend={send}
    >
      {(refusal) => (
        <FindIncident
          label="Merge into"
          except={incident.id}
          active
          value={intoId}
          onChange={setInto}
          error={missing && !intoId ? "Choose the incident that goes on." : refusal.at("intoId")}
        />
      )}
    </FormDialog>
  );
}
