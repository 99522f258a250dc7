"use client";

import { useState } from "react";
import { FormDialog } from "#components/incidents/form-dialog.tsx";
import { PersonSelect } from "#components/incidents/person-select.tsx";
import { listWords } from "#components/incidents/roles-panel.tsx";
import type { Act } from "#components/incidents/use-act.ts";
import { numberOf } from "#components/incidents/words.ts";
import { useDraft } from "#components/patterns/use-draft.ts";
import type { Asked } from "#components/shell/use-asked.ts";
import { Segmented } from "#components/ui/choices.tsx";
import { Select, TextArea } from "#components/ui/inputs.tsx";
import { useCallable, usePager } from "#lib/incidents/hooks.ts";
import type { IncidentDto } from "#lib/incidents/schema/incidents.ts";
import type { CallableDto } from "#lib/incidents/schema/people.ts";
import type { Ref } from "#lib/incidents/schema.ts";

type Props = { open: boolean; onClose: () => void; incident: IncidentDto; act: Act };

const FIELDS = ["reason", "to", "to.level", "to.userId", "to.teamId"];

/** Calls the next level, a person or another team's pager, with a reason. Says whom it tells, and promises nothing more. */
export function EscalateDialog({ open, onClose, incident, act }: Props) {
  const choices = useCallable(open);
  const [kind, setKind] = useState("user");
  const [userId, setUser] = useState("");
  const [teamId, setTeam] = useState(incident.teamId);
  const [missing, setMissing] = useState(false);
  const reason = useDraft(`incident:${incident.id}:escalate`);
  const target = kind === "level" ? "next" : kind === "user" ? userId : teamId;
  async function send() {
    const why = reason.text.trim();
    setMissing(!why || !target);
    if (!why || !target) return null;
    const to = kind === "level" ? {} : { to: kind === "user" ? { userId } : { teamId } };
    const outcome = await act("POST", "/escalate", { reason: why, ...to });
    if (outcome.ok) reason.forget();
    return outcome;
  }
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={`Escalate ${numberOf(incident)}`}
      description="Whoever you call is told in the portal now, with your reason, and may work this incident."
      verb="Call now"
      busyLabel="Calling"
      fields={FIELDS}
      onSend={send}
    >
      {(refusal) => (
        <>
          <KindChoice value={kind} onChange={setKind} />
          {kind === "level" ? <NextLevel error={refusal.at("to.level") ?? refusal.at("to")} /> : null}
          {kind === "user" ? (
            <PersonSelect
              label="Person"
              choices={choices}
              value={userId}
              onChange={setUser}
              error={missing && !userId ? "Choose a person." : (refusal.at("to.userId") ?? refusal.at("to"))}
            />
          ) : null}
          {kind === "team" ? (
            <TeamSelect
              choices={choices}
              own={incident.team}
              value={teamId}
              onChange={setTeam}
              error={refusal.at("to.teamId") ?? refusal.at("to")}
            />
          ) : null}
          <TextArea
            label="Reason"
            placeholder="What you need from them"
            value={reason.text}
            required
            maxLength={1000}
            onChange={(event) => reason.write(event.target.value)}
            error={missing && !reason.text.trim() ? "Say why, in a few words." : refusal.at("reason")}
          />
        </>
      )}
    </FormDialog>
  );
}

function pagerWords(holders: ReadonlyArray<{ name: string }> | undefined): string | undefined {
  if (!holders) return undefined;
  if (holders.length === 0) return "Nobody holds this team's pager: choose a person.";
  return `Tells ${listWords(holders.map((one) => one.name))}, who holds the team's pager.`;
}

type TeamSelectProps = {
  choices: Asked<CallableDto>;
  own: Ref;
  value: string;
  onChange: (teamId: string) => void;
  error: string | undefined;
};

/** A team, with whom calling it tells. */
function TeamSelect({ choices, own, value, onChange, error }: TeamSelectProps) {
  const pager = usePager(value);
  return (
    <Select
      label="Team"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      options={(choices.data?.teams ?? [own]).map((team) => ({ value: team.id, label: team.name }))}
      hint={pagerWords(pager.data)}
      error={error}
    />
  );
}

/** The ladder beside the incident says who that is. */
function NextLevel({ error }: { error: string | undefined }) {
  return (
    <p className={error ? "xs crit" : "xs t2"} role={error ? "alert" : undefined}>
      {error ?? "The level above the last that rang is called now, without waiting; then those above it."}
    </p>
  );
}

function KindChoice({ value, onChange }: { value: string; onChange: (kind: string) => void }) {
  return (
    <Segmented
      className="justify-self-start"
      legend="Whom to call"
      name="escalate-kind"
      value={value}
      onChange={onChange}
      options={[
        { value: "level", label: "Next level" },
        { value: "user", label: "A person" },
        { value: "team", label: "A team" },
      ]}
    />
  );
}
