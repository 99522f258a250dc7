"use client";

import { useState } from "react";
import { FormDialog } from "#components/incidents/form-dialog.tsx";
import { PersonSelect } from "#components/incidents/person-select.tsx";
import type { Act } from "#components/incidents/use-act.ts";
import { sentenceOf } from "#components/incidents/use-act.ts";
import { ROLE_WORD } from "#components/incidents/words.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Select, TextArea } from "#components/ui/inputs.tsx";
import { useCallable } from "#lib/incidents/hooks.ts";
import { type IncidentRole, ROLES } from "#lib/incidents/model.ts";
import type { RoleDto } from "#lib/incidents/schema/people.ts";

/** Hands one's own role to somebody, with what they have to know. */
export function HandOverRole(props: { role: IncidentRole; act: Act; onClose: () => void }) {
  const { role, act, onClose } = props;
  const choices = useCallable(true);
  const [userId, setUser] = useState("");
  const [note, setNote] = useState("");
  const [missing, setMissing] = useState(false);
  async function send() {
    setMissing(userId === "");
    if (userId === "") return null;
    return act("PUT", `/roles/${role}`, { userId, note: note.trim() });
  }
  return (
    <FormDialog
      open
      onClose={onClose}
      title={`Hand over: ${ROLE_WORD[role].toLowerCase()}`}
      description="They are told at once; the note stands on the timeline."
      verb="Hand over"
      busyLabel="Handing over"
      fields={["userId", "note"]}
      onSend={send}
    >
      {(refusal) => (
        <>
          <PersonSelect
            label="To"
            choices={choices}
            value={userId}
            onChange={setUser}
            error={missing ? "Choose a person." : refusal.at("userId")}
          />
          <TextArea
            label="What they have to know"
            value={note}
            maxLength={2000}
            rows={4}
            onChange={(event) => setNote(event.target.value)}
            error={refusal.at("note")}
          />
        </>
      )}
    </FormDialog>
  );
}

type AssignProps = { open: boolean; onClose: () => void; act: Act; held: ReadonlyArray<RoleDto> };

/** Gives a role to somebody, or leaves it empty. */
export function AssignDialog(props: AssignProps) {
  return (
    <Dialog open={props.open} onClose={props.onClose} title="Give a role">
      <AssignForm {...props} />
    </Dialog>
  );
}

function AssignForm({ onClose, act, held }: AssignProps) {
  const choices = useCallable(true);
  const [role, setRole] = useState<IncidentRole>("commander");
  const [userId, setUser] = useState("");
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  const holder = held.find((one) => one.role === role);
  const canEmpty = role !== "responder" && holder !== undefined;

  async function give(to: string | null) {
    if (to === "") return setFailed("Choose a person.");
    setBusy(true);
    const problem = sentenceOf(await act("PUT", `/roles/${role}`, { userId: to }));
    setBusy(false);
    if (problem) setFailed(problem);
    else onClose();
  }
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void give(userId);
      }}
    >
      <Select
        label="Role"
        value={role}
        onChange={(event) => setRole(event.target.value as IncidentRole)}
        options={ROLES.map((value) => ({
          value,
          label: ROLE_WORD[value].replace(/^Responders$/u, "Responder"),
        }))}
        hint={role !== "responder" && holder ? `${holder.user.name} has it now and hands over.` : undefined}
      />
      <PersonSelect label="Person" choices={choices} value={userId} onChange={setUser} />
      <div role="alert">
        <FieldError>{failed}</FieldError>
      </div>
      <footer>
        {canEmpty ? (
          <Button variant="quiet" disabled={busy} onClick={() => void give(null)}>
            Leave it empty
          </Button>
        ) : null}
        <Button type="submit" variant="primary" busy={busy} busyLabel="Giving">
          Give the role
        </Button>
      </footer>
    </form>
  );
}
