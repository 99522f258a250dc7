"use client";

import { useState } from "react";
import { TextArea } from "#components/ui/inputs.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { UseHandoff } from "./use-handoff.ts";
import { firstName } from "./words.ts";

/** What the outgoing person wants the other to know, in their words (S-061). */
export function BriefingPanel({ state }: { state: UseHandoff }) {
  const { handoff } = state;
  const writes = handoff.abilities.prepare && handoff.submittedAt === null;
  if (!handoff.from) return null;
  if (writes) return <Write state={state} />;
  return (
    <Panel
      title="Briefing"
      end={
        handoff.submittedAt ? (
          <span className="xs t3">
            {firstName(handoff.from.name)},{" "}
            <RelativeTime iso={handoff.submittedAt} show="moment" focusable={false} />
          </span>
        ) : null
      }
    >
      <p className="ho-brief">
        {handoff.briefing ? handoff.briefing : <span className="t3">Nothing was written.</span>}
      </p>
    </Panel>
  );
}

function Write({ state }: { state: UseHandoff }) {
  const { handoff } = state;
  const [text, setText] = useState(handoff.briefing);
  const saved = text === handoff.briefing;
  return (
    <Panel
      title="Briefing"
      end={
        <span className="xs t3" role="status">
          {saved ? (text ? "Saved" : "") : "Saved when you leave the field"}
        </span>
      }
    >
      <div className="grid gap-2 px-3.5 pb-3.5">
        <TextArea
          label={`What ${handoff.to.name} should know`}
          hideLabel
          placeholder="What was quiet, what was not, what to watch."
          rows={5}
          maxLength={10_000}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => {
            if (!saved) void state.prepare({ briefing: text });
          }}
        />
      </div>
    </Panel>
  );
}
