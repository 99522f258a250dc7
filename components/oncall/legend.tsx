import type { ReactNode } from "react";

const KEYS = [
  ["me", "You"],
  ["ov", "Override"],
  ["tmp", "Temporary schedule"],
  ["held", "Held until accepted"],
  ["gap", "Gap"],
] as const;

/** What the bars of a rota mean; at the right how to use it. */
export function Legend({ children }: { children?: ReactNode }) {
  return (
    <footer className="leg xs t2">
      {KEYS.map(([look, words]) => (
        <span key={look} className="k">
          <i className={look} aria-hidden="true" />
          {words}
        </span>
      ))}
      {children ? <span className="end t3 desk">{children}</span> : null}
    </footer>
  );
}
