import { waitWords } from "#components/escalations/policy-words.ts";
import { becauseWords } from "#components/escalations/words.ts";
import { Panel } from "#components/ui/panel.tsx";
import type { PreviewDto } from "#lib/escalations/schema.ts";

/** If it fired now: who, when, by what. */
export function PreviewPanel({ preview }: { preview: PreviewDto }) {
  return (
    <Panel title="If this fired now" tight>
      <ol className="lad">
        {preview.steps.map((step) => (
          <li key={step.level ?? "last"}>
            <span className="lv">{step.level ?? "!"}</span>
            <div>
              <p className="xs t2 num">
                {step.level === null ? "Last resort, " : ""}
                {waitWords(step.afterSeconds)}
              </p>
              {step.people.map((person) => (
                <p key={person.id}>
                  <b>{person.name}</b> <span className="t3">{becauseWords(person.because)}</span>{" "}
                  <span className="xs t2">by {person.by.join(", ")}</span>
                </p>
              ))}
              {step.words ? <p className="xs warn">{step.words}</p> : null}
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
