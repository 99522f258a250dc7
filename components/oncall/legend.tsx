import type { ReactNode } from "react";

const KEYS = [
  ["me", "You"],
  ["ov", "Override"],
  ["tmp", "Temporary schedule"],
  ["held", "Held until accepted"],
  ["gap", "Gap"],
] as const;

/** What one's own timeline shows. */
export const OWN_KEYS = [
  ["me", "Your turn"],
  ["ov", "Cover, swap or override"],
  ["held", "Held until accepted"],
  ["ask", "Asked for"],
  ["off", "Time off"],
] as const;

type Props = { keys?: ReadonlyArray<readonly [look: string, words: string]>; children?: ReactNode };

/** What the bars of a rota mean; at the right how to use it. */
export function Legend({ keys = KEYS, children }: Props) {
  return (
    <footer className="leg xs t2">
      {keys.map(([look, words]) => (
        <span key={look} className="k">
          <i className={look} aria-hidden="true" />
          {words}
        </span>
      ))}
      {children ? <span className="end t3 desk">{children}</span> : null}
    </footer>
  );
}
