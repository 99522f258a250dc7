"use client";

import { useState } from "react";
import { useAttach } from "#components/incidents/attach.tsx";
import type { Act } from "#components/incidents/use-act.ts";
import { sentenceOf } from "#components/incidents/use-act.ts";
import { numberOf } from "#components/incidents/words.ts";
import { Composer, type ComposerKind } from "#components/patterns/composer.tsx";
import type { Unsent } from "#components/shell/unsent.ts";
import { Button } from "#components/ui/button.tsx";
import { TextInput } from "#components/ui/inputs.tsx";
import { useZone } from "#components/ui/time-context.tsx";
import { fromWall, toWall, zoneWords } from "#components/ui/wall-time.ts";
import type { IncidentDto } from "#lib/incidents/schema/incidents.ts";

const KINDS: readonly [ComposerKind, ...ComposerKind[]] = [
  { id: "note", label: "Note", verb: "Add note", placeholder: "What did you see or do?" },
  {
    id: "stakeholders",
    label: "Stakeholder update",
    verb: "Send update",
    placeholder: "What works, what does not, when the next update comes",
  },
  {
    id: "internal",
    label: "Team update",
    verb: "Write update",
    placeholder: "Where things stand, for the team",
  },
  { id: "decision", label: "Decision", verb: "Keep decision", placeholder: "What was decided, and why?" },
];

/** A note as it waits in this browser, under the name of who wrote it. */
function unsentNote(
  incident: IncidentDto,
  me: string,
  body: { text: string },
  idempotencyKey: string,
): Unsent {
  const short = body.text.length > 60 ? `${body.text.slice(0, 60)}…` : body.text;
  return {
    slot: idempotencyKey,
    idempotencyKey,
    author: me,
    method: "POST",
    path: `/incidents/${incident.id}/timeline`,
    body,
    at: new Date().toISOString(),
    says: `${numberOf(incident)}: ${short}`,
    href: `/incidents/${incident.id}`,
    problem: null,
  };
}

/** The frame loads this code on every page before anybody needs it; @returns whether the note is kept by this browser. */
const keep = (note: Unsent): Promise<boolean> =>
  import("#components/shell/unsent.ts").then(
    ({ keepUnsent }) => keepUnsent(note),
    () => false,
  );

/** The id of the composer's box: the key N and the phone's bar lead here. */
export const COMPOSER_ID = "incident-composer";

export interface EntryComposerProps {
  incident: IncidentDto;
  me: string;
  act: Act;
  /** Something was attached: the timeline is asked for again. */
  onAttached: () => void;
}

/** Note, update or decision; a note or decision can be dated back, pictures pasted. The draft survives reloads. */
export function EntryComposer({ incident, me, act, onAttached }: EntryComposerProps) {
  const { id } = incident;
  const attach = useAttach(id, onAttached);
  const [dated, setDated] = useState(false);
  const [when, setWhen] = useState("");
  const zone = useZone();

  async function send(text: string, kind: string): Promise<string | undefined> {
    if (kind === "stakeholders" || kind === "internal")
      return sentenceOf(await act("POST", "/updates", { text, audience: kind }));
    const at = dated ? fromWall(when, zone) : null;
    if (dated && !at) return "Say when it happened, or take the date away.";
    const body = { kind, text, ...(at ? { occurredAt: at } : {}) };
    const outcome = await act("POST", "/timeline", body, true);
    if (!outcome.ok && !outcome.silent) return sentenceOf(outcome);
    // No answer: it waits in this browser under its own key, and the composer is free for the next one.
    if (!outcome.ok && !(await keep(unsentNote(incident, me, body, outcome.idempotencyKey))))
      return sentenceOf(outcome);
    setDated(false);
    setWhen("");
    return undefined;
  }

  return (
    <div id={COMPOSER_ID} className="contents" onPaste={attach.onPaste}>
      <Composer
        draftKey={`incident:${id}`}
        kinds={KINDS}
        label="Write to the timeline"
        maxLength={10_000}
        onSend={send}
        foot={
          <div className="row wrap pt-1.5">
            <HappenedAt {...{ dated, setDated, when, setWhen, zone }} />
            {attach.button}
          </div>
        }
      />
    </div>
  );
}

type HappenedAtProps = {
  dated: boolean;
  setDated: (dated: boolean) => void;
  when: string;
  setWhen: (when: string) => void;
  /** Of the person's profile, like every other time on the page; the device's may be another. */
  zone: string;
};

/** A note can stand where it happened, in the time of the person's own zone, which it names. */
function HappenedAt({ dated, setDated, when, setWhen, zone }: HappenedAtProps) {
  const now = () => toWall(new Date().toISOString(), zone);
  return (
    <div className="row wrap">
      {dated ? (
        <>
          <TextInput
            type="datetime-local"
            label={`Happened at, ${zoneWords(zone)}`}
            hideLabel
            value={when}
            max={now()}
            onChange={(event) => setWhen(event.target.value)}
          />
          <span className="xs t2" aria-hidden="true">
            {zoneWords(zone)}
          </span>
          <Button size="sm" variant="quiet" onClick={() => setDated(false)}>
            It happened now
          </Button>
        </>
      ) : (
        <Button
          size="sm"
          variant="quiet"
          onClick={() => {
            setWhen(now());
            setDated(true);
          }}
        >
          It happened earlier
        </Button>
      )}
    </div>
  );
}
