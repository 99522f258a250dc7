"use client";

import CloudOff from "lucide-react/icons/cloud-off";
import { type SectionState, useSection } from "#components/postmortems/use-section.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { TextArea } from "#components/ui/inputs.tsx";
import { useZone } from "#components/ui/time-context.tsx";
import { formatTime } from "#lib/platform/format.ts";

type Props = {
  id: string;
  section: { key: string; title: string; hint: string };
  text: string;
  /** Of the report this text was read with. */
  version: number;
};

function Said({ state }: { state: SectionState }) {
  const zone = useZone();
  if (state.is === "saving") return <span className="xs t3">Saving</span>;
  if (state.is === "saved") return <span className="xs t3 num">Saved {formatTime(state.at, zone)}</span>;
  if (state.is === "kept") {
    return (
      <span className="row xs warn">
        <CloudOff className="s" />
        Kept in this browser, sent again by itself
      </span>
    );
  }
  return null;
}

/** One section: its title, its text, and what has become of it. */
export function SectionEditor({ id, section, text, version }: Props) {
  const editor = useSection(id, section.key, text, version);
  const { state } = editor;
  return (
    <section className="pmsec" aria-labelledby={`s-${section.key}`}>
      <header className="row">
        <h2 id={`s-${section.key}`}>{section.title}</h2>
        <span className="end" aria-live="polite">
          <Said state={state} />
        </span>
      </header>
      <TextArea
        label={section.title}
        hideLabel
        rows={2}
        placeholder={section.hint}
        value={editor.text}
        onChange={(event) => editor.write(event.target.value)}
        onBlur={() => void editor.flush()}
      />
      {state.is === "refused" ? <FieldError>{state.because} What you wrote is kept here.</FieldError> : null}
      {state.is === "conflict" ? (
        <div className="wait" role="alert">
          <div className="grid gap-2 grow">
            <p className="b">Somebody else wrote here meanwhile. Yours is kept; theirs now reads:</p>
            <p className="note whitespace-pre-wrap">{state.theirs || "(empty)"}</p>
            <div className="row wrap">
              <Button size="sm" onClick={() => editor.settle(true, state.theirs)}>
                Keep mine
              </Button>
              <Button size="sm" variant="soft" onClick={() => editor.settle(false, state.theirs)}>
                Take theirs
              </Button>
            </div>
          </div>
        </div>
      ) : null}
    </section>
  );
}
