import type { ReactNode } from "react";
import { StateGlyph } from "#components/ui/state-glyph.tsx";

const TONE = { ok: "ok", warn: "warn", crit: "crit", none: "t2" } as const;

/** A state said in a whole sentence, which may need more than one line. */
export function Verdict({ state, children }: { state: keyof typeof TONE; children: ReactNode }) {
  return (
    <span className="flex items-start gap-2">
      <span className="pt-0.5">
        <StateGlyph state={state} small />
      </span>
      <span className={`m min-w-0 ${TONE[state]}`}>{children}</span>
    </span>
  );
}
