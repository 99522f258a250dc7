"use client";

import { useState } from "react";
import type { Act } from "#components/incidents/use-act.ts";
import { sentenceOf } from "#components/incidents/use-act.ts";
import { Composer, type ComposerKind } from "#components/patterns/composer.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextInput } from "#components/ui/inputs.tsx";

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

/** The id of the composer's box: the key N and the phone's bar lead here. */
export const COMPOSER_ID = "incident-composer";

/** Note, update or decision; a note or decision can be dated back. The draft survives reloads. */
export function EntryComposer({ id, act }: { id: string; act: Act }) {
  const [dated, setDated] = useState(false);
  const [when, setWhen] = useState("");

  async function send(text: string, kind: string): Promise<string | undefined> {
    if (kind === "stakeholders" || kind === "internal")
      return sentenceOf(await act("POST", "/updates", { text, audience: kind }));
    const at = dated && when ? new Date(when) : null;
    if (dated && !at) return "Say when it happened, or take the date away.";
    const outcome = await act("POST", "/timeline", {
      kind,
      text,
      ...(at ? { occurredAt: at.toISOString() } : {}),
    });
    if (outcome.ok) {
      setDated(false);
      setWhen("");
    }
    return sentenceOf(outcome);
  }

  return (
    <div id={COMPOSER_ID} className="contents">
      <Composer
        draftKey={`incident:${id}`}
        kinds={KINDS}
        label="Write to the timeline"
        maxLength={10_000}
        onSend={send}
        foot={<HappenedAt {...{ dated, setDated, when, setWhen }} />}
      />
    </div>
  );
}

type HappenedAtProps = {
  dated: boolean;
  setDated: (dated: boolean) => void;
  when: string;
  setWhen: (when: string) => void;
};

/** A note can stand where it happened, in this device's time. */
function HappenedAt({ dated, setDated, when, setWhen }: HappenedAtProps) {
  return (
    <div className="row wrap pt-1.5">
      {dated ? (
        <>
          <TextInput
            type="datetime-local"
            label="Happened at"
            hideLabel
            value={when}
            max={localNow()}
            onChange={(event) => setWhen(event.target.value)}
          />
          <Button size="sm" variant="quiet" onClick={() => setDated(false)}>
            It happened now
          </Button>
        </>
      ) : (
        <Button
          size="sm"
          variant="quiet"
          onClick={() => {
            setWhen(localNow());
            setDated(true);
          }}
        >
          It happened earlier
        </Button>
      )}
    </div>
  );
}

/** Now as `<input type="datetime-local">` wants it, in this device's zone. */
function localNow(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
