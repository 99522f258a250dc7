"use client";

import Check from "lucide-react/icons/check";
import CircleCheck from "lucide-react/icons/circle-check";
import { Checkbox } from "#components/ui/choices.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { UseHandoff } from "./use-handoff.ts";
import { firstName } from "./words.ts";

const HINTS: Record<string, string> = {
  "open-incidents": "Say of each whether it goes over or you keep it.",
  notes: "Older than an hour is marked.",
  contacts: "Sets the date on your contact card.",
};

/** The five steps, ticked by the outgoing person; the signature stands in the head. */
export function StepsPanel({ state }: { state: UseHandoff }) {
  const { handoff } = state;
  if (!handoff.from) return null;
  const ticks = handoff.abilities.prepare && handoff.submittedAt === null;
  const done = handoff.steps.filter((step) => step.at !== null).length;
  return (
    <Panel
      tight
      title={ticks ? "Your part" : `${firstName(handoff.from.name)}’s part`}
      end={
        handoff.submittedAt ? (
          <span className="row xs ok">
            <CircleCheck className="s" aria-hidden />
            Signed <RelativeTime iso={handoff.submittedAt} show="moment" focusable={false} />
          </span>
        ) : (
          <span className="xs t3">{done} of 5</span>
        )
      }
    >
      <ol className="ho-steps">
        {handoff.steps.map((step) => (
          <li key={step.key}>
            {ticks ? (
              <Checkbox
                label={step.text}
                hint={HINTS[step.key]}
                checked={step.at !== null}
                onChange={(event) => void state.prepare({ steps: { [step.key]: event.target.checked } })}
              />
            ) : (
              <>
                {step.at ? (
                  <Check className="s g-ok" aria-label="done" />
                ) : (
                  <span className="s t3" aria-hidden>
                    –
                  </span>
                )}
                <span className={step.at ? undefined : "t3"}>{step.text}</span>
                <span className="t3 xs end num">
                  {step.at ? <RelativeTime iso={step.at} show="moment" focusable={false} /> : "not done"}
                </span>
              </>
            )}
          </li>
        ))}
      </ol>
      {handoff.dashboards.length > 0 ? (
        <div className="ho-links xs noprint">
          {handoff.dashboards.map((link) => (
            <a
              key={`${link.title} ${link.url}`}
              className="link"
              href={link.url}
              target="_blank"
              rel="noreferrer"
            >
              {link.title}
            </a>
          ))}
        </div>
      ) : null}
    </Panel>
  );
}
