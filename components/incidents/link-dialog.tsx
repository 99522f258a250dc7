"use client";

import { useState } from "react";
import { FindIncident } from "#components/incidents/find-incident.tsx";
import { FormDialog } from "#components/incidents/form-dialog.tsx";
import { linkOf } from "#components/incidents/link-target.ts";
import type { Act } from "#components/incidents/use-act.ts";
import { Segmented } from "#components/ui/choices.tsx";
import { Select, TextInput } from "#components/ui/inputs.tsx";
import type { IncidentDto } from "#lib/incidents/schema/incidents.ts";
import type { LinkInput } from "#lib/incidents/schema/links.ts";
import type { Ref } from "#lib/incidents/schema.ts";

export interface LinkDialogProps {
  open: boolean;
  onClose: () => void;
  incident: IncidentDto;
  runbooks: ReadonlyArray<Ref>;
  act: Act;
}

const KINDS = [
  { value: "address", label: "Address" },
  { value: "runbook", label: "Runbook" },
  { value: "incident", label: "Incident" },
];
const MISSING: Record<string, string> = {
  address: "Paste an http or https address.",
  runbook: "Choose a runbook.",
  incident: "Choose an incident.",
};

/** Ties the incident to an address, a page of this portal, a runbook or another incident. */
export function LinkDialog({ open, onClose, incident, runbooks, act }: LinkDialogProps) {
  const [kind, setKind] = useState("address");
  const [address, setAddress] = useState("");
  const [chosen, setChosen] = useState("");
  const [missing, setMissing] = useState(false);

  function link(): LinkInput | null {
    if (kind === "address") return linkOf(address, window.location.origin);
    if (!chosen) return null;
    return { kind: kind === "runbook" ? "runbook" : "incident", subjectId: chosen, part: "" };
  }
  async function send() {
    const body = link();
    setMissing(!body);
    if (!body) return null;
    const outcome = await act("POST", "/links", body);
    if (outcome.ok) {
      setAddress("");
      setChosen("");
    }
    return outcome;
  }
  const said = missing ? MISSING[kind] : undefined;
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title="Add a link"
      verb="Link"
      busyLabel="Linking"
      width={560}
      fields={["link.subjectId", "subjectId"]}
      onSend={send}
    >
      {(refusal) => {
        const error = said ?? refusal.at("link.subjectId") ?? refusal.at("subjectId");
        return (
          <>
            <Segmented
              className="justify-self-start"
              legend="What to link"
              name="link-kind"
              value={kind}
              onChange={(next) => {
                setKind(next);
                setChosen("");
                setMissing(false);
              }}
              options={KINDS}
            />
            <Target
              {...{ kind, address, setAddress, chosen, setChosen, runbooks, error }}
              except={incident.id}
            />
          </>
        );
      }}
    </FormDialog>
  );
}

type TargetProps = {
  kind: string;
  address: string;
  setAddress: (address: string) => void;
  chosen: string;
  setChosen: (id: string) => void;
  runbooks: ReadonlyArray<Ref>;
  except: string;
  error: string | undefined;
};

function Target(props: TargetProps) {
  const { kind, address, setAddress, chosen, setChosen, runbooks, except, error } = props;
  return (
    <>
      {kind === "address" ? (
        <TextInput
          label="Address"
          type="url"
          placeholder="https://"
          value={address}
          maxLength={2000}
          onChange={(event) => setAddress(event.target.value)}
          hint="A dashboard, a ticket, a release; or a checklist run of this portal."
          error={error}
        />
      ) : null}
      {kind === "runbook" ? (
        <Select
          label="Runbook"
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
          placeholder={runbooks.length > 0 ? "Choose a runbook" : "There is no runbook yet"}
          options={runbooks.map(({ id, name }) => ({ value: id, label: name }))}
          error={error}
        />
      ) : null}
      {kind === "incident" ? (
        <FindIncident
          label="Incident"
          except={except}
          active={false}
          value={chosen}
          onChange={setChosen}
          error={error}
        />
      ) : null}
    </>
  );
}
