"use client";

import { type KeyboardEvent, useId, useState } from "react";
import { useDraft } from "#components/patterns/use-draft.ts";
import { Button } from "#components/ui/button.tsx";
import { Segmented } from "#components/ui/choices.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { useModKey } from "#components/ui/mod-key.ts";
import { useZone } from "#components/ui/time-context.tsx";
import { formatTime } from "#lib/platform/format.ts";

export type ComposerKind = { id: string; label: string; verb: string; placeholder?: string | undefined };

export type ComposerProps = {
  /** The draft is kept under this key: "incident:<id>". */
  draftKey: string;
  /** One or more kinds of text: Note, Stakeholder update, Decision. */
  kinds: readonly [ComposerKind, ...ComposerKind[]];
  /** Sends it. A returned string is the error shown; the text stays. */
  onSend: (text: string, kind: string) => Promise<string | undefined>;
  /** The field's name for a screen reader. */
  label: string;
  maxLength?: number | undefined;
  /** Under the box: who is writing. */
  foot?: React.ReactNode;
  /** While writing: tell the others. */
  onTyping?: (() => void) | undefined;
};

/** A text box that loses nothing: kept as it is typed, cleared only after the server has taken it. */
export function Composer(props: ComposerProps) {
  const { draftKey, kinds, onSend, label, maxLength, foot, onTyping } = props;
  const draft = useDraft(draftKey);
  const [kindId, setKind] = useState<string>(kinds[0].id);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  const errorId = useId();
  const mod = useModKey();
  const kind = kinds.find((entry) => entry.id === kindId) ?? kinds[0];

  async function send() {
    const text = draft.text.trim();
    if (!text || busy) return;
    setBusy(true);
    setFailed(undefined);
    const problem = await onSend(text, kind.id).catch(
      () => "Not sent: the server did not answer. Your text is kept.",
    );
    setBusy(false);
    if (problem) setFailed(problem);
    else draft.forget();
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    void send();
  }

  return (
    <div className="compose">
      <div className={failed ? "cbox bad" : "cbox"}>
        <textarea
          aria-label={label}
          aria-describedby={failed ? errorId : undefined}
          aria-invalid={failed ? true : undefined}
          placeholder={kind.placeholder ?? "What happened?"}
          rows={1}
          maxLength={maxLength}
          value={draft.text}
          onChange={(event) => {
            draft.write(event.target.value);
            onTyping?.();
          }}
          onKeyDown={onKeyDown}
        />
        <div className="row cf">
          {kinds.length > 1 ? (
            <Segmented
              look="bare"
              legend="Kind of entry"
              name={`${draftKey}-kind`}
              value={kind.id}
              onChange={setKind}
              options={kinds.map(({ id, label: words }) => ({ value: id, label: words }))}
            />
          ) : null}
          <DraftState keptAt={draft.keptAt} />
          <Button size="sm" busy={busy} busyLabel="Sending" keys={`${mod}↵`} onClick={send}>
            {kind.verb}
          </Button>
        </div>
      </div>
      <div role="alert">
        <FieldError id={errorId}>{failed}</FieldError>
      </div>
      {foot}
    </div>
  );
}

/** "Draft kept 09:14" */
export function DraftState({ keptAt }: { keptAt: number | null }) {
  const zone = useZone();
  return (
    <span className="xs t3 end desk num">
      {keptAt === null ? "" : `Draft kept ${formatTime(new Date(keptAt).toISOString(), zone)}`}
    </span>
  );
}
