import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";

/** ok on target · miss off target · warn · crit critical or missed · none no data · open not yet · now under way · late */
export type State = "ok" | "miss" | "warn" | "crit" | "none" | "open" | "now" | "late";

const TONE: Record<State, string> = {
  ok: "g-ok",
  miss: "g-warn",
  warn: "g-warn",
  crit: "g-crit",
  none: "g-n",
  open: "g-n",
  now: "g-acc",
  late: "g-warn",
};

const WORD: Record<State, string> = {
  ok: "ok",
  miss: "warn",
  warn: "warn",
  crit: "crit",
  none: "t2",
  open: "t2",
  now: "acc",
  late: "warn",
};

const SHAPE: Record<State, ReactNode> = {
  ok: (
    <>
      <circle cx="12" cy="12" r="10" />
      <path d="m16 9-5.5 5.5L8 12" />
    </>
  ),
  miss: (
    <>
      <circle cx="12" cy="12" r="10" />
      <path d="m15 9-6 6" />
    </>
  ),
  warn: (
    <>
      <path d="m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3" />
      <path d="M12 9v4M12 17h.01" />
    </>
  ),
  crit: (
    <>
      <circle cx="12" cy="12" r="10.5" fill="currentColor" stroke="none" />
      <path d="m15.2 8.8-6.4 6.4M8.8 8.8l6.4 6.4" stroke="var(--ek-panel)" strokeWidth="2.6" />
    </>
  ),
  none: <circle cx="12" cy="12" r="10" strokeDasharray="3.9 3.95" strokeLinecap="butt" />,
  open: <circle cx="12" cy="12" r="10" />,
  now: (
    <>
      <circle cx="12" cy="12" r="10" />
      <circle cx="12" cy="12" r="1" />
    </>
  ),
  late: <path d="M12 6v6l4 2M20 12v5M20 21h.01M21.25 8.2A10 10 0 1 0 16 21.16" />,
};

type GlyphProps = {
  state: State;
  small?: boolean | undefined;
  label?: string | undefined;
  className?: string;
};

/** The state's shape: told apart by form and fill, not by colour. With `label` it speaks for itself. */
export function StateGlyph({ state, small, label, className }: GlyphProps) {
  const drawn = cx("glyph", TONE[state], small && "s", className);
  if (label) {
    return (
      <svg viewBox="0 0 24 24" className={drawn} role="img" aria-label={label}>
        {SHAPE[state]}
      </svg>
    );
  }
  return (
    <svg viewBox="0 0 24 24" className={drawn} aria-hidden="true">
      {SHAPE[state]}
    </svg>
  );
}

/** Glyph and word together. `quiet` keeps the word grey. */
export function StateWord(props: { state: State; children: ReactNode; quiet?: boolean; className?: string }) {
  const { state, children, quiet, className } = props;
  return (
    <span className={cx("st", quiet ? "t2" : WORD[state], className)}>
      <StateGlyph state={state} small />
      {children}
    </span>
  );
}
