"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextArea } from "#components/ui/inputs.tsx";
import type { ChecklistItem } from "#lib/checklists/model.ts";
import type { RunScreenState } from "./use-run-screen.ts";

/** The note of an item. Enter records it and moves on, Shift Enter makes a new line; leaving it records it too. */
export function NoteField(props: { item: ChecklistItem; screen: RunScreenState; label: string }) {
  const { item, screen, label } = props;
  const stored = screen.answerOf(item.key).note ?? "";
  const text = screen.view.drafts[item.key]?.note ?? stored;
  return (
    <div>
      <TextArea
        label={label}
        data-field="note"
        rows={2}
        maxLength={4000}
        value={text}
        disabled={!screen.canAnswer}
        onChange={(event) => screen.store.draft(item.key, { note: event.target.value })}
        onBlur={() => {
          if (text.trim() === stored.trim()) screen.store.draft(item.key, { note: undefined });
          else void screen.saveNote(item.key);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey) return;
          if (event.nativeEvent.isComposing) return;
          event.preventDefault();
          screen.move(1);
        }}
      />
    </div>
  );
}

/** Why an item does not apply. */
export function ReasonField({ item, screen }: { item: ChecklistItem; screen: RunScreenState }) {
  const [missing, setMissing] = useState(false);
  const text = screen.view.drafts[item.key]?.reason ?? screen.answerOf(item.key).reason ?? "";
  const save = () => {
    if (text.trim() === "") setMissing(true);
    else screen.notApplicable(item.key, text);
  };
  return (
    <div>
      <TextArea
        label="Why does it not apply?"
        data-field="reason"
        rows={1}
        maxLength={1000}
        value={text}
        error={missing ? "Say in a few words why it does not apply." : undefined}
        onChange={(event) => {
          setMissing(false);
          screen.store.draft(item.key, { reason: event.target.value });
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          save();
        }}
      />
      <div className="row">
        <Button size="sm" variant="primary" onClick={save}>
          Not applicable
        </Button>
        <Button size="sm" variant="quiet" onClick={() => screen.open(item.key, null)}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
