import type { CSSProperties, ReactNode } from "react";

export type PathStep = {
  label: string;
  state: "done" | "current" | "ahead";
  /** Already written for the reader: "08:41", "since 08:47". */
  time?: ReactNode;
};

/** The life of a thing as a line: done, where it stands, what is ahead. */
export function StatusPath({ steps, label = "Status" }: { steps: ReadonlyArray<PathStep>; label?: string }) {
  return (
    <ol className="path" aria-label={label} style={{ "--n": steps.length } as CSSProperties}>
      {steps.map((step) => (
        <li
          key={step.label}
          className={step.state === "done" ? "d" : step.state === "current" ? "c" : undefined}
          aria-current={step.state === "current" ? "step" : undefined}
        >
          <span>{step.label}</span>
          {step.time ? <span className="t3 num">{step.time}</span> : null}
        </li>
      ))}
    </ol>
  );
}
